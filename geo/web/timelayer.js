/* Draws valid-time features on a Leaflet map and follows a date.
 *
 * A feature is valid on days `from <= day < to`, days counted from 1970-01-01. Features
 * that share a geometry share one path (a *track*), so a geometry is sent and drawn once;
 * a change of date restyles only the tracks that have a boundary in between.
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

  class Track {
    constructor(geometry) {
      this.geometry = geometry;
      this.features = [];
      this.path = null;
      this.current = null;
    }

    /* The feature valid on a day whose layer is shown, or null. */
    at(day, shown) {
      for (let i = this.features.length - 1; i >= 0; i--) {
        const feature = this.features[i];
        if (feature.from <= day && day < feature.to) {
          if (shown.has(feature.layer)) return feature;
        }
      }
      return null;
    }
  }

  function latLngs(geometry) {
    const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };
    return L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth[geometry.type]);
  }

  const TimeLayer = L.Layer.extend({
    /* geometries: GeoJSON geometries; features: {layer, geometry (a position in
     * geometries), valid_from, valid_to, ...}; options.day and options.shown (layers) are
     * where it begins; options.style(feature) returns Leaflet path options or null,
     * options.pane(feature) the pane of its track, options.renderer(pane) its renderer. */
    initialize(geometries, features, options) {
      L.setOptions(this, options);
      this._day = options.day;
      this._shown = new Set(options.shown);
      this._tracks = geometries.map((geometry) => new Track(geometry));
      const boundaries = [];
      for (const feature of features) {
        feature.from = toDay(feature.valid_from);
        feature.to = feature.valid_to === null ? NEVER : toDay(feature.valid_to);
        this._tracks[feature.geometry].features.push(feature);
        boundaries.push([feature.from, feature.geometry]);
        if (feature.to !== NEVER) boundaries.push([feature.to, feature.geometry]);
      }
      boundaries.sort((a, b) => a[0] - b[0]);
      this._boundaryDays = boundaries.map((boundary) => boundary[0]);
      this._boundaryTracks = boundaries.map((boundary) => boundary[1]);
    },

    onAdd(map) {
      for (const track of this._tracks) this._makePath(track, map);
      this._restyle(this._tracks);
    },

    onRemove(map) {
      for (const track of this._tracks) if (track.path) track.path.removeFrom(map);
    },

    day() {
      return this._day;
    },

    setDay(day) {
      if (day === this._day) return;
      const before = upperBound(this._boundaryDays, Math.min(day, this._day));
      const after = upperBound(this._boundaryDays, Math.max(day, this._day));
      this._day = day;
      const touched = new Set();
      for (let i = before; i < after; i++) touched.add(this._boundaryTracks[i]);
      this._restyle([...touched].map((i) => this._tracks[i]));
    },

    isShown(layer) {
      return this._shown.has(layer);
    },

    setShown(layer, on) {
      if (on) this._shown.add(layer);
      else this._shown.delete(layer);
      this._restyle(this._tracksOf(layer));
    },

    /* Every feature valid on the day whose layer is shown. */
    current() {
      return this._tracks.map((track) => track.current).filter(Boolean);
    },

    /* Style a layer's tracks anew, after something outside changed how they look. */
    refresh(layer) {
      this._restyle(this._tracksOf(layer));
    },

    _tracksOf(layer) {
      const has = (track) => track.features.some((feature) => feature.layer === layer);
      return this._tracks.filter(has);
    },

    _makePath(track, map) {
      const first = track.features[0];
      if (!first) return;
      const pane = this.options.pane(first);
      const kind = track.geometry.type;
      /* Polygons are not simplified: neighbours would no longer share their edges. */
      const smoothFactor = kind.endsWith("Polygon") ? 0 : 1;
      const options = { pane, smoothFactor, renderer: this.options.renderer(pane) };
      if (kind === "Point") {
        const [lng, lat] = track.geometry.coordinates;
        track.path = L.circleMarker([lat, lng], options);
      } else if (kind.endsWith("LineString")) {
        track.path = L.polyline(latLngs(track.geometry), options);
      } else {
        track.path = L.polygon(latLngs(track.geometry), options);
      }
      track.path.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.fire("featureclick", { feature: track.current, latlng: event.latlng });
      });
    },

    _restyle(tracks) {
      for (const track of tracks) {
        if (!track.path) continue;
        track.current = track.at(this._day, this._shown);
        const style = track.current && this.options.style(track.current);
        if (!style) {
          track.path.removeFrom(this._map);
          continue;
        }
        track.path.setStyle(style);
        if (style.radius) track.path.setRadius(style.radius);
        if (!this._map.hasLayer(track.path)) track.path.addTo(this._map);
      }
    },
  });

  window.AtlasTime = { TimeLayer, toDay, toIso };
})();
