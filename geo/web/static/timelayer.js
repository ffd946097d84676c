/* Draws valid-time features on a Leaflet map and follows a date.
 *
 * A feature is valid on days `from <= day < to`, days counted from 1970-01-01. Features
 * that share a geometry and are never drawn on the same day share one path (a *track*), so
 * a geometry is sent, projected and held once. Every day on which a track may look
 * different stands in one sorted list: a change of date restyles the tracks between the two
 * days in that list, and costs as much as changed, however many tracks there are.
 */
const AtlasTime = (function () {
  "use strict";

  const MS_PER_DAY = 864e5;

  /** @type {Map<Iso, Day>} of the days of features, which recur */
  const days = new Map();

  /** @param {Iso} iso @returns {Day} not a number for a text that is no day */
  function toDay(iso) {
    const known = days.get(iso);
    if (known !== undefined) return known;
    const day = Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
    if (!Number.isInteger(day) || toIso(day) !== iso) return NaN;
    days.set(iso, day);
    return day;
  }

  /** @param {Day} day @returns {Iso} */
  const toIso = (day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

  /** @param {Feature} feature @returns {Day} its first, which one of a reader's own has as text */
  const startOf = ({ from, valid_from: text }) =>
    text === undefined ? from : text === null ? -Infinity : toDay(text);

  /** @returns {Day} today's, UTC */
  const today = () => Math.floor(Date.now() / MS_PER_DAY);

  /**
   * Position of the first item of a sorted array that is greater than `value`.
   * @param {number[]} sorted
   * @param {number} value
   */
  function upperBound(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* One path, and the features that it shows in turn. */
  class Track {
    /** @param {DrawnGeometry} geometry */
    constructor(geometry) {
      this.geometry = geometry;
      /** @type {Feature[]} by their start, none drawn while another is */
      this.features = [];
      /** @type {any} a Leaflet path, once the layer is on a map */
      this.path = null;
      /** @type {Feature | null} the feature of the day, be its layer shown or not */
      this.now = null;
      /** @type {Feature | null} the feature that the layer's count holds */
      this.counted = null;
    }

    /** @param {Day} day @returns {Feature | null} */
    at(day) {
      for (let i = this.features.length - 1; i >= 0; i--) {
        const feature = this.features[i];
        if (feature.from <= day) return day < feature.gone ? feature : null;
      }
      return null;
    }
  }

  /**
   * Give each feature a track: an earlier one's, if they share a geometry and a pane and
   * are never drawn on the same day.
   * @param {DrawnGeometry[]} geometries
   * @param {Feature[]} features
   * @param {(feature: Feature) => string} pane
   */
  function shareTracks(geometries, features, pane) {
    /** @type {Map<string, Track[]>} */
    const bySpot = new Map();
    /** @type {Track[]} */
    const all = [];
    for (const feature of [...features].sort((a, b) => a.from - b.from)) {
      const spot = `${feature.geometry} ${pane(feature)}`;
      const tracks = bySpot.get(spot) ?? [];
      bySpot.set(spot, tracks);
      let track = tracks.find((other) => other.features[other.features.length - 1].gone <= feature.from);
      if (!track) {
        track = new Track(geometries[feature.geometry]);
        tracks.push(track);
        all.push(track);
      }
      track.features.push(feature);
    }
    return all;
  }

  /** @type {Record<string, any>} */
  const SHAPES = { Point: L.CircleMarker, LineString: L.Polyline, Polygon: L.Polygon };
  /** @type {Record<string, number>} */
  const DEPTHS = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

  /** @param {any} geometry */
  function latLngs(geometry) {
    if (geometry.rings) return geometry.rings; /* of a cell, which projects them itself */
    if (geometry.type === "Point") return L.GeoJSON.coordsToLatLng(geometry.coordinates);
    return L.GeoJSON.coordsToLatLngs(geometry.coordinates, DEPTHS[geometry.type]);
  }

  /* A canvas that paints what changed over what is there, instead of all that the changed
   * bounds touch. That is right where neighbours do not overlap, as cells do not. */
  class CellCanvas extends L.Canvas {
    /** @type {Set<L.Path> | null | undefined} */
    _changed;

    /** @override Called for each path that looks different. @param {L.Path} path */
    _requestRedraw(path) {
      if (!this._map) return;
      if (this._layers[L.Util.stamp(path)]) {
        (this._changed ??= new Set()).add(path);
      } else {
        this._extendRedrawBounds(path);
      }
      if (!this._redrawRequest) this._redrawRequest = L.Util.requestAnimFrame(this.flush, this);
    }

    /* Paint now, not in the next frame. */
    flush() {
      if (this._redrawRequest) L.Util.cancelAnimFrame(this._redrawRequest);
      this._redrawRequest = null;
      if (!this._map) return;
      const changed = this._changed;
      this._changed = null;
      if (this._redrawBounds) {
        for (const path of changed ?? []) this._extendRedrawBounds(path);
        this._redraw();
      } else if (changed) {
        this._drawing = true;
        for (const path of changed) if (path._pxBounds?.intersects(this._bounds)) path._updatePath();
        this._drawing = false;
      }
    }

    /** @override */
    _update() {
      super._update();
      this._changed = null; /* all of it is drawn anew */
    }
  }

  /**
   * @typedef {object} TimeOptions
   * @property {Day} day the day to begin with
   * @property {string[]} shown the layers to begin with
   * @property {(feature: Feature) => string} pane pane of its track
   * @property {(pane: string) => L.Renderer & {flush?(): void}} renderer renderer of a pane
   * @property {(feature: Feature, day: Day) => PathStyle | null} style null hides it
   * @property {(feature: Feature) => Day[]} [turns] further days on which its style changes,
   *   by default none
   * @property {(feature: Feature) => number} [lingers] days for which it stays drawn after
   *   its end, by default none
   * @property {boolean} [still] whether nothing of it can be clicked
   * @property {(feature: Feature) => any} [shape] class of its path, by default as Leaflet
   *   draws its kind
   */

  class TimeLayer extends L.Layer {
    /**
     * @param {DrawnGeometry[]} geometries
     * @param {Feature[]} features
     * @param {TimeOptions} options
     */
    constructor(geometries, features, options) {
      super();
      /** @type {TimeOptions} */
      this._options = options;
      this._day = options.day;
      this._shown = new Set(options.shown);
      /** @type {Set<L.Renderer & {flush?(): void}>} */
      this._renderers = new Set();
      /** @type {Record<string, {all: number, nominal: number}>} features valid on the day */
      this.counts = {};
      for (const feature of features) this._setDays(feature);
      this._tracks = shareTracks(geometries, features, options.pane);
      this._tracksByLayer = this._groupByLayer();
      /** @type {{days: Day[], tracks: Track[]} | undefined} once a day was left */
      this._boundaries = undefined;
      for (const track of this._tracks) this._turn(track);
    }

    /** @override @param {L.Map} map */
    onAdd(map) {
      this._restyle(this._tracks, map);
      this._flush();
      window.requestAnimationFrame(() => setTimeout(() => this._map && this.complete()));
      return this;
    }

    /* Make what the first day does without, so that steps to others find it made. */
    complete() {
      for (const track of this._tracks) this._pathOf(track);
      this.boundaries();
    }

    /** @override */
    onRemove() {
      for (const track of this._tracks) track.path?.remove();
      return this;
    }

    day() {
      return this._day;
    }

    /** @param {Day} day */
    setDay(day) {
      if (day === this._day) return;
      const before = this._day;
      this._day = day;
      this.touch(before, day);
    }

    /**
     * Style anew the tracks that look different on two days, or between them.
     * @param {Day} one
     * @param {Day} other
     */
    touch(one, other) {
      const turns = this.boundaries();
      const first = upperBound(turns.days, Math.min(one, other));
      const end = upperBound(turns.days, Math.max(one, other));
      const touched = new Set();
      for (let i = first; i < end; i++) touched.add(turns.tracks[i]);
      this._restyle(touched, this._map);
      this._flush();
    }

    /** @param {string} layer */
    isShown(layer) {
      return this._shown.has(layer);
    }

    /** @param {string} layer @param {boolean} on */
    setShown(layer, on) {
      if (on) this._shown.add(layer);
      else this._shown.delete(layer);
      this.refresh(layer);
    }

    /** @returns {Track[]} */
    tracks() {
      return this._tracks;
    }

    /** @returns {Track[]} those on the map */
    drawn() {
      return this._tracks.filter(({ now, path }) => now && path && this._map?.hasLayer(path));
    }

    /** @param {string} layer @returns {Set<Track>} the tracks that show its features */
    tracksOf(layer) {
      return this._tracksByLayer.get(layer) ?? new Set();
    }

    /** @returns {Feature[]} every feature drawn on the day */
    current() {
      const drawn = [];
      for (const { now } of this._tracks) if (now && this._shown.has(now.layer)) drawn.push(now);
      return drawn;
    }

    /**
     * Style a layer's tracks anew, after something outside changed how they look.
     * @param {string} layer
     */
    refresh(layer) {
      this._restyle(this.tracksOf(layer), this._map);
      this._flush();
    }

    /** @param {Feature} feature */
    _setDays(feature) {
      const { valid_from: start, valid_to: end } = feature;
      feature.from = startOf(feature);
      if (start !== undefined) {
        feature.to = end === undefined ? feature.from + 1 : end === null ? Infinity : toDay(end);
      }
      feature.gone = feature.to + (this._options.lingers?.(feature) ?? 0);
    }

    _groupByLayer() {
      /** @type {Map<string, Set<Track>>} */
      const groups = new Map();
      for (const track of this._tracks) {
        for (const { layer } of track.features) {
          if (!groups.has(layer)) groups.set(layer, new Set());
          groups.get(layer)?.add(track);
        }
      }
      return groups;
    }

    /* Every day on which a track may look different, sorted. */
    boundaries() {
      return (this._boundaries ??= this._sortBoundaries());
    }

    _sortBoundaries() {
      /** @type {[Day, Track][]} */
      const boundaries = [];
      for (const track of this._tracks) {
        const own = new Set();
        for (const feature of track.features) {
          own.add(feature.from).add(feature.to).add(feature.gone);
          for (const day of this._options.turns?.(feature) ?? []) {
            if (feature.from < day && day < feature.gone) own.add(day);
          }
        }
        for (const day of own) if (Number.isFinite(day)) boundaries.push([day, track]);
      }
      boundaries.sort((a, b) => a[0] - b[0]);
      return { days: boundaries.map(([day]) => day), tracks: boundaries.map(([, track]) => track) };
    }

    /** @param {Track} track */
    _pathOf(track) {
      return (track.path ??= this._makePath(track));
    }

    /** @param {Track} track */
    _makePath(track) {
      const pane = this._options.pane(track.features[0]);
      const kind = track.geometry.type;
      /* Polygons are not simplified: neighbours would no longer share their edges. */
      const smoothFactor = kind.endsWith("Polygon") ? 0 : 1;
      const renderer = this._options.renderer(pane);
      const Shape = this._options.shape?.(track.features[0]) ?? SHAPES[kind.replace("Multi", "")];
      this._renderers.add(renderer);
      const path = new Shape(latLngs(track.geometry), {
        ...{ pane, smoothFactor, renderer, interactive: !this._options.still },
      });
      path.on("click", (/** @type {L.LeafletMouseEvent} */ event) => {
        L.DomEvent.stopPropagation(event);
        this.fire("featureclick", { feature: track.now, latlng: event.latlng });
      });
      return path;
    }

    /** @param {Iterable<Track>} tracks @param {L.Map} map */
    _restyle(tracks, map) {
      for (const track of tracks) {
        this._turn(track);
        const visible = track.now && this._shown.has(track.now.layer);
        const style = visible && track.now ? this._options.style(track.now, this._day) : null;
        if (!style) {
          track.path?.removeFrom(map);
          continue;
        }
        const path = this._pathOf(track);
        if (style.radius) path.setRadius(style.radius);
        if (map.hasLayer(path)) path.setStyle(style);
        else L.Util.setOptions(path, style) && path.addTo(map);
      }
    }

    /**
     * Have a track show the feature of the day, and keep `counts` to those valid on it.
     * @param {Track} track
     */
    _turn(track) {
      const now = (track.now = track.at(this._day));
      const valid = now && this._day < now.to ? now : null;
      if (valid === track.counted) return;
      if (track.counted) this._addToCount(track.counted, -1);
      if (valid) this._addToCount(valid, 1);
      track.counted = valid;
    }

    /** @param {Feature} feature @param {number} by */
    _addToCount({ layer, nominal }, by) {
      const count = (this.counts[layer] ??= { all: 0, nominal: 0 });
      count.all += by;
      if (nominal) count.nominal += by;
    }

    _flush() {
      for (const renderer of this._renderers) renderer.flush?.();
    }
  }

  return { CellCanvas, TimeLayer, shareTracks, startOf, toDay, today, toIso, upperBound };
})();
