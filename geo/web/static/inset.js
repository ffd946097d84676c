/* A small map beside the country, where that leaves room, of where ground changed hands
 * last: it follows the same day, and draws the same geometries. */
const AtlasInset = (function () {
  "use strict";

  const { covers } = AtlasFrame;
  const { Fronts } = AtlasFronts;
  const { LabelLayer } = AtlasLabels;
  const { Renderers } = AtlasLayers;
  const { box } = AtlasLegend;
  const { fillIn, node } = AtlasPaint;
  const { overlaps } = AtlasFlat;
  const { TimeLayer, upperBound } = AtlasTime;

  const VIEWS = ["tripoli", "sirte-jufra", "benghazi"]; /* the first, where none changed later */
  const NO_RECORD = "no_record";
  const NARROW_PX = 640; /* a map no wider has a chip for it, and no more */
  const NEAR_ZOOM = 6.75; /* from it on the map itself shows as much */
  const AROUND = 0.4; /* how much of its width is drawn around it */
  const NAMES = "atlas-names";
  const STILL = {
    ...{ attributionControl: false, boxZoom: false, doubleClickZoom: false, dragging: false },
    ...{ fadeAnimation: false, keyboard: false, scrollWheelZoom: false, touchZoom: false },
    ...{ zoomAnimation: false, zoomControl: false, zoomSnap: 0.25 },
  };

  /**
   * Whether a box on the map lies on nothing that must be seen.
   * @param {Box} own
   * @param {XY[]} ring around what must be seen
   * @param {Box[]} others the boxes beside it
   */
  const isFree = (own, ring, others) => !covers(own, ring) && !others.some((other) => overlaps(own, other));

  /**
   * The days on which a place went from one side to another.
   * @param {Feature[]} cells of the place, one a claim
   * @returns {Day[]}
   */
  function turnsOf(cells) {
    const sorted = [...cells].sort((a, b) => a.from - b.from);
    const changed = sorted.filter((cell, i) => {
      const before = sorted[i - 1];
      return before && before.camp !== cell.camp && ![before.camp, cell.camp].includes(NO_RECORD);
    });
    return changed.map(({ from }) => from);
  }

  /**
   * The view in which ground changed hands last.
   * @param {Record<string, Day[]>} turns the days on which it did in each view, sorted
   * @param {Day} day
   */
  function lastTurned(turns, day) {
    const last = (/** @type {string} */ id) => turns[id][upperBound(turns[id], day) - 1] ?? -Infinity;
    return Object.keys(turns).reduce((best, id) => (last(id) > last(best) ? id : best));
  }

  /* Whether it was closed: kept as long as the window is open, where the browser allows. */
  const memory = {
    KEY: "atlas-inset-closed",
    get closed() {
      try {
        return sessionStorage.getItem(memory.KEY) !== null;
      } catch {
        return false;
      }
    },
    keep() {
      try {
        sessionStorage.setItem(memory.KEY, "");
      } catch {
        /* Then it is there again once the page is read anew. */
      }
    },
  };

  /** @param {any} path @returns {L.LatLngBounds} */
  const boundsOf = (path) => path.getBounds?.() ?? L.latLngBounds([path.getLatLng()]);

  class Inset {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this._closed = memory.closed;
      this._waits = false; /* whether its map is about to be drawn */
      /** @type {Record<string, L.LatLngBounds>} */
      this._bounds = {};
      for (const { id, bounds } of atlas.data.views) {
        if (bounds && VIEWS.includes(id)) this._bounds[id] = L.latLngBounds(bounds);
      }
      this._turns = this._turnsByView();
      this.view = VIEWS[0]; /* what it shows */
      this.element = box(atlas.map, "inset", "bottomleft");
      this.element.hidden = !this._bounds[this.view] || !atlas.data.places.length;
      if (this.element.hidden) return;
      this._open = node("button", { type: "button", class: "atlas-inset-open" });
      this._open.addEventListener("click", () => atlas.frame.showNamed(this.view));
      this._close = node("button", { type: "button", class: "atlas-inset-close" }, "×");
      this._close.addEventListener("click", () => this.close());
      this._ground = node("div", { "aria-hidden": "true" });
      this.element.append(this._ground, this._open, this._close);
      this.view = lastTurned(this._turns, atlas.time.day());
      this._place = L.rectangle(this._bounds[this.view], {
        ...atlas.onPane("atlas-borders"),
        ...{ className: "atlas-inset-place", fill: false, weight: 1, interactive: false },
      });
      this.element.setAttribute("data-away", "");
      this.draw();
      atlas.map.on("moveend", () => this.update());
      /* Not while the day is dragged: another view is another map. */
      window.addEventListener("atlas:settled", () => this.follow());
    }

    /* Go where ground changed hands last before the day. */
    follow() {
      const { atlas } = this;
      const view = lastTurned(this._turns, atlas.time.day());
      if (!this.shown || view === this.view) return;
      this.view = view;
      this._place?.setBounds(this._bounds[view]);
      if (this._clock) this._addMap();
      this.draw();
      atlas.names.update();
    }

    /* The days on which ground changed hands in each of its views, sorted. */
    _turnsByView() {
      /** @type {Record<string, Day[]>} */
      const turns = {};
      for (const [id, bounds] of Object.entries(this._bounds)) {
        const there = this.atlas.data.places.filter(({ lat, lng }) => bounds.contains([lat, lng]));
        const cells = there.map((place) => this.atlas.looks.cells.get(place.id) ?? []);
        turns[id] = cells.flatMap(turnsOf).sort((a, b) => a - b);
      }
      return turns;
    }

    /* Write what is written on it in the language of the atlas. */
    draw() {
      const { texts, language } = this.atlas;
      for (const button of this.element.querySelectorAll("button")) {
        const open = fillIn(texts.inset_open, { view: texts.views[this.view] });
        button.title = button === this._close ? texts.inset_close : open;
        button.setAttribute("aria-label", button.title);
      }
      this._names?.setLanguage(language);
    }

    /* Whether it is in sight. */
    get shown() {
      return !this.element.hidden && !this.element.hasAttribute("data-away");
    }

    close() {
      this._closed = true;
      memory.keep();
      this.update();
      this.atlas.frame.refresh();
    }

    /* Come into sight, or go, as there is room. */
    update() {
      const { map, frame, names } = this.atlas;
      if (this.element.hidden) return;
      const { own, others } = this._boxes();
      const wide = map.getSize().x > NARROW_PX && map.getZoom() < NEAR_ZOOM && !this._closed;
      const shown = wide && isFree(own, frame.outline(), others);
      if (shown === this.shown) return;
      this.element.toggleAttribute("data-away", !shown);
      if (shown) {
        this._place?.addTo(map);
        this.follow();
        if (this._clock) this.refresh();
        else this._openSoon();
      } else {
        this._place?.remove();
      }
      names.update();
    }

    /* Draw what it shows once the map beside it has been painted. */
    _openSoon() {
      if (this._waits) return;
      this._waits = true;
      window.requestAnimationFrame(() => setTimeout(() => this._addMap()));
    }

    /**
     * The edge of what it shows, as it is drawn on the map beside it.
     * @returns {XY[]}
     */
    outline() {
      if (!this.shown || !this._place) return [];
      const [ring] = /** @type {L.LatLng[][]} */ (this._place.getLatLngs());
      return [...ring, ring[0]].map((at) => this.atlas.map.latLngToLayerPoint(at));
    }

    /**
     * The box in which it is, or would be; null where there is none.
     * @returns {Box | null}
     */
    wanted() {
      const wide = this.atlas.map.getSize().x > NARROW_PX;
      return !this.element.hidden && wide && !this._closed ? this._boxes().own : null;
    }

    _boxes() {
      const { frame } = this.atlas;
      return { own: frame.boxOf(this.element), others: frame.boxes(this.element) };
    }

    /** @param {Day} day */
    setDay(day) {
      if (!this.shown) return;
      this._clock?.setDay(day);
      this._fronts?.draw();
    }

    /* Paint it in the colours that the map beside it has now. */
    repaint() {
      this._fronts?.paint();
      this.refresh();
    }

    /* Show what the map beside it shows, painted as there. */
    refresh() {
      const { time } = this.atlas;
      if (!this.shown || !this._clock) return;
      this._clock.setDay(time.day());
      for (const id of this._layers ?? []) this._clock.setShown(id, time.isShown(id));
      this._fronts?.draw();
      this._names?.setHidden(!time.isShown("places"));
    }

    _addMap() {
      const { data, time, looks, language } = this.atlas;
      const bounds = this._bounds[this.view];
      this._map?.remove();
      const ground = /** @type {HTMLElement} */ (this._ground);
      const map = L.map(ground, STILL).fitBounds(bounds, { animate: false });
      this._map = map;
      const renderers = new Renderers();
      time.complete();
      const around = bounds.pad(AROUND);
      for (const [name, { z, opacity }] of Object.entries(data.panes)) {
        Object.assign(map.createPane(name).style, { zIndex: String(z), opacity: String(opacity) });
      }
      this._addBase(map, renderers, around);
      const near = time._tracks.filter(
        ({ features, path }) => looks.isOfLand(features[0]) && around.intersects(boundsOf(path)),
      );
      const features = near.flatMap((track) => track.features);
      this._layers = [...new Set(features.map(({ layer }) => layer))];
      const zoom = map.getZoom();
      this._clock = new TimeLayer(data.geometries, features, {
        day: time.day(),
        shown: [],
        still: true,
        renderer: (pane) => renderers.of(pane),
        pane: (feature) => looks.pane(feature),
        style: (feature, day) => looks.style(feature, day, zoom),
        shape: (feature) => looks.shape(feature),
        turns: (feature) => this.atlas.layerSet.turns(feature),
      }).addTo(map);
      this._fronts = new Fronts(this.atlas, this._clock, { map, renderers });
      const names = data.places.filter(({ lat, lng }) => bounds.contains([lat, lng]));
      this._names = new LabelLayer(
        names.map((name) => ({ ...name, hideable: true })),
        {
          ...{
            pane: NAMES,
            fonts: data.fonts,
            language,
            reach: (/** @type {NameEntry} */ entry) => looks.reach(entry),
          },
        },
      ).addTo(map);
      this._names.getElement().className = "atlas-inset-labels";
      this.refresh();
    }

    /**
     * Draw the land and borders of the map beside it.
     * @param {L.Map} map
     * @param {InstanceType<typeof Renderers>} renderers
     * @param {L.LatLngBounds} around
     */
    _addBase(map, renderers, around) {
      for (const shape of this.atlas.layerSet.base()) {
        if (!around.intersects(shape.getBounds())) continue;
        const renderer = renderers.of(String(shape.options.pane));
        const look = /** @type {any} */ ({ ...shape.options, renderer });
        L.polygon(/** @type {any} */ (shape.getLatLngs()), look).addTo(map);
      }
    }
  }

  return { Inset, isFree, lastTurned, turnsOf };
})();
