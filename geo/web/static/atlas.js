/* The atlas on a Leaflet map: layers on a clock, timeline, legend with switches, names,
 * evidence, and the interface `window.atlas` that the page, tests and embedders use.
 *
 *   atlas.date                    the day shown, ISO
 *   atlas.span                    [first, last]: the days that can be shown
 *   atlas.setDate(iso)            show another day
 *   atlas.against, atlas.setAgainst(iso)   the earlier day it is compared with; null: none
 *   atlas.layers()                [{id, name, shown, count, nominal}] on this day: features
 *                                 valid, and how many of them are nominal ground
 *   atlas.setLayer(id, on)        show or hide a layer
 *   atlas.select(placeId)         open the evidence of a place; of null: close it
 *   atlas.selectAgreement(id)     show where an agreement applies; of null: no more
 *   atlas.claimants               states whose sea is drawn as they see it; []: all overlaps
 *   atlas.setClaimants([state])   draw the sea of one state or two, such as
 *                                 ["greece", "libya"], or [] all overlaps
 *   atlas.ground, atlas.setGround(name)  `holder`, or `age`: colour ground by its evidence
 *   atlas.line                    id of the line at sea that is chosen, or null
 *   atlas.selectLine(id)          choose a line at sea; of null: no more
 *   atlas.language, atlas.setLanguage(code)
 *   atlas.view, atlas.show([lat, lng, zoom])
 *   atlas.addLayer({id, name, geometries, features, renderer, shown})
 *                                 a layer of one's own on the same clock; or, in place of
 *                                 both lists, `collection`: a GeoJSON FeatureCollection with
 *                                 valid_from and valid_to (2019, 2019-12 or 2019-12-19,
 *                                 half-open); colours as in simplestyle
 *   atlas.removeLayer(id)
 *   Each throws a RangeError for what it cannot use, and then changes nothing.
 *
 *   event `atlas:painted` on window, {date}: after each frame that shows a new day
 *   event `atlas:settled` on window, {date}: once the date, a layer, the language or the
 *                                 selection has come to rest; not while dragged or played
 *   event `atlas:moved` on window, {view, named}: after a pan or zoom; `named` if a button
 *                                 for a view that has a name was what moved it
 */
const AtlasMap = (function () {
  "use strict";

  const { toDay, toIso } = AtlasTime;
  const { Credits, Frame, Scale, nameButtons } = AtlasFrame;
  const { unpack } = AtlasColumns;
  const { Layers, Renderers } = AtlasLayers;
  const { Inset } = AtlasInset;
  const { Choices } = AtlasChoices;
  const { Chips, Legend, Notices } = AtlasLegend;
  const { GROUNDS, Looks } = AtlasLooks;
  const { changeDays, lastDay, marksOf } = AtlasStrip;
  const { Timeline } = AtlasTimeline;
  const { Evidence } = AtlasEvidence;
  const { Notifier, Announcer } = AtlasNotify;
  const { Print } = AtlasPrint;
  const { addNames } = AtlasNamed;
  const { Sea } = AtlasSea;
  const { Themes } = AtlasThemes;
  const { Walk } = AtlasWalk;

  const SCALE_PX = 140; /* the scale bar is at most so wide */

  class Atlas {
    /**
     * @param {L.Map} map
     * @param {AtlasData} data
     * @param {(rest: () => void) => void} later when to add what may follow the first frame
     */
    constructor(map, data, later) {
      unpack(data);
      this.map = map;
      this.data = data;
      this.language = data.start.language;
      /** @type {string | null} the place whose evidence was opened last */
      this.selected = null;
      /** @type {string | null} the agreement that is selected */
      this.agreement = null;
      /** @type {string | null} */
      this.line = null;
      /* Which tab of the page's panel a click opens, with the number of the click. */
      this.opened = "";
      /** @type {Record<string, Intl.DateTimeFormat>} */
      this._dateFormats = {};
      this._places = new Map(data.places.map((place) => [place.id, place]));
      map.getContainer().dir = "ltr";
      this.notifier = new Notifier(() => this.date);
      this.frame = new Frame(this);
      this.sea = new Sea(this, data);
      this.looks = new Looks(this);
      this.themes = new Themes(this);
      this.renderers = new Renderers();
      this.newest = toDay(data.span[1]);
      this.timeline = this._addTimeline();
      this.layerSet = new Layers(this, data);
      this.names = addNames(this);
      this.evidence = new Evidence(this);
      this.choices = new Choices(this);
      this.credits = new Credits(this);
      this.scale = new Scale(this, { imperial: false, maxWidth: SCALE_PX }).addTo(map);
      nameButtons(this);
      map.on("popupopen", () => nameButtons(this));
      this.chips = new Chips(this);
      this.legend = new Legend(this);
      this.inset = new Inset(this);
      this.print = new Print(map.getContainer());
      this.notices = new Notices(this);
      this.walk = new Walk(this);
      this.legend.draw();
      this.show(data.start.view); /* beside all the boxes */
      this.layerSet.draw();
      this.sea.fade();
      this._showDay();
      this._listen();
      this._hideNames();
      later(() => {
        this.inset.update();
        this.names.addTo(map); /* once all else has its place */
      });
      this.notifier.painted();
    }

    _listen() {
      const { map } = this;
      map.on("moveend", () => {
        this.notifier.dispatch("atlas:moved", { view: this.view, named: this.frame.naming });
      });
      map.on("zoomend", () => this._zoomed());
      window.addEventListener("atlas:settled", () => this.names.update());
      new Announcer(this);
      map.on("click", (event) => this.choices.clickedSea(event.latlng));
      new ResizeObserver(() => this.frame.fill()).observe(map.getContainer());
    }

    /* -- the interface -- */

    /** @returns {Iso} */
    get date() {
      return toIso(this.time.day());
    }

    /** @returns {[Iso, Iso]} */
    get span() {
      const { first, end } = this.timeline.strip;
      return [toIso(first), toIso(end)];
    }

    /** @param {Iso} iso */
    setDate(iso) {
      const day = toDay(iso);
      if (!Number.isFinite(day)) throw new RangeError(`${iso} is no date: write 2019-12-19`);
      const [first, last] = this.span;
      if (iso < first || iso > last) throw new RangeError(`${iso} is out of range: use ${first} to ${last}`);
      if (day === this.time.day()) return;
      this.layerSet.setDay(day);
      this._showDay();
      this.evidence.followDate();
      this.notifier.painted();
      this.notifier.changed();
    }

    get against() {
      const { day } = this.timeline.comparison;
      return day === null ? null : toIso(day);
    }

    /** @param {Iso | null} iso */
    setAgainst(iso) {
      this.timeline.comparison.set(iso);
    }

    layers() {
      return this.layerSet.list.map(({ id, name, clock }) => {
        const { all = 0, nominal = 0 } = clock.counts[id] ?? {};
        return { id, name: name[this.language], shown: clock.isShown(id), count: all, nominal };
      });
    }

    /* Ids of the layers shown. */
    shownLayers() {
      return this.layerSet.shown();
    }

    /** @param {string} id @param {boolean} on */
    setLayer(id, on) {
      const { clock } = this.layerSet.find(id);
      if (clock.isShown(id) === on) return;
      this.layerSet.setShown(id, on);
      if (id === "places") this._placeDots();
      this.legend.check(id, on);
      this.evidence.followDate();
      this.notifier.changed();
    }

    /** @param {OwnLayer} layer */
    addLayer(layer) {
      this.layerSet.add(layer);
      this.legend.draw();
      this.notifier.changed();
    }

    /** @param {string} id */
    removeLayer(id) {
      this.layerSet.remove(id);
      this.legend.draw();
      this.notifier.changed();
    }

    get claimants() {
      return this.sea.claimants;
    }

    /** @param {string[]} states */
    setClaimants(states) {
      if (!this.sea.choose(states)) return;
      this.setLayer(this.sea.claimed, this.claimants.length > 0);
      for (const id of [...this.sea.layers, "agreements"]) this.time.refresh(id);
      this.legend.draw();
      this.evidence.followDate();
      this.notifier.changed();
    }

    get ground() {
      return GROUNDS[Number(this.looks.byAge)];
    }

    /** @param {string} name */
    setGround(name) {
      if (!GROUNDS.includes(name)) throw new RangeError(`no ground ${name}: use ${GROUNDS.join(" or ")}`);
      if (name === this.ground) return;
      this.layerSet.showAge(name === GROUNDS[1]);
      this.legend.draw();
      this.notifier.changed();
    }

    /** @param {string | null} placeId */
    select(placeId) {
      this.choices.place(placeId);
    }

    /** @param {string | null} id */
    selectAgreement(id) {
      this.choices.agreement(id);
    }

    /** @param {string | null} id */
    selectLine(id) {
      this.choices.line(id);
    }

    /** @param {LanguageCode} language */
    setLanguage(language) {
      if (language === this.language) return;
      if (!(language in this.data.words)) {
        throw new RangeError(`no language ${language}: use ${Object.keys(this.data.words).join(", ")}`);
      }
      this.language = language;
      document.documentElement.lang = language;
      this.credits.setLanguage();
      this.timeline.setLanguage();
      this.scale.setLanguage();
      nameButtons(this);
      this.chips.draw();
      this.legend.draw();
      this.inset.draw();
      this.notices.draw();
      this.walk.setLanguage();
      this.names.setLanguage(language); /* beside all the boxes */
      this._showDay();
      this.evidence.refresh();
      this.notifier.changed();
    }

    /**
     * Show a view; the country as a whole fills whatever room there is.
     * @param {View} view
     */
    show(view) {
      const [lat, lng, zoom] = view;
      if (![lat, lng, zoom].every(Number.isFinite)) {
        throw new RangeError(`${view} is no view: write [32.9, 13.2, 9]`);
      }
      if (String(view) === String(this.data.country.view)) {
        this.frame.showCountry();
      } else {
        this.frame.show([lat, lng], zoom);
      }
    }

    get view() {
      const { lat, lng } = this.map.getCenter();
      const zoom = Number(this.map.getZoom().toFixed(2));
      return `${lat.toFixed(4)},${lng.toFixed(4)},${zoom}`;
    }

    /* -- what the other scripts use -- */

    /* The clock of the atlas's own layers. */
    get time() {
      return this.layerSet.main;
    }

    /* The layers as the legend lists them. */
    get layerList() {
      return this.layerSet.list;
    }

    get texts() {
      return this.data.words[this.language];
    }

    get direction() {
      return this.data.writing[this.language].direction;
    }

    /** @param {Day} day */
    longDate(day) {
      const { locale } = this.data.writing[this.language];
      this._dateFormats[locale] ??= new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "long",
        year: "numeric",
        timeZone: "UTC",
      });
      return this._dateFormats[locale].format(new Date(toIso(day)));
    }

    /** @param {string | undefined} placeId */
    place(placeId) {
      return this._places.get(placeId ?? "");
    }

    /** @param {string} placeId */
    placeName(placeId) {
      return this.place(placeId)?.text[this.language] ?? placeId;
    }

    /** @param {string} id */
    layerName(id) {
      return this.layerSet.find(id).name[this.language];
    }

    /**
     * Options of a path that stands on a pane.
     * @param {string} pane
     */
    onPane(pane) {
      return { pane, renderer: this.renderers.of(pane) };
    }

    /* -- building and showing -- */

    /* The timeline takes its room from the map before anything is drawn on it. */
    _addTimeline() {
      const { data, map, newest } = this;
      const first = toDay(data.span[0]);
      const timeline = new Timeline(this, {
        first,
        newest,
        end: lastDay(data),
        changes: changeDays(data, first),
        marks: marksOf(data, first),
      });
      /* Whoever goes by the keyboard comes to the time first; it is painted below the map. */
      map.getContainer().before(timeline.element);
      document.documentElement.lang = this.language;
      timeline.setLanguage();
      timeline.show(toDay(data.start.date));
      map.invalidateSize({ pan: false });
      return timeline;
    }

    _placeDots() {
      this.time.refresh("places");
      this._hideNames();
    }

    /* Some dots and signs show from near only; names follow once the map has moved. */
    _zoomed() {
      this.time.refresh("places");
      this.time.refresh("agreements");
    }

    /* Names go with the dots of their places. */
    _hideNames() {
      this.names.setHidden(!this.shownLayers().includes("places"));
    }

    _showDay() {
      const day = this.time.day();
      this.legend.showDay();
      this.timeline.show(day);
    }
  }

  return { Atlas };
})();

window.startAtlas = (map, data, later = (rest) => rest()) => {
  window.followTheme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  window.atlas = new AtlasMap.Atlas(map, data, later);
  return window.atlas;
};
