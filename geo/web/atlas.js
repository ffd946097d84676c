/* The atlas on a Leaflet map: layers on a clock, timeline, legend with switches, names,
 * evidence, and the interface `window.atlas` that the page, tests and embedders use.
 *
 *   atlas.date                    the day shown, ISO
 *   atlas.setDate(iso)            show another day
 *   atlas.layers()                [{id, name, shown, count, nominal}] on this day: features
 *                                 valid, and how many of them are nominal ground
 *   atlas.setLayer(id, on)        show or hide a layer
 *   atlas.select(placeId)         open the evidence of a place; of null: close it
 *   atlas.selectAgreement(id)     show where an agreement applies; of null: no more
 *   atlas.claimants               states whose sea is drawn as they see it; []: all overlaps
 *   atlas.setClaimants([state])   draw the sea of one state or two, such as
 *                                 ["greece", "libya"], or [] all overlaps
 *   atlas.line                    id of the line at sea that was clicked last, or null
 *   atlas.language, atlas.setLanguage("en" | "ar")
 *   atlas.view, atlas.show([lat, lng, zoom])
 *   atlas.addLayer({id, name, geometries, features, renderer, shown})
 *                                 a layer of one's own on the same clock; or, in place of
 *                                 both lists, `collection`: a GeoJSON FeatureCollection with
 *                                 valid_from and valid_to; colours as in simplestyle
 *   atlas.removeLayer(id)
 *
 *   event `atlas:painted` on window, {date}: after each frame that shows a new day
 *   event `atlas:settled` on window, {date}: once the date, a layer, the language or the
 *                                 selection has come to rest; not while dragged or played
 *   event `atlas:moved` on window, {view}: after a pan or zoom
 */
(function () {
  "use strict";

  const { CellCanvas, TimeLayer, toDay, toIso } = window.AtlasTime;
  const { LabelLayer } = window.AtlasLabels;
  const { Legend } = window.AtlasLegend;
  const { Looks, colourOr } = window.AtlasLooks;
  const { Timeline } = window.AtlasTimeline;
  const { Evidence } = window.AtlasEvidence;
  const { Sea } = window.AtlasSea;
  const { Telling } = window.AtlasTelling;

  const EXACTLY = { animate: false, reset: true }; /* else Leaflet keeps to whole pixels */

  /* Each geometry once, and features that name it by its position. */
  function shareGeometries(collection) {
    const positions = new Map();
    const geometries = [];
    const features = collection.features.map(({ geometry, properties }) => {
      const key = JSON.stringify(geometry);
      if (!positions.has(key)) positions.set(key, geometries.push(geometry) - 1);
      const { valid_from = null, valid_to = null } = properties;
      return { geometry: positions.get(key), valid_from, valid_to, own: properties };
    });
    return { geometries, features };
  }

  class Atlas {
    constructor(map, data) {
      this.map = map;
      this.data = data;
      this.language = data.start.language;
      this.selected = null;
      this.agreement = null;
      this._dateFormats = {};
      this._renderers = {};
      this._places = new Map(data.places.map((place) => [place.id, place]));
      this._layers = data.layers.map((layer) => ({ ...layer }));
      map.getContainer().dir = "ltr";
      this.telling = new Telling(() => this.date);
      this.sea = new Sea(this, data);
      this.looks = new Looks(this);
      this.line = null;
      this._addTimeline();
      this.show(data.start.view);
      this._makePanes();
      this._clocks = [];
      this.time = this._addClock(data, { day: toDay(data.start.date), shown: data.start.layers });
      for (const layer of this._layers) layer.clock = this.time;
      this._indexCells();
      for (const layer of data.own) this._addOwn(layer);
      this.names = new LabelLayer(this._nameEntries(), { pane: "atlas-names", fonts: data.fonts });
      this.names.language = this.language;
      this.names.addTo(map);
      this.evidence = new Evidence(this);
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
      this.legend = new Legend(this);
      this.legend.draw();
      this._showDay();
      map.on("moveend", () => this.telling.tell("atlas:moved", { view: this.view }));
      map.on("zoomend", () => this._placeDots());
      map.on("click", (event) => this._clickedSea(event.latlng));
      new ResizeObserver(() => this._fit()).observe(map.getContainer());
      this._hideNames();
      this.telling.painted();
    }

    /* -- the interface -- */

    get date() {
      return toIso(this.time.day());
    }

    setDate(iso) {
      const day = toDay(iso);
      if (!Number.isFinite(day)) throw new RangeError(`${iso} is no date: write 2019-12-19`);
      if (day === this.time.day()) return;
      for (const clock of this._clocks) clock.setDay(day);
      this._showDay();
      this.evidence.follow();
      this.telling.painted();
      this.telling.unsettle();
    }

    layers() {
      return this._layers.map((layer) => {
        const { all = 0, nominal = 0 } = layer.clock.counts[layer.id] ?? {};
        return { id: layer.id, name: layer.name[this.language], shown: layer.clock.isShown(layer.id), count: all, nominal };
      });
    }

    /* Ids of the layers shown. */
    shownLayers() {
      return this._layers.filter((layer) => layer.clock.isShown(layer.id)).map((layer) => layer.id);
    }

    setLayer(id, on) {
      const layer = this._layer(id);
      if (layer.clock.isShown(id) === on) return;
      layer.clock.setShown(id, on);
      if (id === "places") this._placeDots();
      this.legend.check(id, on);
      this.evidence.follow();
      this.telling.unsettle();
    }

    addLayer(layer) {
      if (this._layers.some((other) => other.id === layer.id)) throw new RangeError(`layer ${layer.id} is there already`);
      this._addOwn(layer);
      this.legend.draw();
      this.telling.unsettle();
    }

    removeLayer(id) {
      const { clock } = this._layer(id);
      if (clock === this.time) throw new RangeError(`${id} is a layer of the atlas: hide it`);
      clock.remove();
      this._clocks = this._clocks.filter((other) => other !== clock);
      this._layers = this._layers.filter((other) => other.id !== id);
      this.legend.draw();
      this.telling.unsettle();
    }

    get claimants() {
      return this.sea.claimants;
    }

    setClaimants(states) {
      if (!this.sea.choose(states)) return;
      this.setLayer("claimed_maritime", this.claimants.length > 0);
      for (const id of [...this.sea.layers, "agreements"]) this.time.refresh(id);
      this.legend.draw();
      this.evidence.follow();
      this.telling.unsettle();
    }

    select(placeId) {
      if (placeId === null) {
        this.selected = null;
        this.map.closePopup();
        this.telling.unsettle();
        return;
      }
      const place = this._places.get(placeId);
      if (!place) throw new RangeError(`${placeId} is no place`);
      this.selected = placeId;
      this.evidence.open({ place: placeId }, [place.lat, place.lng]);
      this.telling.unsettle();
    }

    selectAgreement(id) {
      const known = this.data.features.some((feature) => feature.agreement === id);
      if (id !== null && !known) throw new RangeError(`${id} is no agreement`);
      this.agreement = id;
      this.time.refresh("agreements");
      if (id === null) return;
      this.setLayer("agreements", true);
      const now = this.agreementOn(id);
      if (now) this.evidence.open(now, L.geoJSON(this.data.geometries[now.geometry]).getBounds().getCenter());
    }

    setLanguage(language) {
      if (language === this.language) return;
      this.language = language;
      this.names.setLanguage(language);
      this._speak();
      this.evidence.retell();
      this.telling.unsettle();
    }

    /* Show a view, [lat, lng, zoom]; the country as a whole fills whatever room there is. */
    show(view) {
      const [lat, lng, zoom] = view;
      if (String(view) === String(this.data.country.view)) {
        this.map.fitBounds(this.data.country.bounds, { animate: false });
      } else {
        this.map.setView([lat, lng], zoom, EXACTLY);
      }
    }

    /* Fill the room there is, and keep the view. */
    _fit() {
      const { map } = this;
      const { clientWidth, clientHeight } = map.getContainer();
      if (map.getSize().equals([clientWidth, clientHeight])) return;
      const [centre, zoom] = [map.getCenter(), map.getZoom()];
      map.invalidateSize({ pan: false });
      map.setView(centre, zoom, EXACTLY);
    }

    get view() {
      const { lat, lng } = this.map.getCenter();
      const zoom = Number(this.map.getZoom().toFixed(2));
      return `${lat.toFixed(4)},${lng.toFixed(4)},${zoom}`;
    }

    /* -- what the timeline and the evidence ask -- */

    /* How an agreement stands on the day, if it had begun and not ended. */
    agreementOn(id) {
      const day = this.time.day();
      return this.data.features.find(({ agreement, from, to }) => agreement === id && from <= day && day < to);
    }

    /* What else of a feature's layer is drawn at its very place, the feature among it. */
    together({ layer, geometry, scope = "point" }) {
      if (scope !== "point") return [];
      return this.time.current().filter((other) => other.layer === layer && other.geometry === geometry);
    }

    get words() {
      return this.data.words[this.language];
    }

    get direction() {
      return this.language === "ar" ? "rtl" : "ltr";
    }

    longDate(day) {
      this._dateFormats[this.language] ??= new Intl.DateTimeFormat(
        this.language === "ar" ? "ar-LY-u-nu-latn" : "en-GB",
        { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }
      );
      return this._dateFormats[this.language].format(new Date(day * 864e5));
    }

    place(placeId) {
      return this._places.get(placeId);
    }

    placeName(placeId) {
      return this.place(placeId).text[this.language];
    }

    /* The colour of one of the reader's own layers. */
    colourOf(layerId) {
      return this._layer(layerId).swatch.colour;
    }

    /* Options of a path that stands on a pane. */
    onPane(pane) {
      return { pane, renderer: this._renderer(pane) };
    }

    /* The layers as the legend lists them: {id, name by language, swatch, own, clock}. */
    get allLayers() {
      return this._layers;
    }

    layerName(id) {
      return this._layer(id).name[this.language];
    }

    /* The cell of a place on the day: its near ground, or its nominal one; null where its
     * layer is off, unless hidden ones count too. */
    cellOf(placeId, { nominal = false, hidden = false } = {}) {
      const day = this.time.day();
      const cells = (this._cells.get(placeId) ?? [])
        .map((track) => track.now)
        .filter((cell) => cell && day < cell.to && (hidden || this.time.isShown(cell.layer)));
      return cells.find((cell) => Boolean(cell.nominal) === nominal) ?? cells[0] ?? null;
    }

    /* -- layers on the clock -- */

    _layer(id) {
      const layer = this._layers.find((other) => other.id === id);
      if (!layer) throw new RangeError(`${id} is no layer`);
      return layer;
    }

    _makePanes() {
      for (const [name, pane] of Object.entries(this.data.panes)) {
        const element = this.map.getPane(name) || this.map.createPane(name);
        element.style.zIndex = pane.z;
        element.style.opacity = pane.opacity;
        if (pane.still) element.style.pointerEvents = "none";
      }
    }

    /* A clock for features; those of a file of one's own have `own`, their properties. */
    _addClock({ geometries, features, renderer = "svg" }, { day, shown }) {
      for (const feature of features) {
        if (feature.last_seen) feature.seen = toDay(feature.last_seen);
        feature.kind = geometries[feature.geometry].type;
      }
      const clock = new TimeLayer(geometries, features, {
        day,
        shown,
        renderer: (pane) => this._renderer(pane, renderer),
        pane: (feature) => this.looks.pane(feature),
        style: (feature, today) => this.looks.style(feature, today),
        lingers: (feature) => (feature.layer === "events" ? this.data.event_days : 0),
        shape: (feature) => this.looks.shape(feature),
        turns: (feature) => (feature.seen ? this.data.fade_days.map((limit) => feature.seen + limit + 1) : []),
      });
      clock.addTo(this.map);
      clock.on("featureclick", (event) => this._clicked(event.feature, event.latlng));
      this._clocks.push(clock);
      return clock;
    }

    /* Areas by the thousand are drawn on canvas; lines and points stay sharp. */
    _renderer(pane, wanted) {
      const canvas = wanted === "canvas" && pane === "atlas-own-areas";
      return (this._renderers[pane + canvas] ??= canvas ? new CellCanvas({ pane }) : L.svg({ pane, padding: 0.3 }));
    }

    _addOwn({ id, name, shown = true, collection, ...contents }) {
      const drawn = collection ? { ...contents, ...shareGeometries(collection) } : contents;
      for (const feature of drawn.features) feature.layer = id;
      const palette = this.data.own_colours;
      const [{ own = {} } = {}] = drawn.features;
      const colour = colourOr(
        own.fill ?? own["marker-color"] ?? own.stroke,
        palette[this._layers.filter((layer) => layer.own).length % palette.length]
      );
      const layer = { id, name: typeof name === "string" ? { en: name, ar: name } : name, swatch: { colour }, own: true };
      this._layers.push(layer);
      layer.clock = this._addClock(drawn, { day: this.time.day(), shown: shown ? [id] : [] });
    }

    _indexCells() {
      this._cells = new Map();
      for (const track of this.time._tracks) {
        const { camp, place } = track.features[0];
        if (!camp) continue;
        if (!this._cells.has(place)) this._cells.set(place, []);
        this._cells.get(place).push(track);
      }
    }

    /* The timeline takes its room from the map before anything is drawn on it. */
    _addTimeline() {
      const { data, map } = this;
      const [first, newest] = data.span.map(toDay);
      const end = Math.max(newest, Math.floor(Date.now() / 864e5));
      const marks = data.marks.map((mark) => ({ ...mark, day: toDay(mark.date) }));
      this.newest = newest;
      this.timeline = new Timeline(this, { first, newest, end, changes: this._changes(first), marks });
      map.getContainer().after(this.timeline.element);
      document.documentElement.lang = this.language;
      this.timeline.speak(this.words, this.direction);
      map.invalidateSize({ pan: false });
    }

    /* Days on which a place changed its state, each as often as places did; on a map
     * without places, those on which a feature began. */
    _changes(first) {
      const changed = ({ camp, nominal, inherited }) => camp && !nominal && !inherited;
      const { features, places } = this.data;
      return features
        .filter((feature) => feature.valid_from && (!places.length || changed(feature)))
        .map((feature) => toDay(feature.valid_from))
        .filter((day) => day > first)
        .sort((a, b) => a - b);
    }

    _placeDots() {
      this.time.refresh("places");
      this._hideNames();
    }

    /* Names go with the dots of their places. */
    _hideNames() {
      this.names.setHidden(!this._layers.some(({ id }) => id === "places" && this.time.isShown(id)));
    }

    _nameEntries() {
      return [...this.data.names, ...this.data.places.map((place) => ({ ...place, hideable: true }))];
    }

    /* Say everything in the language. */
    _speak() {
      document.documentElement.lang = this.language;
      this.timeline.speak(this.words, this.direction);
      this.legend.draw();
      this._showDay();
    }

    _showDay() {
      const day = this.time.day();
      this.legend.showDay(day);
      this.timeline.show(day);
    }

    /* Lines are thin and waters lie upon each other: all that is under the pointer. */
    _clickedSea(latlng) {
      const under = this.sea.under(latlng);
      if (!under.length) return false;
      this.evidence.open({ sea: latlng }, latlng);
      const line = under.find((feature) => feature.layer === "maritime_lines");
      if (line) this.line = line.id;
      if (line) this.telling.unsettle();
      return true;
    }

    _clicked(feature, latlng) {
      if (!feature) return;
      const atSea = this.sea.layers.includes(feature.layer) || (feature.agreement && feature.scope === "line");
      if (atSea && this._clickedSea(latlng)) return;
      this.evidence.open(feature, latlng);
      if (!feature.place) return;
      this.selected = feature.place;
      this.telling.unsettle();
    }
  }

  /* Light or dark as the page around it, or as the reader's system. */
  function follow(theme) {
    document.documentElement.dataset.theme = theme;
  }

  /* Leaflet takes attributions for HTML: text is escaped by the browser itself. */
  const asHtml = (text) => window.AtlasPaint.node("span", {}, text).innerHTML;

  window.startAtlas = (map, data) => {
    map.attributionControl.setPrefix(false).addAttribution(data.credits.map(asHtml).join(" · "));
    follow(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    window.atlas = new Atlas(map, data);
    return window.atlas;
  };
  window.followTheme = follow;
})();
