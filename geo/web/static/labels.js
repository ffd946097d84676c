/* Names on the map: placed by importance, none over another, a sign, a line or a box, at the
 * zooms they suit. */
const AtlasLabels = (function () {
  "use strict";

  const { boxOf, distance, meets, nearestOf } = AtlasFlat;
  const { Space } = AtlasSpace;
  const { spotOfIsland, spotsAround, spotsBeside, spotsOn } = AtlasSpots;

  const GAP = 3; /* px kept free at either side of a name */
  const EDGE = 4; /* px kept free at the edge of the map */
  const JOINED = /\p{Script=Arabic}/u; /* letters that join are never spaced out */
  const WIDE_ZOOM = 6.5; /* from it on a map names all places that it has room for */
  const MOST_PLACES = { wide: 26, narrow: 18 }; /* before */
  const NARROW_PX = 640;
  const FAR = [12, 20, 30, 42]; /* the same of an important one that has no room there */
  const FARTHER = [56, 72, 90]; /* and of the first of all */
  const FIRST_RANKS = 3; /* placed before all else, the seas too */
  const SEA_STEP = 0.5; /* of its height: the name of a sea stands on no land */
  /** @type {Record<string, string[]>} styles in which a name is tried, the first that has room */
  const SMALLER = { sea: ["sea", "water"] };
  const WET = ["sea", "island"]; /* no border runs there */
  const FAR_RANK = 24; /* names before it are important */
  /** @type {Record<string, number>} the cost of a height of a name between it and its point */
  const AWAY = { island: 1, region: 0.2, country: 0.2 };
  const ABROAD = 2; /* the cost of a spot across a border; on a thin line is 1, see `Space` */
  const BOLD = "city"; /* the style of names that nobody takes for those of lesser places */
  /* The order in which names of a style find room, but of the first places; those of lines
   * come before islands. */
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
   * What leads from a point to its name.
   * @param {XY} point
   * @param {Box} box
   * @param {string} style of the name
   */
  function leader(point, box, style) {
    const end = nearestOf(point, box);
    const element = document.createElement("div");
    element.className = `atlas-leader atlas-leader-${style}`;
    element.style.width = `${Math.hypot(end.x - point.x, end.y - point.y)}px`;
    L.DomUtil.setPosition(element, L.point(point.x, point.y));
    element.style.transform += ` rotate(${Math.atan2(end.y - point.y, end.x - point.x)}rad)`;
    return element;
  }

  class LabelLayer extends L.Layer {
    /**
     * @param {NameEntry[]} entries rank 0 is placed first
     * @param {LabelOptions} options
     *   reach: how far what stands on a point reaches, by default its dot
     *   fonts: how a name of each style is measured and drawn
     *   fill: takes what else lies on the map, before the names
     *   more: names what has no point of its own, between places and the rest
     *   frontier: borders that names keep to a side of
     *   cut: breaks thin lines off under the names that lie on them
     */
    constructor(entries, { pane, fonts, language, reach, fill, more, cut, frontier = [] }) {
      super();
      this._entries = [...entries].sort((a, b) => a.rank - b.rank);
      this._pane = pane;
      this._fonts = fonts;
      this._language = language;
      this._reach = reach ?? (({ dot = 0 }) => dot);
      this._fill = fill;
      this._more = more;
      this._cut = cut;
      this._frontier = frontier;
      /** @type {XY[][]} the same, px of the view */
      this._borders = [];
      /** @type {(XY & {of?: string, bold: boolean})[]} what is in sight of places */
      this._dots = [];
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
      this._fill?.(space);
      const isCovered = space.coverage();
      const entries = shown.filter(
        ({ lat, lng, dot }) => view.contains([lat, lng]) && !(dot && isCovered(this._at({ lat, lng }))),
      );
      this._borders = this._frontier.map((line) => line.map((at) => map.latLngToLayerPoint(at)));
      const dotted = entries.filter(({ dot }) => dot);
      this._dots = dotted.map((entry) => ({ ...this._at(entry), of: entry.id, bold: entry.style === BOLD }));
      for (const entry of dotted) space.take(this._dotOf(entry, this._reach(entry)));
      const most = size.x > NARROW_PX ? MOST_PLACES.wide : MOST_PLACES.narrow;
      const [waters, places, islands, rest] = ORDER.map((styles) =>
        entries.filter(({ style }) => styles.includes(style)),
      );
      const first = places.filter(({ rank }) => rank < FIRST_RANKS);
      const others = places.slice(first.length);
      this._container.replaceChildren(
        ...this._place(space, first),
        ...this._place(space, waters),
        ...this._place(space, others, zoom < WIDE_ZOOM ? most - first.length : Infinity),
        ...(this._more?.(space, this) ?? []),
        ...this._place(space, islands),
        ...this._place(space, rest),
      );
      this._cut?.(space.onThinLines());
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
        const text = entry.text[this._language];
        for (const style of SMALLER[entry.style] ?? [entry.style]) {
          const found = this._spot(space, entry, this.size(text, style));
          if (!found) continue;
          space.take(found.box);
          placed.push(...found.leader, this.element(text, style, found.box));
          break;
        }
      }
      return placed;
    }

    /**
     * Where a name has room, and what leads there from its place if that is far.
     * @param {InstanceType<typeof Space>} space
     * @param {NameEntry} entry
     * @param {Size} size
     */
    _spot(space, entry, size) {
      const point = this._at(entry);
      const wet = WET.includes(entry.style);
      const cost = (/** @type {Box} */ spot) => (wet || this._isHome(point, spot) ? 0 : ABROAD);
      if (!entry.dot) {
        const own = entry.style === "island" ? this._spotOfIsland(space, entry, size) : null;
        if (own) return { box: own, leader: [] };
        const off = (/** @type {Box} */ spot) =>
          ((AWAY[entry.style] ?? 0) * distance(point, spot)) / size.height;
        const spots = spotsOn(point, size, entry.style === "sea" ? SEA_STEP : 1).filter(
          (spot) => !cost(spot),
        );
        const box = space.first(spots, { cost: off });
        return box && { box, leader: [] };
      }
      const own = { of: entry.id };
      const dot = space.withSigns(this._dotOf(entry, this._reach(entry)));
      const around = spotsBeside(dot, point, size);
      const fits = (/** @type {Box} */ spot) => !this._isOfAnother(entry, point, spot);
      const beside = space.first(around, { ...own, fits, cost });
      const reaches = this._fill && entry.rank < FAR_RANK; /* a small map has no room for that */
      if (beside || !reaches) return beside && { box: beside, leader: [] };
      const far = this._farSpot(space, point, size, own, FAR);
      if (far || entry.rank >= FIRST_RANKS) return far && this._led(space, entry, point, far);
      const box = space.first(around, { ...own, cost });
      const farther = box ? null : this._farSpot(space, point, size, own, FARTHER);
      return farther ? this._led(space, entry, point, farther) : box && { box, leader: [] };
    }

    /**
     * Room for the name of an island in it, or beside it where no other is nearer.
     * @param {InstanceType<typeof Space>} space
     * @param {NameEntry} entry @param {Size} size
     */
    _spotOfIsland(space, entry, size) {
      const others = this._entries.filter(({ style, id }) => style === entry.style && id !== entry.id);
      const shores = others.map((other) => space.islandAt(this._at(other)));
      return spotOfIsland(space, space.islandAt(this._at(entry)), shores, size);
    }

    /**
     * Room for a name some way off its place: rather where no line is in the way.
     * @param {InstanceType<typeof Space>} space
     * @param {XY} point @param {Size} size
     * @param {{of: string | undefined}} own @param {number[]} offs
     */
    _farSpot(space, point, size, own, offs) {
      const spots = spotsAround(point, size, offs);
      return space.reached(point, spots, own) ?? space.reached(point, spots, { ...own, over: true });
    }

    /**
     * A name with what leads to it.
     * @param {InstanceType<typeof Space>} space
     * @param {NameEntry} entry @param {XY} point @param {Box} box
     */
    _led(space, entry, point, box) {
      space.takeLine([point, nearestOf(point, box)], "lead");
      return { box, leader: [leader(point, box, entry.style)] };
    }

    /**
     * Whether a name would be read as that of another place, whose dot is nearer to it.
     * @param {NameEntry} entry
     * @param {XY} point its own place
     * @param {Box} spot
     */
    _isOfAnother({ id, style }, point, spot) {
      const own = distance(point, spot);
      return this._dots.some(
        (dot) => dot.of !== id && (style !== BOLD || dot.bold) && distance(dot, spot) < own,
      );
    }

    /**
     * Whether no border must be crossed from a point to a spot.
     * @param {XY} point
     * @param {Box} spot
     */
    _isHome({ x, y }, spot) {
      const corner = { x: spot.x + spot.width, y: spot.y + spot.height };
      const whole = boxOf([{ x, y }, spot, corner]);
      return !this._borders.some((line) => line.some((at, i) => i > 0 && meets(line[i - 1], at, whole)));
    }

    /** @param {Pick<NameEntry, "lat" | "lng">} entry @returns {XY} px */
    _at({ lat, lng }) {
      return this._map.latLngToLayerPoint([lat, lng]);
    }

    /** @param {NameEntry} entry @param {number} radius @returns {Box} */
    _dotOf({ id, lat, lng }, radius) {
      const { x, y } = this._at({ lat, lng });
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

  return { LabelLayer, cssOf, leader, spacingOf };
})();
