/* Ground: the rings of a cell as one layer. */
const AtlasGround = (function () {
  "use strict";

  const { Attack, TEETH } = AtlasPaint;

  const ATTACKS = "atlas-attacks";
  const WORLD_PX = 256; /* across the whole Earth at zoom 0 */
  const NOTHING = "M0 0"; /* the path of what lies out of sight */

  /**
   * Corners on the Earth laid flat, across and down by turns: px at zoom 0.
   * @param {L.LatLngTuple[]} ring east and north of each corner
   */
  function flattened(ring) {
    const flat = new Float64Array(2 * ring.length);
    ring.forEach(([lng, lat], i) => {
      flat[2 * i] = (lng / 360 + 0.5) * WORLD_PX;
      flat[2 * i + 1] = (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * WORLD_PX;
    });
    return flat;
  }

  /* A ring of a cell. A map has a thousand of them: each is laid flat once, and drawn
   * without what Leaflet makes of every corner. */
  class CellRing extends L.Path {
    /** @param {L.LatLngTuple[][][]} coordinates @param {L.PathOptions & {ring: string}} options */
    constructor(coordinates, options) {
      super();
      L.Util.setOptions(this, { fill: true, ...options });
      this._coordinates = coordinates;
      /** @type {Float64Array[] | undefined} */
      this._flat = undefined;
    }

    /** @param {L.Map} map */
    attach(map) {
      this._map = map;
      this.beforeAdd?.(map);
      this.onAdd(map);
    }

    /** @param {L.Map} map */
    detach(map) {
      this.onRemove(map);
    }

    getBounds() {
      return L.latLngBounds(this._coordinates.flat(2).map(([lng, lat]) => [lat, lng]));
    }

    _project() {}

    _updateBounds() {}

    _update() {
      if (this._map) this._renderer._setPath(this, this._outline(this._renderer._bounds));
    }

    /** @param {L.Bounds} sight px of Leaflet's layers */
    _outline(sight) {
      const [min, max] = [sight.getTopLeft(), sight.getBottomRight()];
      this._flat ??= this._coordinates.flat().map(flattened);
      const scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const origin = this._map.getPixelOrigin();
      let path = "";
      for (const flat of this._flat) {
        /** @type {number[]} */
        const ring = [];
        let [left, top, right, low] = [Infinity, Infinity, -Infinity, -Infinity];
        for (let i = 0; i < flat.length; i += 2) {
          const x = Math.round(flat[i] * scale) - origin.x;
          const y = Math.round(flat[i + 1] * scale) - origin.y;
          const last = ring.length - 2;
          if (ring[last] === x && ring[last + 1] === y) continue;
          ring.push(x, y);
          if (x < left) left = x;
          if (x > right) right = x;
          if (y < top) top = y;
          if (y > low) low = y;
        }
        if (right < min.x || left > max.x || low < min.y || top > max.y) continue;
        const whole = left >= min.x && right <= max.x && top >= min.y && low <= max.y;
        path += lineOf(whole ? ring : cut(ring, sight));
      }
      return path || NOTHING;
    }
  }

  /** @param {number[]} ring across and down by turns @param {L.Bounds} sight */
  function cut(ring, sight) {
    const corners = [];
    for (let i = 0; i < ring.length; i += 2) corners.push(L.point(ring[i], ring[i + 1]));
    return L.PolyUtil.clipPolygon(corners, sight, true).flatMap(({ x, y }) => [x, y]);
  }

  /** @param {number[]} ring across and down by turns */
  function lineOf(ring) {
    let path = "";
    for (let i = 0; i < ring.length; i += 2) path += `${i ? "L" : "M"}${ring[i]} ${ring[i + 1]}`;
    return path && `${path}z`;
  }

  /* The rings of a cell: one path each, styled together by the option `rings`, and by the
   * option `teeth` what tells that its place is under attack. */
  class Ground extends L.FeatureGroup {
    /** @type {L.CircleMarker | undefined} */
    _attack;

    /** @param {{ring: string, coordinates: any}[]} parts @param {L.PathOptions} options */
    constructor(parts, options) {
      super(parts.map(({ ring, coordinates }) => new CellRing(coordinates, { ...options, ring })));
    }

    /** @override @param {L.Map} map */
    onAdd(map) {
      const { rings, teeth } = /** @type {PathStyle} */ (this.options);
      if (rings) this.setStyle({ rings, teeth });
      this._rings((ring) => ring.attach(map));
      return this;
    }

    /** @override @param {L.Map} map */
    onRemove(map) {
      this._attack?.remove();
      this._rings((ring) => ring.detach(map));
      return this;
    }

    /** @param {(ring: CellRing) => void} act */
    _rings(act) {
      this.eachLayer((layer) => act(/** @type {CellRing} */ (layer)));
    }

    /** @override @param {PathStyle} style */
    setStyle({ rings = {}, teeth }) {
      this._showAttack(teeth ?? null);
      this._rings((path) => {
        const { ring } = /** @type {{ring: string}} */ (path.options);
        const style = rings[ring] ?? rings.core; /* of a corner */
        if (!style || path.options.fillColor === style.fillColor) return;
        L.Util.setOptions(path, style);
        /* Leaflet would set every attribute anew, for each ring of each cell. */
        path._path?.setAttribute("fill", String(style.fillColor));
        path._path?.setAttribute("stroke", String(style.color));
      });
      return this;
    }

    /** @returns {{at: L.LatLng, reach: number} | null} where teeth are drawn, px */
    attackAt() {
      if (!this._attack || !this._map?.hasLayer(this._attack)) return null;
      return { at: this._attack.getLatLng(), reach: this._attack.getRadius() + TEETH.long };
    }

    /** @param {Teeth | null} teeth */
    _showAttack(teeth) {
      if (!teeth) {
        this._attack?.remove();
        return;
      }
      const { at, radius, from, ink, halo } = teeth;
      const look = { radius, from, fillColor: ink, fillOpacity: 1, color: halo, weight: 0.6 };
      this._attack ??= new Attack(at, /** @type {any} */ ({ pane: ATTACKS, interactive: false }));
      L.Util.setOptions(this._attack, look);
      this._attack.setRadius(radius);
      if (!this._map) return;
      this._attack.addTo(this._map);
      this._attack.setStyle(look);
    }
  }

  return { CellRing, Ground };
})();
