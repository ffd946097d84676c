/* The layers on the map: those of the atlas on one clock, and each of a reader's own on a
 * clock of its own that follows the same day. */
const AtlasLayers = (function () {
  "use strict";

  const { CellCanvas, TimeLayer, toDay } = AtlasTime;
  const { Fronts } = AtlasFronts;
  const { colourOr, readLayer } = AtlasOwn;

  const ABROAD = "atlas-abroad";
  const BASE = ["atlas-homeland", ABROAD, "atlas-border"]; /* land, and its edges */
  const COAST = { className: "atlas-coast", fill: false, weight: 1, opacity: 0.7, interactive: false };

  /** @typedef {InstanceType<typeof TimeLayer>} Clock */

  /**
   * Whether an area holds a point, by the edges that a ray from it crosses.
   * @param {DrawnGeometry} geometry
   * @param {number[]} point longitude and latitude
   * @returns {boolean}
   */
  function holds({ type, coordinates, rings: parts }, [x, y]) {
    if (parts) return parts.some((part) => holds({ type: "MultiPolygon", ...part }, [x, y]));
    if (type !== "Polygon" && type !== "MultiPolygon") return false;
    const rings = type === "Polygon" ? coordinates : coordinates.flat();
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [ax, ay] = ring[i];
        const [bx, by] = ring[j];
        if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
      }
    }
    return inside;
  }

  /* One Leaflet renderer a pane, or two: areas by the thousand are drawn on canvas; lines
   * and points stay sharp. */
  class Renderers {
    constructor() {
      /** @type {Record<string, L.Renderer>} */
      this._made = {};
    }

    /** @param {string} pane @param {string} wanted svg or canvas */
    of(pane, wanted = "svg") {
      const canvas = wanted === "canvas" && pane === "atlas-own-areas";
      return (this._made[pane + canvas] ??= canvas
        ? new CellCanvas({ pane })
        : L.svg({ pane, padding: 0.3 }));
    }
  }

  class Layers {
    /** @param {AtlasMapView} atlas @param {AtlasData} data */
    constructor(atlas, data) {
      this.atlas = atlas;
      this.map = atlas.map;
      this.data = data;
      /** @type {Clock[]} */
      this._clocks = [];
      /** @type {Map<string | undefined, Day[]>} days on which the dot of a place changes */
      this._turns = new Map();
      /** @type {L.Polygon[] | undefined} */
      this._base = undefined;
      this._makePanes();
      /** @type {Clock} of the layers of the atlas */
      this.main = this._addClock(data, toDay(data.start.date), data.start.layers);
      /** @type {InstanceType<typeof Fronts> | undefined} */
      this._fronts = undefined;
      /** @type {ShownLayer[]} in the order of the legend */
      this.list = data.layers.map((layer) => ({ ...layer, clock: this.main }));
      this._cells = this._indexCells();
      for (const layer of data.own) this._list(layer);
    }

    /* Draw them, once the map has its view: each change of that draws all of them anew. */
    draw() {
      this._addCoasts();
      for (const clock of this._clocks) clock.addTo(this.map);
      this._fronts = new Fronts(this.atlas, this.main);
    }

    /* The land and the borders that the map draws, whatever the day. */
    base() {
      this._base ??= this._findBase();
      return this._base;
    }

    _findBase() {
      /** @type {L.Polygon[]} */
      const found = [];
      this.map.eachLayer((layer) => {
        if (layer instanceof L.Polygon && BASE.includes(layer.options.className ?? "")) found.push(layer);
      });
      return found;
    }

    /* Coasts break off under names, and land does not: each is drawn alone. */
    _addCoasts() {
      const pane = this.atlas.onPane("atlas-coasts");
      for (const land of this.base().filter(({ options }) => options.className === ABROAD)) {
        const shape = L.polygon(/** @type {any} */ (land.getLatLngs()), { ...COAST, ...pane });
        this.base().push(shape.addTo(this.map));
      }
    }

    /**
     * Their edges as they are drawn, px; faint: those of districts.
     * @returns {{rings: XY[][], faint: boolean}[]}
     */
    outlines() {
      return this.base()
        .filter(({ options }) => options.stroke !== false)
        .map((/** @type {any} */ { _parts: rings, options }) => ({ rings, faint: options.weight < 1 }));
    }

    /** @param {string} id */
    find(id) {
      const layer = this.list.find((other) => other.id === id);
      if (!layer) throw new RangeError(`${id} is no layer`);
      return layer;
    }

    /** @param {Day} day */
    setDay(day) {
      for (const clock of this._clocks) clock.setDay(day);
      this._fronts?.draw();
      this.atlas.inset.setDay(day);
    }

    /* Paint anew what is drawn, in the colours that the map has now. */
    repaint() {
      for (const { id } of this.data.layers) this.main.refresh(id);
      this._fronts?.paint();
      this.atlas.inset.repaint();
    }

    /** @param {[number, number][][]} edges of fronts of another day, see `Fronts` */
    frontsBeside(edges) {
      return this._fronts?.beside(edges) ?? [];
    }

    /* The fronts of the day that have a name. */
    namedFronts() {
      return this._fronts?.named() ?? [];
    }

    /** @param {string} id @param {boolean} on */
    setShown(id, on) {
      this.find(id).clock.setShown(id, on);
      this._fronts?.draw();
      this.atlas.timeline.comparison.drawFronts();
      this.atlas.inset.refresh();
    }

    /* Ids of the layers shown. */
    shown() {
      return this.list.filter(({ id, clock }) => clock.isShown(id)).map(({ id }) => id);
    }

    /**
     * Colour ground by the age of its evidence, or by who holds it.
     * @param {boolean} on
     */
    showAge(on) {
      this.atlas.looks.byAge = on;
      for (const { id, look = "" } of this.data.layers) {
        if (this.atlas.looks.parts(look).fill) this.main.refresh(id);
      }
      this.atlas.inset.refresh();
    }

    /**
     * Add a layer of a reader's own; one that cannot be used changes nothing.
     * @param {OwnLayer} wanted
     */
    add(wanted) {
      this._list(wanted).addTo(this.map);
    }

    /** @param {OwnLayer} wanted @returns {Clock} */
    _list(wanted) {
      const { id, name, shown, ...contents } = readLayer(wanted, Object.keys(this.data.words));
      if (this.list.some((other) => other.id === id)) throw new RangeError(`layer ${id} is there already`);
      const palette = this.data.own_colours;
      const { own = {} } = contents.features[0] ?? {};
      const colour = colourOr(
        own.fill ?? own["marker-color"] ?? own.stroke,
        palette[this.list.filter((layer) => layer.own).length % palette.length],
      );
      this.atlas.looks.ownColours.set(id, colour);
      const clock = this._addClock(contents, this.main.day(), shown ? [id] : []);
      this.list.push({ id, name, swatch: { colour }, own: true, clock });
      return clock;
    }

    /** @param {string} id */
    remove(id) {
      const { clock } = this.find(id);
      if (clock === this.main) throw new RangeError(`${id} is a layer of the atlas: hide it`);
      clock.remove();
      this._clocks = this._clocks.filter((other) => other !== clock);
      this.list = this.list.filter((other) => other.id !== id);
    }

    /**
     * How an agreement stands on the day, if it had begun and not ended.
     * @param {string} id
     */
    agreementOn(id) {
      const day = this.main.day();
      return this.data.features.find(
        ({ agreement, from, to }) => agreement === id && from <= day && day < to,
      );
    }

    /**
     * What else of a feature's layer is drawn at its very place, the feature among it.
     * @param {Feature} feature
     */
    together({ layer, geometry, scope = "point" }) {
      if (scope !== "point") return [];
      return this.main.current().filter((other) => other.layer === layer && other.geometry === geometry);
    }

    /**
     * The cell of a place on the day: its near ground, or its nominal one; null where its
     * layer is off, unless hidden ones count too.
     * @param {string} placeId
     * @returns {Feature | null}
     */
    cellOf(placeId, { nominal = false, hidden = false } = {}) {
      const day = this.main.day();
      const cells = [];
      for (const { now } of this._cells.get(placeId) ?? []) {
        if (now && day < now.to && (hidden || this.main.isShown(now.layer))) cells.push(now);
      }
      return cells.find((cell) => Boolean(cell.nominal) === nominal) ?? cells[0] ?? null;
    }

    /**
     * The ground on which a sign stands: who holds it comes before what happened there.
     * @param {Feature} sign
     * @param {L.LatLng} latlng
     */
    groundUnder({ layer, place, agreement }, latlng) {
      if (layer === "events" && place) return this.cellOf(place);
      return layer === "events" || agreement ? this.groundAt(latlng) : null;
    }

    /**
     * The cell drawn at a spot; null at sea, abroad and where its layer is off.
     * @param {L.LatLng} latlng
     */
    groundAt({ lat, lng }) {
      const day = this.main.day();
      for (const tracks of this._cells.values()) {
        for (const { now, geometry } of tracks) {
          if (!now || day >= now.to || !this.main.isShown(now.layer)) continue;
          if (holds(geometry, [lng, lat])) return now;
        }
      }
      return null;
    }

    /**
     * Events and agreements whose signs stand on the ground of a place, the newest first.
     * @param {string} placeId
     */
    signsAt(placeId) {
      const cells = this._cells.get(placeId) ?? [];
      const signs = this.main.current().filter((feature) => {
        if (feature.layer === "events" && feature.place) return feature.place === placeId;
        const spot = this.data.geometries[feature.geometry];
        if (spot.type !== "Point" || feature.place) return false;
        return cells.some(({ geometry }) => holds(geometry, spot.coordinates));
      });
      return signs.sort((a, b) => b.from - a.from);
    }

    /* The tracks of the cells of each place. */
    _indexCells() {
      /** @type {Map<string, typeof this.main._tracks>} */
      const cells = new Map();
      for (const track of this.main._tracks) {
        const { camp, place } = track.features[0];
        if (!camp || !place) continue;
        if (!cells.has(place)) cells.set(place, []);
        cells.get(place)?.push(track);
      }
      return cells;
    }

    _makePanes() {
      for (const [name, pane] of Object.entries(this.data.panes)) {
        const element = this.map.getPane(name) || this.map.createPane(name);
        element.style.zIndex = String(pane.z);
        element.style.opacity = String(pane.opacity);
        if (pane.still) element.style.pointerEvents = "none";
      }
    }

    /**
     * A clock for features; those of a file of one's own have `own`, their properties.
     * @param {Pick<AtlasData, "geometries" | "features" | "renderer">} contents
     * @param {Day} day
     * @param {string[]} shown
     */
    _addClock({ geometries, features, renderer }, day, shown) {
      const { looks, renderers } = this.atlas;
      /** @type {Map<string | undefined, Feature[]>} the cells of each place, one a claim */
      const cells = new Map();
      for (const feature of features) {
        feature.kind = geometries[feature.geometry].type;
        feature.look ??= String(looks.layer(feature.layer).look);
        feature.camp = feature.own ? undefined : looks.parts(feature.look).fill;
        if (!feature.camp) continue;
        const known = cells.get(feature.place) ?? [];
        cells.set(feature.place, known);
        if (known[known.length - 1]?.claim !== feature.claim) known.push(feature);
      }
      if (cells.size) looks.cells = cells;
      const clock = new TimeLayer(geometries, features, {
        day,
        shown,
        renderer: (pane) => renderers.of(pane, renderer),
        pane: (feature) => looks.pane(feature),
        style: (feature, today) => looks.style(feature, today),
        lingers: (feature) => looks.layer(feature.layer).lingers ?? 0,
        shape: (feature) => looks.shape(feature),
        turns: (feature) => this.turns(feature),
      });
      clock.on("featureclick", (/** @type {any} */ { feature, latlng }) =>
        this.atlas.choices.clicked(feature, latlng),
      );
      this._clocks.push(clock);
      return clock;
    }

    /**
     * Further days on which a feature looks different: as its evidence ages, and a place
     * whenever its holder changes.
     * @param {Feature} feature
     * @returns {Day[]}
     */
    turns({ layer, place, seen }) {
      if (layer !== "places") return seen === undefined ? [] : this._aged(seen);
      const known = this._turns.get(place);
      if (known) return known;
      const cells = this.atlas.looks.cells.get(place) ?? [];
      const days = cells.flatMap((cell) => [
        cell.from,
        ...(cell.seen === undefined ? [] : this._aged(cell.seen)),
      ]);
      const turns = [...new Set(days)];
      this._turns.set(place, turns);
      return turns;
    }

    /** @param {Day} day on which something was seen @returns {Day[]} on which that looks older */
    _aged(day) {
      return this.data.age_days.map((limit) => day + limit + 1);
    }
  }

  return { Layers, Renderers, holds };
})();
