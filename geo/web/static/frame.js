/* Where the map opens: all that a frame holds is in sight, and what must be seen lies under
 * none of the boxes on the map; how far a length there is; what the foot owes to whom. */
const AtlasFrame = (function () {
  "use strict";

  const EXACTLY = { animate: false, reset: true }; /* else Leaflet keeps to whole pixels */
  const NARROW_PX = 640; /* a map no wider shows the country without all of its sea */
  const WORLD_PX = 256; /* across the whole Earth at zoom 0 */
  const STEP = 0.25; /* between the zooms tried */
  const MOST_SMALLER = 0.5; /* a map so much smaller for the boxes' sake says too little */
  const PIECES = 16; /* points by which an edge is seen under a box */
  /* How much of the room left over lies before the frame, across and down: rather in its
   * middle than at an edge. */
  const PLACES = [
    [0.5, 0.5],
    [1, 0.5],
    [0.5, 0],
    [1, 0],
    [0, 0.5],
    [0.5, 1],
    [1, 1],
    [0, 0],
    [0, 1],
  ];

  /** @param {[number, number]} latLng @returns {XY} px at zoom 0 */
  const flat = ([lat, lng]) => ({
    x: ((lng + 180) / 360) * WORLD_PX,
    y: (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * WORLD_PX,
  });

  /** @param {XY} point px at zoom 0 @returns {[number, number]} */
  const round = ({ x, y }) => [
    (Math.atan(Math.sinh((0.5 - y / WORLD_PX) * 2 * Math.PI)) * 180) / Math.PI,
    (x / WORLD_PX) * 360 - 180,
  ];

  /** @param {XY[]} ring @returns {XY[]} with points along its edges */
  const dense = (ring) =>
    ring.flatMap((from, i) => {
      const to = ring[(i + 1) % ring.length];
      return Array.from({ length: PIECES }, (_, k) => ({
        x: from.x + ((to.x - from.x) * k) / PIECES,
        y: from.y + ((to.y - from.y) * k) / PIECES,
      }));
    });

  /**
   * Whether a point lies in a ring.
   * @param {XY} point
   * @param {XY[]} ring
   */
  function within({ x, y }, ring) {
    let inside = false;
    for (const [i, a] of ring.entries()) {
      const b = ring[(i + 1) % ring.length];
      if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
    }
    return inside;
  }

  /**
   * Whether a box covers any of a ring.
   * @param {Box} box
   * @param {XY[]} ring
   */
  function covers({ x, y, width, height }, ring) {
    if (ring.some((at) => x < at.x && at.x < x + width && y < at.y && at.y < y + height)) return true;
    return within({ x: x + width / 2, y: y + height / 2 }, ring);
  }

  /**
   * The closest view of a frame that leaves all of its outline free.
   * @param {Size} size of the map, px
   * @param {Framed} frame
   * @param {Box[]} boxes on the map, px from its upper left corner
   * @param {[number, number]} zooms farthest and nearest
   * @returns {View} where no zoom near it does, the closest that holds the frame, or the farthest
   */
  function frameView(size, { bounds, outline }, boxes, [least, most]) {
    const [low, high] = bounds.map(flat);
    const ring = dense(outline.map(flat));
    /** @type {View | null} */
    let held = null;
    for (let zoom = most; zoom >= least; zoom -= STEP) {
      const scale = 2 ** zoom;
      const across = size.width - (high.x - low.x) * scale;
      const down = size.height - (low.y - high.y) * scale;
      if (across < 0 || down < 0) continue;
      if (held && held[2] - zoom > MOST_SMALLER) return held;
      for (const [before, above] of PLACES) {
        const left = low.x * scale - across * before;
        const top = high.y * scale - down * above;
        const middle = { x: (left + size.width / 2) / scale, y: (top + size.height / 2) / scale };
        const seen = ring.map(({ x, y }) => ({ x: x * scale - left, y: y * scale - top }));
        held ??= [...round(middle), zoom];
        if (!boxes.some((box) => covers(box, seen))) return [...round(middle), zoom];
      }
    }
    const middle = { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 };
    return held ?? [...round(middle), least];
  }

  class Frame {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.map = atlas.map;
      /** @type {string | undefined} the country's view as it was last framed */
      this._country = undefined;
      /* Whether the view is being changed to one that has a name. */
      this.naming = false;
      /* A map that was never moved has no view. */
      this._rests = false;
      this.map.on("movestart", () => (this._rests = false));
      this.map.on("moveend", () => (this._rests = true));
    }

    /* What must be seen of the country on a map of this width. */
    get _framed() {
      const { country } = this.atlas.data;
      return this.map.getSize().x > NARROW_PX ? country : country.narrow;
    }

    /* Show the country as a whole, which fills whatever room the boxes leave. */
    showCountry() {
      const { inset, data } = this.atlas;
      const { x: width, y: height } = this.map.getSize();
      const boxes = this.boxes(inset?.element);
      const view = (/** @type {Box[]} */ all) => frameView({ width, height }, this._framed, all, data.zooms);
      const alone = view(boxes);
      const room = inset?.wanted();
      const beside = room ? view([...boxes, room]) : alone;
      const [lat, lng, zoom] = beside[2] < alone[2] ? alone : beside;
      this.show([lat, lng], zoom);
      this._country = this.atlas.view;
    }

    /**
     * Show a view that has a name.
     * @param {string} name
     */
    showNamed(name) {
      const found = this.atlas.data.views.find(({ id }) => id === name);
      if (!found) throw new RangeError(`${name} is no view`);
      this.naming = true;
      if (found.bounds) this.map.fitBounds(found.bounds, { animate: false });
      else this.showCountry();
      this.naming = false;
    }

    /**
     * Show a view, unless the map rests there: all that it holds would be drawn anew.
     * @param {L.LatLngExpression} centre
     * @param {number} zoom
     */
    show(centre, zoom) {
      const { map } = this;
      if (this._rests && zoom === map.getZoom() && map.getCenter().equals(centre)) return;
      map.setView(centre, zoom, /** @type {L.ZoomPanOptions} */ (EXACTLY));
    }

    /* Frame the country anew, if that is what is shown: boxes may have changed. */
    refresh() {
      if (this._country === this.atlas.view) this.showCountry();
    }

    /* Fill the room there is, and keep the view. */
    fill() {
      const { map } = this;
      const { clientWidth, clientHeight } = map.getContainer();
      if (map.getSize().equals([clientWidth, clientHeight])) return;
      const [centre, zoom] = [map.getCenter(), map.getZoom()];
      const country = this._country === this.atlas.view;
      map.invalidateSize({ pan: false });
      if (country) this.showCountry();
      else this.show(centre, zoom);
    }

    /* What must be seen of the country, where it lies on the map: px, with close points. */
    outline() {
      const points = this._framed.outline.map((at) => this.map.latLngToContainerPoint(at));
      return dense(points);
    }

    /**
     * The boxes that lie on the map, px from its upper left corner.
     * @param {Element} [but] not this one
     * @returns {Box[]}
     */
    boxes(but) {
      return this._seen(this._controls().filter((box) => box !== but));
    }

    /* What of the map the boxes cover: between chips in rows it is seen. */
    covered() {
      const parts = this._controls().flatMap((box) => {
        const rows = box.matches(".atlas-views") && box.scrollWidth <= box.clientWidth;
        return rows ? [...box.children] : [box];
      });
      return this._seen(parts);
    }

    _controls() {
      return [...this.map.getContainer().querySelectorAll(".leaflet-control:not([data-away])")];
    }

    /** @param {Element[]} boxes @returns {Box[]} */
    _seen(boxes) {
      return boxes.map((box) => this.boxOf(box)).filter(({ width, height }) => width && height);
    }

    /** @param {Element} element @returns {Box} px from the upper left corner of the map */
    boxOf(element) {
      const { left, top } = this.map.getContainer().getBoundingClientRect();
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x - left, y: y - top, width, height };
    }
  }

  /**
   * A length, in the words of a language.
   * @param {number} metres
   * @param {string} language
   */
  function lengthText(metres, language) {
    const [unit, value] = metres < 1000 ? ["meter", metres] : ["kilometer", metres / 1000];
    const how = { style: "unit", unit, unitDisplay: "short", useGrouping: false };
    return new Intl.NumberFormat(`${language}-u-nu-latn`, /** @type {any} */ (how)).format(value);
  }

  /* The scale bar, in the language of the map. */
  class Scale extends L.Control.Scale {
    /** @param {{language: string}} atlas @param {L.Control.ScaleOptions} options */
    constructor(atlas, options) {
      super(options);
      this.atlas = atlas;
    }

    setLanguage() {
      this._update();
    }

    /** @override @param {number} most metres that it may stand for */
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      this._updateScale(this._mScale, lengthText(metres, this.atlas.language), metres / most);
    }
  }

  /**
   * Name what Leaflet names in English, in the language of the map.
   * @param {AtlasMapView} atlas
   */
  function nameButtons({ map, texts }) {
    for (const [part, text] of Object.entries({ in: texts.zoom_in, out: texts.zoom_out })) {
      const button = map.getContainer().querySelector(`.leaflet-control-zoom-${part}`);
      button?.setAttribute("title", text);
      button?.setAttribute("aria-label", text);
    }
    map.getContainer().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", texts.close);
  }

  /* To whom the map owes its base, in the language of the map. */
  class Credits {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this._shown = "";
      this.setLanguage();
    }

    /* Leaflet reads them as HTML: the browser itself escapes each text. */
    setLanguage() {
      const { node } = AtlasPaint;
      const { data, direction, language, map } = this.atlas;
      const box = map.attributionControl.getContainer();
      if (box) box.dir = direction;
      map.attributionControl.setPrefix(false).removeAttribution(this._shown);
      this._shown = data.credits[language]
        .map((text) => node("p", {}, node("bdi", {}, text)).innerHTML)
        .join(" · ");
      map.attributionControl.addAttribution(this._shown);
    }
  }

  return { Credits, Frame, Scale, covers, frameView, lengthText, nameButtons };
})();
