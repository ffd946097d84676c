/* Ground: the rings of a cell as one layer, and geometries as the map draws them. */
const AtlasGround = (function () {
  "use strict";

  const { Attack, TEETH } = AtlasPaint;

  const ATTACKS = "atlas-attacks";
  const DEGREES = 1e4; /* whole numbers of a packed geometry that make a degree */

  /**
   * Vertices from the steps between them, see `packed` in geo/web/geometries.py.
   * @param {number[]} steps
   */
  function walked(steps) {
    let [x, y] = [0, 0];
    const spots = [];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      spots.push([x / DEGREES, y / DEGREES]);
    }
    return spots;
  }

  /** @type {Record<string, (packed: any) => any>} coordinates by the kind of a geometry */
  const UNPACK = {
    Point: (steps) => walked(steps)[0],
    LineString: walked,
    MultiLineString: (lines) => lines.map(walked),
    Polygon: (rings) => rings.map(walked),
    MultiPolygon: (parts) => parts.map((/** @type {any} */ rings) => rings.map(walked)),
  };

  /**
   * A geometry of the payload as the map draws it.
   * @param {any} packed its kind and steps, or of a cell the steps of each ring
   * @returns {DrawnGeometry}
   */
  function unpacked(packed) {
    if (Array.isArray(packed)) return { type: packed[0], coordinates: UNPACK[packed[0]](packed[1]) };
    const rings = Object.entries(packed).map(([ring, parts]) => ({
      ring,
      coordinates: UNPACK.MultiPolygon(parts),
    }));
    return { type: "MultiPolygon", coordinates: [], rings };
  }

  /* The rings of a cell: one path each, styled together by the option `rings`, and by the
   * option `teeth` what tells that its place is under attack. */
  class Ground extends L.FeatureGroup {
    /** @type {L.CircleMarker | undefined} */
    _attack;

    /** @param {{ring: string, latlngs: any}[]} parts @param {L.PolylineOptions} options */
    constructor(parts, options) {
      super(
        parts.map(({ ring, latlngs }) => new L.Polygon(latlngs, /** @type {any} */ ({ ...options, ring }))),
      );
    }

    /** @override @param {L.Map} map */
    onAdd(map) {
      const { rings, teeth } = /** @type {PathStyle} */ (this.options);
      if (rings) this.setStyle({ rings, teeth });
      return super.onAdd(map);
    }

    /** @override @param {L.Map} map */
    onRemove(map) {
      this._attack?.remove();
      return super.onRemove(map);
    }

    /** @override @param {PathStyle} style */
    setStyle({ rings = {}, teeth }) {
      this._showAttack(teeth ?? null);
      this.eachLayer((layer) => {
        const path = /** @type {any} */ (layer);
        const style = rings[path.options.ring] ?? rings.core; /* of a corner */
        if (!style || path.options.fillColor === style.fillColor) return;
        L.Util.setOptions(path, style);
        /* Leaflet would set every attribute anew, for each ring of each cell. */
        path._path?.setAttribute("fill", style.fillColor);
        path._path?.setAttribute("stroke", style.color);
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

  return { DEGREES, Ground, unpacked };
})();
