/* Fills: a colour with a pattern on it, paler the older the evidence; the swatches of the
 * legend; and small helpers that make elements. */
const AtlasPaint = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const TILE = 8;

  const RING_PX = 2.4; /* how wide the line of a ring is */
  const GROUND_SCALE = 1.4; /* of the patterns on ground */
  const TEETH = {
    long: 6,
    wide: 6,
    side: [-60, -30, 0, 30, 60],
    around: [0, 45, 90, 135, 180, 225, 270, 315],
  };
  /** @type {Record<string, number>} */
  const PENS = { nominal: 0.55, ring: 0.6, gained: 0.9 }; /* their strokes' widths */

  /** @type {Record<string, [string, number]>} each pattern on a tile of 8 by 8 px: path data,
   * and its stroke width (0: filled) */
  const MARKS = {
    plain: ["", 0],
    dots: ["M1.25 2a.75.75 0 1 0 1.5 0a.75.75 0 1 0-1.5 0M5.25 6a.75.75 0 1 0 1.5 0a.75.75 0 1 0-1.5 0", 0],
    horizontal: ["M0 2H8M0 6H8", 0.6],
    vertical: ["M2 0V8M6 0V8", 0.6],
    backslash: ["M-2 6L2 10M0 0L8 8M6 -2L10 2", 0.8],
    cross: ["M0 0L8 8M8 0L0 8", 0.9],
    diagonal: ["M-2 2L2 -2M0 8L8 0M6 10L10 6", 2],
  };

  /* ---- small DOM helpers; text always goes in as text, never as markup ---- */

  /** @typedef {Record<string, string | number>} Attributes */

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Attributes} attributes
   * @param {...(Node | string | null)} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  function node(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    for (const child of children) if (child !== null) element.append(child);
    return element;
  }

  /**
   * @template {keyof SVGElementTagNameMap} T
   * @param {T} tag
   * @param {Attributes} attributes
   * @param {...Node} children
   * @returns {SVGElementTagNameMap[T]}
   */
  function svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return /** @type {SVGElementTagNameMap[T]} */ (element);
  }

  /**
   * A text with a value for each name in braces.
   * @param {string} text such as "since {since}"
   * @param {Record<string, string | number>} values
   */
  const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  const SWATCH = { class: "atlas-swatch", width: 22, height: 14, "aria-hidden": "true" };

  class Paint {
    /**
     * @param {Pick<AtlasData, "looks" | "fills" | "ages">} data fills: of each ring of each
     *   camp; ages: of ground by the age of its evidence
     */
    constructor({ looks, fills, ages }) {
      this.looks = looks;
      this.fills = fills;
      this.ages = ages;
      this.theme = "";
      this._defs = svg("defs");
      this._made = new Set();
      const hidden = svg("svg", { width: 0, height: 0, "aria-hidden": "true" }, this._defs);
      hidden.style.position = "absolute";
      document.body.append(hidden);
    }

    /**
     * Paint in other colours.
     * @param {Pick<AtlasData, "fills">} painted
     * @param {string} theme its name, which that of each pattern bears
     */
    use({ fills }, theme) {
      this.fills = fills;
      this.theme = theme;
    }

    /**
     * A paint for SVG: a plain colour, or the address of a pattern made when first needed.
     * @param {string} look
     */
    fill(look) {
      const { fill: camp = "", ring } = this.looks[look];
      return this.ground(camp, ring);
    }

    /**
     * The same of ground.
     * @param {string} camp
     * @param {string} ring or how it looks while two days are compared, see geo/style/changed.py
     */
    ground(camp, ring = "core") {
      const { colour, mark, ink } = this.fills[camp][ring];
      if (mark === "plain") return colour;
      const pen = { stroke: ink, "stroke-width": PENS[ring] ?? PENS.ring, fill: ink };
      return this._pattern(`fill-${camp}-${ring}`, mark, { fill: colour }, pen, GROUND_SCALE);
    }

    /**
     * A paint for water: a tint of a colour, and a thin mark on it.
     * @param {string} name
     * @param {string} colour
     * @param {string} mark
     */
    water(name, colour, mark, opacity = 0.1) {
      const [, width] = MARKS[mark];
      /** @type {Attributes} */
      const pen = width
        ? { stroke: colour, "stroke-width": 0.9, "stroke-opacity": 0.45 }
        : { fill: colour, "fill-opacity": 0.6 };
      const tint = { fill: colour, "fill-opacity": opacity };
      return this._pattern(`water-${name}-${mark}-${opacity * 100}`, mark, tint, pen);
    }

    /**
     * The address of a pattern, made when first needed.
     * @param {string} name
     * @param {string} mark
     * @param {Attributes} ground
     * @param {Attributes} pen
     * @param {number} scale
     */
    _pattern(name, mark, ground, pen, scale = 1) {
      const id = this.theme + name;
      if (!this._made.has(id)) {
        this._made.add(id);
        const [d] = MARKS[mark];
        const tile = {
          id,
          width: TILE,
          height: TILE,
          patternUnits: "userSpaceOnUse",
          patternTransform: `scale(${scale})`,
        };
        const rectangle = svg("rect", { width: TILE, height: TILE, ...ground });
        this._defs.append(svg("pattern", tile, rectangle, svg("path", { d, ...pen })));
      }
      return `url(#${id})`;
    }

    /** @param {string} look */
    swatch(look) {
      return colourSwatch(this.fill(look), 1);
    }
  }

  /** @param {string} fill @param {number} opacity */
  function colourSwatch(fill, opacity) {
    return svg("svg", SWATCH, svg("rect", { width: 22, height: 14, fill, opacity, rx: 2 }));
  }

  /** @param {L.PathOptions} style */
  function lineSwatch({ color = "", weight = 1, dashArray }) {
    /** @type {Attributes} */
    const line = { x1: 1, x2: 21, y1: 7, y2: 7, stroke: color, "stroke-width": weight };
    if (dashArray) line["stroke-dasharray"] = String(dashArray);
    return svg("svg", SWATCH, svg("line", line));
  }

  /**
   * A place as the legend shows it.
   * @param {L.PathOptions} style
   */
  function dotSwatch({ color = "", weight = 1, fillColor = "" }) {
    const look = { stroke: color, "stroke-width": weight, fill: fillColor };
    return svg("svg", SWATCH, svg("circle", { cx: 11, cy: 7, r: 4, ...look }));
  }

  /**
   * Path data of a diamond, with a bar across it or without.
   * @param {number} x
   * @param {number} y
   * @param {number} r
   * @param {boolean | undefined} barred
   * @returns {string} path data
   */
  function diamond(x, y, r, barred) {
    const bar = barred ? `M${x - r / 2} ${y - r / 5}H${x + r / 2}V${y + r / 5}H${x - r / 2}Z` : "";
    return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z${bar}`;
  }

  /**
   * A sign as the legend shows it.
   * @param {Sign} sign
   */
  function signSwatch({ shape, color, fillColor, barred, opacity }) {
    const look = {
      "stroke-width": 1.2,
      "fill-rule": "evenodd",
      transform: "translate(11 7)",
      fill: fillColor,
      stroke: color,
      opacity,
    };
    const mark =
      shape === "circle"
        ? svg("circle", { r: 4.5, ...look })
        : svg("path", { d: shape === "ring" ? ringPath(0, 0, 4) : diamond(0, 0, 6.5, barred), ...look });
    return svg("svg", SWATCH, mark);
  }

  /* A point drawn as a diamond; for an SVG renderer. */
  class Diamond extends L.CircleMarker {
    /** @override */
    _updatePath() {
      const { barred } = /** @type {PathStyle} */ (this.options);
      this._renderer._setPath(this, diamond(this._point.x, this._point.y, this._radius, barred));
    }
  }

  /**
   * Path data of a ring, filled between its edges.
   * @param {number} x
   * @param {number} y
   * @param {number} r that of its inner edge
   */
  function ringPath(x, y, r) {
    const circle = (/** @type {number} */ far) =>
      `M${x - far} ${y}a${far} ${far} 0 1 0 ${2 * far} 0a${far} ${far} 0 1 0 ${-2 * far} 0Z`;
    return circle(r + RING_PX) + circle(r);
  }

  /* A ring around a place; for an SVG renderer. */
  class Ring extends L.CircleMarker {
    /** @override */
    _updatePath() {
      this._renderer._setPath(this, ringPath(this._point.x, this._point.y, this._radius));
    }
  }

  /**
   * Path data of what surrounds a place under attack: teeth that point at it, on the side of
   * the attacker, or all around where that is not known.
   * @param {number} x
   * @param {number} y
   * @param {number} r from the place to their points
   * @param {number | null} from degrees clockwise from north
   */
  function teeth(x, y, r, from) {
    const turns = from === null ? TEETH.around : TEETH.side.map((turn) => turn + from);
    const at = (/** @type {number} */ turn, /** @type {number} */ far) => {
      const angle = (turn * Math.PI) / 180;
      return `${(x + far * Math.sin(angle)).toFixed(1)} ${(y - far * Math.cos(angle)).toFixed(1)}`;
    };
    const far = r + TEETH.long;
    const half = (TEETH.wide / 2 / far) * (180 / Math.PI);
    return turns.map((turn) => `M${at(turn, r)}L${at(turn - half, far)}L${at(turn + half, far)}Z`).join("");
  }

  /* A place under attack; for an SVG renderer. */
  class Attack extends L.CircleMarker {
    /** @override */
    _updatePath() {
      const { from } = /** @type {any} */ (this.options);
      this._renderer._setPath(this, teeth(this._point.x, this._point.y, this._radius, from));
    }
  }

  /**
   * A place under attack as the legend shows it.
   * @param {string} ink
   */
  function attackSwatch(ink) {
    const dot = svg("circle", { cx: 11, cy: 7, r: 2, fill: ink });
    return svg("svg", SWATCH, dot, svg("path", { d: teeth(11, 7, 3, 45), fill: ink }));
  }

  /** @type {Record<string, (x: number, y: number, r: number) => string>} path data by sign */
  const SIGNS = {
    air: (x, y, r) => `M${x} ${y - 1.25 * r}L${x + 1.2 * r} ${y + 0.85 * r}H${x - 1.2 * r}Z`,
    oil: (x, y, r) => diamond(x, y, 1.3 * r, false),
    site: (x, y, r) => `M${x - r} ${y - r}H${x + r}V${y + r}H${x - r}Z`,
  };

  /**
   * The class of the points of a kind of place; for an SVG renderer.
   * @param {string} symbol
   */
  function placeSign(symbol) {
    const path = SIGNS[symbol];
    if (!path) return L.CircleMarker;
    return class extends L.CircleMarker {
      /** @override */
      _updatePath() {
        this._renderer._setPath(this, path(this._point.x, this._point.y, this._radius));
      }
    };
  }

  /* A road: a thin line on a broader one of the colour of paper. */
  class Road extends L.Polyline {
    /** @type {L.Polyline | undefined} */
    _casing;

    /** @override @param {L.Map} map */
    onAdd(map) {
      const { casing, pane, renderer } = /** @type {PathStyle} */ (this.options);
      this._casing ??= new L.Polyline(/** @type {any} */ (this.getLatLngs()), { ...casing, pane, renderer });
      this._casing.addTo(map);
      return super.onAdd(map);
    }

    /** @override @param {L.Map} map */
    onRemove(map) {
      this._casing?.remove();
      return super.onRemove(map);
    }

    /** @override @param {PathStyle} style */
    setStyle(style) {
      if (style.casing) this._casing?.setStyle(style.casing);
      return super.setStyle(style);
    }
  }

  return {
    TILE,
    Attack,
    Diamond,
    Ring,
    attackSwatch,
    Paint,
    Road,
    colourSwatch,
    diamond,
    dotSwatch,
    fillIn,
    lineSwatch,
    node,
    placeSign,
    signSwatch,
    svg,
    teeth,
    TEETH,
  };
})();
