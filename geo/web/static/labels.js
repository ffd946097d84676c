/* Names on the map: placed by importance, none over another, a sign, a line or a box, at the
 * zooms they suit. */
const AtlasLabels = (function () {
  "use strict";

  const { Space } = AtlasSpace;

  const GAP = 3; /* px kept free at either side of a name */
  const EDGE = 4; /* px kept free at the edge of the map */
  const JOINED = /\p{Script=Arabic}/u; /* letters that join are never spaced out */
  const WIDE_ZOOM = 6.5; /* from it on a map names all places that it has room for */
  const MOST_PLACES = { wide: 26, narrow: 18 }; /* before */
  const NARROW_PX = 640;
  /* The order in which names of a style find room; those of lines come before the last. */
  const ORDER = [["sea"], ["city", "town", "site"], ["island"], ["region", "country"]];

  /**
   * Space after each letter of a text, px.
   * @param {NameFont} font
   * @param {string} text
   */
  const spacingOf = (font, text) => (JOINED.test(text) ? 0 : (font.spacing ?? 0));

  /**
   * The CSS font of a text: letters that join are never slanted.
   * @param {NameFont} font
   * @param {string} text
   */
  const cssOf = (font, text) => (JOINED.test(text) ? font.css.replace("italic ", "") : font.css);

  /**
   * Where a name may stand: right of its dot, left, above, below; a name without a dot on
   * its point, or near it.
   * @param {number} dot radius of the dot, px; 0: none
   * @param {XY} point
   * @param {Size} size
   * @returns {Box[]}
   */
  function spotsFor(dot, point, { width, height }) {
    const off = dot + 1;
    const middle = point.y - height / 2;
    const centre = point.x - width / 2;
    const spots = dot
      ? [
          [point.x + off, middle],
          [point.x - off - width, middle],
          [centre, point.y - off - height],
          [centre, point.y + off],
        ]
      : [0, -1, 1, -2, 2].flatMap((up) =>
          [0, 0.2, -0.2].map((right) => [centre + right * width, middle + up * height]),
        );
    return spots.map(([x, y]) => ({ x, y, width, height }));
  }

  class LabelLayer extends L.Layer {
    /**
     * @param {NameEntry[]} entries rank 0 is placed first
     * @param {LabelOptions} options
     *   reach: how far what stands on a point reaches, by default its dot
     *   fonts: how a name of each style is measured and drawn
     *   fill: takes what else lies on the map, before the names
     *   more: names what has no point of its own, between places and the rest
     */
    constructor(entries, { pane, fonts, language, reach, fill, more }) {
      super();
      this._entries = [...entries].sort((a, b) => a.rank - b.rank);
      this._pane = pane;
      this._fonts = fonts;
      this._language = language;
      this._reach = reach ?? (({ dot = 0 }) => dot);
      this._fill = fill;
      this._more = more;
      this._canvas = /** @type {CanvasRenderingContext2D} */ (
        document.createElement("canvas").getContext("2d")
      );
      /** @type {Map<string, number>} */
      this._widths = new Map();
      this._hidden = false;
      this._container = L.DomUtil.create("div", "atlas-labels leaflet-zoom-hide");
    }

    /** @override @param {L.Map} map */
    onAdd(map) {
      map.getPane(this._pane)?.appendChild(this._container);
      map.on("moveend resize", this.update, this);
      this.update();
      return this;
    }

    /** @override @param {L.Map} map */
    onRemove(map) {
      this._container.remove();
      map.off("moveend resize", this.update, this);
      return this;
    }

    /* What holds the names. */
    getElement() {
      return this._container;
    }

    /**
     * Hide or show the names that go with a layer.
     * @param {boolean} hidden
     */
    setHidden(hidden) {
      if (hidden === this._hidden) return;
      this._hidden = hidden;
      this.update();
    }

    /** @param {LanguageCode} language */
    setLanguage(language) {
      this._language = language;
      this.update();
    }

    update() {
      const map = this._map;
      if (!map) return;
      const zoom = map.getZoom();
      const size = map.getSize();
      const { x, y } = map.containerPointToLayerPoint([0, 0]);
      const room = { width: size.x - 2 * EDGE, height: size.y - 2 * EDGE };
      const space = new Space({ x: x + EDGE, y: y + EDGE, ...room });
      const shown = this._entries.filter(
        (entry) => !(this._hidden && entry.hideable) && zoom >= entry.zoom && zoom <= (entry.maxZoom ?? 99),
      );
      const view = map.getBounds();
      const entries = shown.filter(({ lat, lng }) => view.contains([lat, lng]));
      this._fill?.(space);
      for (const entry of entries) if (entry.dot) space.take(this._dotOf(entry, this._reach(entry)));
      const most = size.x > NARROW_PX ? MOST_PLACES.wide : MOST_PLACES.narrow;
      const [waters, places, islands, rest] = ORDER.map((styles) =>
        entries.filter(({ style }) => styles.includes(style)),
      );
      this._container.replaceChildren(
        ...this._place(space, waters),
        ...this._place(space, places, zoom < WIDE_ZOOM ? most : Infinity),
        ...this._place(space, islands),
        ...(this._more?.(space, this) ?? []),
        ...this._place(space, rest),
      );
    }

    /**
     * Place names, the most important first.
     * @param {InstanceType<typeof Space>} space
     * @param {NameEntry[]} entries
     */
    _place(space, entries, most = Infinity) {
      const placed = [];
      for (const entry of entries) {
        if (placed.length >= most) break;
        const point = this._map.latLngToLayerPoint([entry.lat, entry.lng]);
        const text = entry.text[this._language];
        const spots = spotsFor(this._reach(entry), point, this.size(text, entry.style));
        const box = space.first(spots, { of: entry.id, never: entry.style === "sea" });
        if (!box) continue;
        space.take(box);
        placed.push(this.element(text, entry.style, box));
      }
      return placed;
    }

    /** @param {NameEntry} entry @param {number} radius @returns {Box} */
    _dotOf({ id, lat, lng }, radius) {
      const { x, y } = this._map.latLngToLayerPoint([lat, lng]);
      return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, of: id };
    }

    /**
     * Room that a text takes.
     * @param {string} text
     * @param {string} style
     * @returns {Size}
     */
    size(text, style) {
      const font = this._fonts[style];
      const key = font.css + text;
      let width = this._widths.get(key);
      if (width === undefined) {
        this._canvas.font = cssOf(font, text);
        width = this._canvas.measureText(text).width + spacingOf(font, text) * text.length;
        this._widths.set(key, width);
      }
      return { width: width + 2 * GAP, height: font.height };
    }

    /**
     * A name as it stands on the map.
     * @param {string} text
     * @param {string} style
     * @param {Box} box
     * @param {number} [turn] radians, clockwise
     */
    element(text, style, box, turn = 0) {
      const element = document.createElement("div");
      const font = this._fonts[style];
      element.className = `atlas-label atlas-label-${style}`;
      element.textContent = text;
      element.dir = "auto";
      element.style.font = cssOf(font, text);
      element.style.letterSpacing = `${spacingOf(font, text)}px`;
      element.style.width = `${box.width}px`;
      element.style.lineHeight = `${box.height}px`;
      const place = turn ? box : { x: Math.round(box.x), y: Math.round(box.y) };
      L.DomUtil.setPosition(element, L.point(place.x, place.y));
      if (turn) element.style.transform += ` rotate(${turn}rad)`;
      return element;
    }
  }

  return { LabelLayer, cssOf, spotsFor, spacingOf };
})();
