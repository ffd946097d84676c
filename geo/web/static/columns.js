/* Features and geometries as the map draws them, from the columns and digits as which they
 * are sent: see geo/web/columns.py and `packed` in geo/web/geometries.py. */
const AtlasColumns = (function () {
  "use strict";

  const { toIso } = AtlasTime;

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DEGREES = 1e4; /* whole numbers of a packed geometry that make a degree */
  const [HERE, STAGE] = ["-", "."]; /* names that are what stands beside them */

  const [BITS, MORE] = [5, 32]; /* of a digit; it has this too where another follows */
  const VALUES = new Uint8Array(128); /* by the code of a digit */
  for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

  /**
   * Vertices from the digits of the steps between them.
   * @param {string} text
   */
  function walked(text) {
    /** @type {[number, number][]} */
    const spots = [];
    let [x, y, double, shift, across] = [0, 0, 0, 0, true];
    for (let i = 0; i < text.length; i++) {
      const value = VALUES[text.charCodeAt(i)];
      double |= (value % MORE) << shift;
      shift += BITS;
      if (value >= MORE) continue;
      const step = double & 1 ? -(double + 1) / 2 : double / 2;
      if (across) x += step;
      else spots.push([x / DEGREES, (y += step) / DEGREES]);
      double = shift = 0;
      across = !across;
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

  /** @typedef {Record<string, any[]>} Columns of a layer */

  /**
   * The days of rows: each starts some days after the one before it.
   * @param {any[]} rows
   * @param {Columns} columns
   */
  function addDays(rows, { from: steps, lasts, seen }) {
    let start = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const first = steps[i] === null ? 0 : (start += steps[i]);
      const long = lasts ? lasts[i] : "";
      row.from = steps[i] === null ? -Infinity : first;
      row.to = long === null ? Infinity : first + (long === "" ? 1 : long);
      if (seen && seen[i] !== "") row.seen = (long === null ? first : row.to) - seen[i];
    }
  }

  /** @type {Map<Day, Iso>} of names, where they recur */
  const written = new Map();

  /** @param {Day} day */
  function dayText(day) {
    const text = written.get(day) ?? toIso(day);
    written.set(day, text);
    return text;
  }

  /**
   * A name with what stands beside it.
   * @param {string} name
   * @param {any} row
   */
  function whole(name, { place, inherited, agreement, from }) {
    if (name !== STAGE && !name.endsWith("-")) return name;
    const day = dayText(from);
    if (name === HERE) return `${inherited ?? place}-${day}`;
    if (name === STAGE) return `${agreement}.${day}`;
    return name + day;
  }

  /**
   * The features of a layer.
   * @param {string} layer
   * @param {Columns} columns
   * @param {(at: any) => string} placeAt the id of a place
   * @param {Map<any, number>} dots geometries of places, by where these stand
   * @returns {Feature[]}
   */
  function rowsOf(layer, { from, lasts, seen, geometry: geometries, ...columns }, placeAt, dots) {
    const rows = geometries.map((at, i) => {
      const geometry = at === "" ? dots.get(columns.place[i]) : at;
      return /** @type {any} */ ({ layer, geometry });
    });
    for (const [name, values] of Object.entries(columns)) {
      const isPlace = name === "place" || name === "inherited";
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value === "") continue;
        rows[i][name] = isPlace ? placeAt(value) : name === "places" ? value.map(placeAt) : value;
      }
    }
    if (from) addDays(rows, { from, lasts, seen });
    for (const name of ["id", "claim"]) {
      if (columns[name]) for (const row of rows) if (row[name]) row[name] = whole(row[name], row);
    }
    return rows;
  }

  /**
   * Features from the columns of their layers.
   * @param {Record<string, Columns>} tables
   * @param {Pick<Place, "id">[]} places
   */
  function featuresOf(tables, places) {
    const { place = [], geometry = [] } = tables.places ?? {};
    const dots = new Map(place.map((at, i) => [at, geometry[i]]));
    const placeAt = (/** @type {any} */ at) => places[at]?.id ?? at;
    return Object.entries(tables).flatMap(([layer, columns]) => rowsOf(layer, columns, placeAt, dots));
  }

  /**
   * Have data hold geometries and features as the map draws them, however they were sent.
   * @param {AtlasData} data
   */
  function unpack(data) {
    if (data.packed) data.geometries = data.packed.map(unpacked);
    if (!data.tables) return;
    data.features = featuresOf(data.tables, data.places);
    /* Events are known by their number. */
    data.features.filter(({ layer }) => layer === "events").forEach((event, i) => (event.id = String(i)));
  }

  return { DEGREES, featuresOf, unpack, unpacked };
})();
