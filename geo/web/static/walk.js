/* The map by the keyboard: a list of what is drawn, in which an arrow leads to the nearest
 * place, line or water in its direction. Enter opens what is known of it, Escape closes that
 * and comes back, + and - zoom. What it stands on is marked on the map, and told. */
const AtlasWalk = (function () {
  "use strict";

  const { node } = AtlasPaint;

  const MOST_NAMES = 3; /* of places along a line between camps */
  const SIGHT_PX = 70; /* what it stands on is so far from the map's edge at least */
  /** @type {Record<string, [number, number]>} where an arrow leads, in px */
  const TURNS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** @type {Record<string, number>} */
  const ZOOMS = { "+": 1, "=": 1, "-": -1 };

  /** @typedef {{feature: Feature, at: L.LatLng, point: XY}} Stop */

  /**
   * The nearest point within 45 degrees of a direction.
   * @template {{point: XY}} T
   * @param {T[]} stops
   * @param {XY} from
   * @param {[number, number]} turn
   * @returns {T | undefined}
   */
  function nearest(stops, from, [x, y]) {
    /** @type {T | undefined} */
    let best;
    let least = Infinity;
    for (const stop of stops) {
      const [dx, dy] = [stop.point.x - from.x, stop.point.y - from.y];
      const ahead = dx * x + dy * y;
      const far = Math.hypot(dx, dy);
      if (ahead <= 0 || Math.abs(dx * y) + Math.abs(dy * x) > ahead || far >= least) continue;
      [best, least] = [stop, far];
    }
    return best;
  }

  /**
   * A point within an area: in the middle of the widest part of it halfway up.
   * @param {[number, number][]} ring as lon and lat
   * @returns {[number, number]} lon and lat
   */
  function within(ring) {
    const heights = ring.map(([, lat]) => lat);
    const height = (Math.min(...heights) + Math.max(...heights)) / 2 + 1e-9;
    /** @type {number[]} */
    const cuts = [];
    for (let i = 1; i < ring.length; i++) {
      const [[x, y], [toX, toY]] = [ring[i - 1], ring[i]];
      if (y < height !== toY < height) cuts.push(x + ((height - y) / (toY - y)) * (toX - x));
    }
    cuts.sort((a, b) => a - b);
    let [start, most] = [0, -1];
    for (let i = 1; i < cuts.length; i += 2) {
      if (cuts[i] - cuts[i - 1] > most) [start, most] = [i - 1, cuts[i] - cuts[i - 1]];
    }
    return [(cuts[start] + cuts[start + 1]) / 2, height];
  }

  /** @param {DrawnGeometry} geometry @returns {[number, number]} lon and lat of what stands for it */
  function middleOf({ type, coordinates }) {
    const c = /** @type {any} */ (coordinates);
    if (type === "Point") return c;
    const parts =
      type === "LineString" ? [c] : type === "MultiPolygon" ? c.map((/** @type {any} */ p) => p[0]) : c;
    const of =
      type === "Polygon"
        ? c[0]
        : parts.reduce((/** @type {any} */ a, /** @type {any} */ b) => (b.length > a.length ? b : a));
    return type.endsWith("Polygon") ? within(of) : of[Math.floor(of.length / 2)];
  }

  class Walk {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      /** @type {Stop | null} */
      this.stop = null;
      this._said = 0;
      /* Whether what is open was opened from here: its end leads back. */
      this._opened = false;
      this.option = node("div", { role: "option", "aria-selected": "true" });
      this.mark = node("div", { class: "atlas-walk-at", hidden: "" });
      this.element = node("div", { class: "atlas-walk", role: "listbox", tabindex: 0 }, this.option);
      this.element.addEventListener("focus", () => this._say(this.stop ?? this._first()));
      this.element.addEventListener("blur", () => (this.mark.hidden = true));
      this.element.addEventListener("keydown", (event) => this._key(event));
      const container = atlas.map.getContainer();
      container.prepend(this.element, this.mark);
      L.DomEvent.disableClickPropagation(this.element);
      atlas.map.on("move zoomend", () => this._place());
      atlas.map.on("popupclose", () => this._closed());
      document.addEventListener("keydown", (event) => this._escape(event));
      this.setLanguage();
    }

    setLanguage() {
      const { texts, direction } = this.atlas;
      this.element.setAttribute("aria-label", texts.walk);
      this.element.title = texts.walk;
      this.element.dir = direction;
      if (this.stop) this._say(this.stop);
      else this.option.textContent = texts.walk; /* no option may be empty */
    }

    /* What can be gone to: dots of places, lines between camps and at sea, waters. */
    stops() {
      const { map, time, looks } = this.atlas;
      /** @type {Stop[]} */
      const stops = [];
      for (const { now, geometry, path } of time.drawn()) {
        if (!now) continue;
        const place = now.layer === "places" ? this.atlas.place(now.place) : undefined;
        const atSea = looks.layer(now.layer).subject === "sea" && !now.agreement;
        const isFront = Boolean(now.places) && path.options.interactive !== false;
        if (place ? !looks.reach(place) : !isFront && !atSea) continue;
        const [lng, lat] = middleOf(geometry);
        const at = L.latLng(lat, lng);
        stops.push({ feature: now, at, point: map.latLngToContainerPoint(at) });
      }
      return stops;
    }

    /* What is chosen, else what lies nearest to the middle of the map. */
    _first() {
      const { map, selected } = this.atlas;
      const { x, y } = map.getSize().divideBy(2);
      const far = (/** @type {Stop} */ { point }) => Math.hypot(point.x - x, point.y - y);
      const stops = this.stops();
      const chosen = stops.find(({ feature }) => feature.layer === "places" && feature.place === selected);
      return chosen ?? stops.sort((a, b) => far(a) - far(b))[0] ?? null;
    }

    /** @param {Feature} feature */
    _name(feature) {
      const { atlas } = this;
      const { data, texts, language, sea } = atlas;
      if (feature.layer === "places") {
        const id = String(feature.place);
        const cell = atlas.layerSet.cellOf(id, { hidden: true });
        const camp = cell && data.camps[language][String(cell.camp)];
        return [atlas.placeName(id), camp].filter(Boolean).join(texts.comma);
      }
      if (feature.places) {
        const called = data.fronts.names[feature.front ?? ""]?.[language] ?? texts.front;
        const names = feature.places.map((id) => atlas.placeName(id));
        const more = names.length > MOST_NAMES ? ["…"] : [];
        return `${called}: ${[...names.slice(0, MOST_NAMES), ...more].join(texts.comma)}`;
      }
      return feature.name?.[language] ?? sea.nameOf(feature);
    }

    /** @param {Stop | null} stop */
    _say(stop) {
      this.stop = stop;
      const { texts } = this.atlas;
      /* A new id is a new option: it is told again. */
      this.option.id = `atlas-walk-${(this._said = 1 - this._said)}`;
      this.option.textContent = stop ? this._name(stop.feature) : texts.walk_none;
      this.element.setAttribute("aria-activedescendant", this.option.id);
      this._place();
    }

    _place() {
      const { map } = this.atlas;
      this.mark.hidden = !this.stop || document.activeElement !== this.element;
      if (!this.stop) return;
      const { x, y } = map.latLngToContainerPoint(this.stop.at);
      this.mark.style.transform = `translate(${x}px, ${y}px)`;
    }

    /** @param {KeyboardEvent} event */
    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { map } = this.atlas;
      const { key } = event;
      if (TURNS[key]) {
        const stops = this.stops();
        const from = this.stop ? map.latLngToContainerPoint(this.stop.at) : map.getSize().divideBy(2);
        this._go(nearest(stops, from, TURNS[key]));
      } else if (ZOOMS[key] && this.stop) {
        map.setZoomAround(this.stop.at, map.getZoom() + ZOOMS[key], { animate: false });
      } else if (key === "Enter" || key === " ") this._open();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    /** @param {Stop | undefined} stop */
    _go(stop) {
      if (!stop) return;
      this._see(stop);
      this._say(stop);
    }

    /** @param {Stop} stop */
    _see(stop) {
      this.atlas.map.panInside(stop.at, { padding: [SIGHT_PX, SIGHT_PX], animate: false });
    }

    _open() {
      const { atlas, stop } = this;
      if (!stop) return;
      this._see(stop);
      const { feature, at } = stop;
      this._opened = false; /* what was open goes without leading here */
      if (feature.layer === "places") atlas.select(String(feature.place));
      else if (feature.layer === atlas.sea.lines) atlas.selectLine(feature.id);
      else atlas.choices.clicked(feature, at);
      const { popup } = atlas.evidence;
      const content = popup?.getElement()?.querySelector(".leaflet-popup-content-wrapper");
      if (!(content instanceof HTMLElement) || !content.offsetParent) return;
      this._opened = true;
      content.tabIndex = -1;
      content.focus({ preventScroll: true });
    }

    /* Leaflet closes a popup by Escape only while the focus is on the map itself. */
    /** @param {KeyboardEvent} event */
    _escape(event) {
      const { map, evidence } = this.atlas;
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (evidence.popup && map.hasLayer(evidence.popup)) map.closePopup();
    }

    /* The focus goes where it came from, unless it is elsewhere by now. */
    _closed() {
      const at = document.activeElement;
      const lost = !at || at === document.body || at.closest(".leaflet-popup");
      if (lost && this._opened) this.element.focus({ preventScroll: true });
      this._opened = false;
    }
  }

  return { Walk, nearest, within };
})();
