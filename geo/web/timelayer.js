/* Draws valid-time features on a Leaflet map and follows a date.
 *
 * A feature is valid on days `from <= day < to`, days counted from 1970-01-01. Features
 * that share a geometry and are never drawn on the same day share one path (a *track*), so
 * a geometry is sent, projected and held once. Every day on which a track may look
 * different stands in one sorted list: a change of date restyles the tracks between the two
 * days in that list, and costs as much as changed, however many tracks there are.
 */
(function () {
  "use strict";

  const MS_PER_DAY = 864e5;
  const NEVER = Infinity;

  const toDay = (iso) => Date.parse(iso + "T00:00:00Z") / MS_PER_DAY;
  const toIso = (day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

  /* Position of the first item of a sorted array that is greater than `value`. */
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
    constructor(geometry) {
      this.geometry = geometry;
      this.features = []; /* by their start, none drawn while another is */
      this.path = null;
      this.now = null; /* the feature of the day, be its layer shown or not */
      this.counted = null; /* the feature that the layer's count holds */
    }

    at(day) {
      for (let i = this.features.length - 1; i >= 0; i--) {
        const feature = this.features[i];
        if (feature.from <= day) return day < feature.gone ? feature : null;
      }
      return null;
    }
  }

  const SHAPES = { Point: L.CircleMarker, LineString: L.Polyline, Polygon: L.Polygon };

  function latLngs(geometry) {
    if (geometry.type === "Point") return L.GeoJSON.coordsToLatLng(geometry.coordinates);
    const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };
    return L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth[geometry.type]);
  }

  /* A canvas that paints what changed over what is there, instead of all that the changed
   * bounds touch. That is right where neighbours do not overlap, as cells do not. */
  const CellCanvas = L.Canvas.extend({
    /* Leaflet's private hook, called for each path that looks different. */
    _requestRedraw(path) {
      if (!this._map) return;
      if (this._layers[L.Util.stamp(path)]) {
        (this._changed ??= new Set()).add(path);
      } else {
        this._extendRedrawBounds(path);
      }
      this._redrawRequest ??= L.Util.requestAnimFrame(this.flush, this);
    },

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
    },

    _update() {
      L.Canvas.prototype._update.call(this);
      this._changed = null; /* all of it is drawn anew */
    },
  });

  const TimeLayer = L.Layer.extend({
    /* geometries: GeoJSON geometries; features: {layer, geometry (a position in
     * geometries), valid_from, valid_to, ...}. Options, all but the first two functions:
     *   day, shown         the day and the layers to begin with
     *   pane(feature)      pane of its track
     *   renderer(pane)     Leaflet renderer of a pane
     *   style(feature, day)  Leaflet path options, or null to hide it
     *   turns(feature)     further days on which its style changes, by default none
     *   lingers(feature)   days for which it stays drawn after its end, by default none
     *   shape(feature)     class of its path, by default as Leaflet draws its kind */
    initialize(geometries, features, options) {
      L.setOptions(this, options);
      this._day = options.day;
      this._shown = new Set(options.shown);
      this._tracks = [];
      this._tracksByLayer = new Map();
      this._renderers = new Set();
      this.counts = {};
      this._takeTimes(features);
      this._share(geometries, features);
      this._indexDays();
    },

    onAdd(map) {
      for (const track of this._tracks) this._makePath(track);
      this._restyle(this._tracks, map);
      this._flush();
    },

    onRemove() {
      for (const track of this._tracks) track.path?.remove();
    },

    day() {
      return this._day;
    },

    setDay(day) {
      if (day === this._day) return;
      const first = upperBound(this._boundaryDays, Math.min(day, this._day));
      const end = upperBound(this._boundaryDays, Math.max(day, this._day));
      this._day = day;
      const touched = new Set();
      for (let i = first; i < end; i++) touched.add(this._boundaryTracks[i]);
      this._restyle(touched, this._map);
      this._flush();
    },

    isShown(layer) {
      return this._shown.has(layer);
    },

    setShown(layer, on) {
      if (on) this._shown.add(layer);
      else this._shown.delete(layer);
      this.refresh(layer);
    },

    /* Every feature drawn on the day. */
    current() {
      const drawn = (feature) => feature && this._shown.has(feature.layer);
      return this._tracks.map((track) => track.now).filter(drawn);
    },

    /* Style a layer's tracks anew, after something outside changed how they look. */
    refresh(layer) {
      this._restyle(this._tracksByLayer.get(layer) ?? [], this._map);
      this._flush();
    },

    _takeTimes(features) {
      for (const feature of features) {
        feature.from = feature.valid_from === null ? -NEVER : toDay(feature.valid_from);
        feature.to = feature.valid_to === null ? NEVER : toDay(feature.valid_to);
        feature.gone = feature.to + (this.options.lingers?.(feature) ?? 0);
      }
    },

    /* Give each feature a track: an earlier one's, if they share a geometry and a pane and
     * are never drawn on the same day. */
    _share(geometries, features) {
      const bySpot = new Map();
      for (const feature of [...features].sort((a, b) => a.from - b.from)) {
        const spot = `${feature.geometry} ${this.options.pane(feature)}`;
        if (!bySpot.has(spot)) bySpot.set(spot, []);
        const tracks = bySpot.get(spot);
        let track = tracks.find((other) => other.features.at(-1).gone <= feature.from);
        if (!track) {
          track = new Track(geometries[feature.geometry]);
          tracks.push(track);
          this._tracks.push(track);
        }
        track.features.push(feature);
        if (!this._tracksByLayer.has(feature.layer)) this._tracksByLayer.set(feature.layer, new Set());
        this._tracksByLayer.get(feature.layer).add(track);
      }
    },

    _indexDays() {
      const boundaries = [];
      for (const track of this._tracks) {
        for (const feature of track.features) {
          const turns = this.options.turns?.(feature) ?? [];
          const inside = turns.filter((day) => feature.from < day && day < feature.gone);
          for (const day of new Set([feature.from, feature.to, feature.gone, ...inside])) {
            if (Number.isFinite(day)) boundaries.push([day, track]);
          }
        }
      }
      boundaries.sort((a, b) => a[0] - b[0]);
      this._boundaryDays = boundaries.map((boundary) => boundary[0]);
      this._boundaryTracks = boundaries.map((boundary) => boundary[1]);
    },

    _makePath(track) {
      if (track.path) return;
      const pane = this.options.pane(track.features[0]);
      const kind = track.geometry.type;
      /* Polygons are not simplified: neighbours would no longer share their edges. */
      const smoothFactor = kind.endsWith("Polygon") ? 0 : 1;
      const renderer = this.options.renderer(pane);
      const Shape = this.options.shape?.(track.features[0]) ?? SHAPES[kind.replace("Multi", "")];
      this._renderers.add(renderer);
      track.path = new Shape(latLngs(track.geometry), { pane, smoothFactor, renderer });
      track.path.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.fire("featureclick", { feature: track.now, latlng: event.latlng });
      });
    },

    _restyle(tracks, map) {
      for (const track of tracks) {
        track.now = track.at(this._day);
        this._count(track);
        const visible = track.now && this._shown.has(track.now.layer);
        const style = visible ? this.options.style(track.now, this._day) : null;
        const { path } = track;
        if (!style) {
          path.removeFrom(map);
          continue;
        }
        if (style.radius) path.setRadius(style.radius);
        if (map.hasLayer(path)) path.setStyle(style);
        else L.Util.setOptions(path, style) && path.addTo(map);
      }
    },

    /* Keep `counts`, {layer: {all, nominal}}, to the features valid on the day. */
    _count(track) {
      const { now } = track;
      const valid = now && this._day < now.to ? now : null;
      if (valid === track.counted) return;
      for (const [feature, by] of [[track.counted, -1], [valid, 1]]) {
        if (!feature) continue;
        const count = (this.counts[feature.layer] ??= { all: 0, nominal: 0 });
        count.all += by;
        if (feature.nominal) count.nominal += by;
      }
      track.counted = valid;
    },

    _flush() {
      for (const renderer of this._renderers) renderer.flush?.();
    },
  });

  window.AtlasTime = { CellCanvas, NEVER, TimeLayer, toDay, toIso };
})();
