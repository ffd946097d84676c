/* Fills: a colour with a pattern on it, paler the older the evidence. A look is {camp, attacked, nominal, age}; age 0 is fresh. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const TILE = 8;

  /* Each pattern on a tile of 8 by 8 px: path data, and its stroke width (0: filled). */
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

  function node(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const SWATCH = { class: "atlas-swatch", width: 22, height: 14, "aria-hidden": "true" };

  class Paint {
    /* fills: {camp: [{colour, mark, ink} at each age]}; attack: the stripes of ground
     * under attack. */
    constructor({ fills, attack }) {
      Object.assign(this, { fills, attack });
      this._defs = svg("defs");
      this._made = new Set();
      const hidden = svg("svg", { width: 0, height: 0, "aria-hidden": "true" }, this._defs);
      hidden.style.position = "absolute";
      document.body.append(hidden);
    }

    /* A paint for SVG: a plain colour, or the address of a pattern made when first asked for. */
    fill(look) {
      const { camp, attacked, nominal, age = 0 } = look;
      const { colour, ...own } = this.fills[camp][age];
      const { mark, ink } = attacked ? this.attack : own;
      if (nominal || mark === "plain") return colour;
      const id = `fill-${camp}${attacked ? "-attacked" : ""}-${age}`;
      if (!this._made.has(id)) {
        this._made.add(id);
        const [d, width] = MARKS[mark];
        const pen = width ? { stroke: ink, "stroke-width": width } : { fill: ink };
        const tile = { id, width: TILE, height: TILE, patternUnits: "userSpaceOnUse" };
        const ground = svg("rect", { width: TILE, height: TILE, fill: colour });
        this._defs.append(svg("pattern", tile, ground, svg("path", { d, ...pen })));
      }
      return `url(#${id})`;
    }

    /* A paint for water: a tint of a colour, and a thin mark on it. */
    water(name, colour, mark, opacity = 0.1) {
      const id = `water-${name}-${mark}-${opacity * 100}`;
      if (!this._made.has(id)) {
        this._made.add(id);
        const [d, width] = MARKS[mark];
        const pen = width ? { stroke: colour, "stroke-width": 0.9, "stroke-opacity": 0.45 } : { fill: colour, "fill-opacity": 0.6 };
        const tile = { id, width: TILE, height: TILE, patternUnits: "userSpaceOnUse" };
        const tint = svg("rect", { width: TILE, height: TILE, fill: colour, "fill-opacity": opacity });
        this._defs.append(svg("pattern", tile, tint, svg("path", { d, ...pen })));
      }
      return `url(#${id})`;
    }

    swatch(look, opacity) {
      return colourSwatch(this.fill(look), opacity);
    }
  }

  function colourSwatch(fill, opacity) {
    return svg("svg", SWATCH, svg("rect", { width: 22, height: 14, fill, opacity, rx: 2 }));
  }

  function lineSwatch(style) {
    const line = { x1: 1, x2: 21, y1: 7, y2: 7, stroke: style.color, "stroke-width": style.weight };
    if (style.dashArray) line["stroke-dasharray"] = style.dashArray;
    return svg("svg", SWATCH, svg("line", line));
  }

  function dotSwatch() {
    return svg("svg", SWATCH, svg("circle", { cx: 11, cy: 7, r: 3, class: "atlas-dot" }));
  }

  /* Agreements are diamonds: filled in force, hollow not (yet), with a bar where questioned.
   * Events are rounds, fainter once they are over. */
  function diamond(x, y, r, barred) {
    const bar = barred ? `M${x - r / 2} ${y - r / 5}H${x + r / 2}V${y + r / 5}H${x - r / 2}Z` : "";
    return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z${bar}`;
  }

  const SIGNS = {
    agreement_in_force: (colours) => ({ fill: colours.agreement, stroke: "#fff" }),
    agreement_not_in_force: (colours) => ({ fill: "#fff", stroke: colours.agreement }),
    agreement_questioned: (colours) => ({ fill: colours.agreement, stroke: "#fff" }),
    event: (colours) => ({ fill: colours.event, stroke: "#fff" }),
    event_past: (colours) => ({ fill: colours.event, stroke: "#fff", opacity: 0.45 }),
  };

  function signSwatch(name, colours) {
    const look = { "stroke-width": 1.2, "fill-rule": "evenodd", transform: "translate(11 7)", ...SIGNS[name](colours) };
    const d = diamond(0, 0, 6.5, name === "agreement_questioned");
    const shape = name.startsWith("event") ? svg("circle", { r: 4.5, ...look }) : svg("path", { d, ...look });
    return svg("svg", SWATCH, shape);
  }

  /* A point drawn as a diamond; for an SVG renderer. */
  const Diamond = L.CircleMarker.extend({
    _updatePath() {
      this._renderer._setPath(this, diamond(this._point.x, this._point.y, this._radius, this.options.barred));
    },
  });

  window.AtlasPaint = { Diamond, signSwatch, Paint, colourSwatch, dotSwatch, lineSwatch, node, svg };
})();
