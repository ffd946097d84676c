/* Ground and fronts: the rings of a cell as one layer, and the fronts of a day drawn as
 * smooth lines that fade out where they end in the open. */
const AtlasGround = (function () {
  "use strict";

  const { Attack, TEETH } = AtlasPaint;

  const METRES_PER_PIXEL = 156543.034; /* at zoom 0, on the equator */
  const LAYER = "front_lines";
  const LINES = "atlas-fronts"; /* their pane */
  const ATTACKS = "atlas-attacks";
  const FADE_KM = 30; /* over so much of its end a front fades */
  const LONE_KM = 90; /* a front that is open at both its ends is at least so long */
  const MOST_BAND_PX = 26; /* more would hide what lies near a front */
  const BAND_OPACITY = 0.5;
  const FADES = [0.66, 0.38, 0.16]; /* its opacity from there to the very end */
  const SHARES = [1, ...FADES];
  const KM_PER_DEGREE = 111.2;

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

  /** @typedef {[number, number]} Spot longitude and latitude */

  /** @param {Spot} spot @returns {number} the same for spots drawn at one place */
  const key = ([x, y]) => Math.round(x * DEGREES) * 1e7 + Math.round(y * DEGREES);

  /**
   * Lines joined where just two of them meet.
   * @param {Spot[][]} lines
   * @returns {Spot[][]}
   */
  function joined(lines) {
    /** @type {Map<number, number[]>} */
    const meeting = new Map();
    lines.forEach((line, i) => {
      for (const end of [line[0], line[line.length - 1]]) {
        const at = key(end);
        if (!meeting.has(at)) meeting.set(at, []);
        meeting.get(at)?.push(i);
      }
    });
    const used = new Set();
    /** @param {Spot[]} chain */
    const extend = (chain) => {
      for (;;) {
        const end = chain[chain.length - 1];
        const here = meeting.get(key(end)) ?? [];
        const next = here.length === 2 ? here.find((i) => !used.has(i)) : undefined;
        if (next === undefined) return chain;
        used.add(next);
        const line = lines[next];
        chain.push(...(key(line[0]) === key(end) ? line.slice(1) : line.slice(0, -1).reverse()));
      }
    };
    return lines.flatMap((line, i) => {
      if (used.has(i)) return [];
      used.add(i);
      return [extend(extend([...line]).reverse())];
    });
  }

  /**
   * A line whose corners are cut, by Chaikin's method; its ends stay.
   * @param {Spot[]} line
   * @returns {Spot[]}
   */
  function smooth(line, times = 2) {
    if (times === 0 || line.length < 3) return line;
    const first = line[0];
    const last = line[line.length - 1];
    const ring = key(first) === key(last);
    /** @type {Spot[]} */
    const cut = ring ? [] : [first];
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i], line[i + 1]];
      const at = (/** @type {number} */ share) =>
        /** @type {Spot} */ ([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
      cut.push(at(0.25), at(0.75));
    }
    cut.push(ring ? cut[0] : last);
    return smooth(cut, times - 1);
  }

  /** @param {any} geometry @returns {Spot[][]} */
  const linesOf = ({ type, coordinates }) => (type === "LineString" ? [coordinates] : coordinates);

  /** @param {Spot} a @param {Spot} b */
  const apart = (a, b) =>
    KM_PER_DEGREE * Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]);

  /** @param {Spot[]} line @returns {number} km */
  const lengthOf = (line) => line.slice(1).reduce((sum, spot, i) => sum + apart(line[i], spot), 0);

  /**
   * A line from its start on: how much of it fades there, by parts of like length, and
   * the rest of it.
   * @param {Spot[]} line
   * @returns {{faded: Spot[][], rest: Spot[]}} the faintest part first
   */
  function fadedStart(line) {
    const step = Math.min(FADE_KM, lengthOf(line) / 2) / FADES.length;
    /** @type {Spot[][]} */
    const faded = [];
    let part = [line[0]];
    let left = step;
    let i = 1;
    while (i < line.length && faded.length < FADES.length) {
      const from = part[part.length - 1];
      const length = apart(from, line[i]);
      if (length < left) {
        part.push(line[i]);
        left -= length;
        i += 1;
        continue;
      }
      const share = left / length;
      /** @type {Spot} */
      const cut = [from[0] + (line[i][0] - from[0]) * share, from[1] + (line[i][1] - from[1]) * share];
      faded.push([...part, cut]);
      part = [cut];
      left = step;
    }
    return { faded, rest: [...part, ...line.slice(i)] };
  }

  /**
   * @typedef {object} DrawnKind fronts of a kind
   * @property {L.Polyline[]} bands its band and the ends of that, the faintest last
   * @property {L.Polyline[]} strokes the same of its line
   * @property {Spot[][]} edges what they show
   * @property {boolean[]} ends whether each end of each edge is open
   */

  class Fronts {
    /**
     * @param {AtlasMapView} atlas
     * @param {InstanceType<typeof AtlasTime.TimeLayer>} clock of the layers of the atlas
     * @param {{map: L.Map, renderers: {of(pane: string): L.Renderer}}} on the map they stand on
     */
    constructor(atlas, clock, { map, renderers } = atlas) {
      this.atlas = atlas;
      this._clock = clock;
      /** @type {(Feature | null)[]} the fronts that are drawn */
      this._drawn = [];
      const { fronts } = atlas.data;
      this._closed = new Set(fronts.closed.map(key));
      /* What lies beneath first: the band of each kind, then its line and its fading ends. */
      const make = (/** @type {L.PolylineOptions} */ style) =>
        new L.Polyline([], {
          pane: LINES,
          renderer: renderers.of(LINES),
          ...style,
          interactive: false,
        }).addTo(map);
      /** @type {Record<string, DrawnKind>} */
      this._lines = {};
      const bands = fronts.kinds.map(() => SHARES.map(() => make({ lineCap: "butt" })));
      fronts.kinds.forEach((kind, i) => {
        const strokes = SHARES.map(() => make({}));
        this._lines[kind] = { bands: bands[i], strokes, edges: [], ends: [] };
      });
      this._map = map;
      map.on("zoomend", () => this._fit());
      this.paint();
      this._fit();
      this.draw();
    }

    /* Paint bands and lines as the map is painted. */
    paint() {
      const { colours, lines } = this.atlas.data;
      for (const [kind, { bands, strokes }] of Object.entries(this._lines)) {
        const { opacity = 1, ...line } = lines[kind];
        SHARES.forEach((share, i) => {
          bands[i].setStyle({ color: colours.halo, opacity: BAND_OPACITY * share });
          strokes[i].setStyle({ ...line, opacity: opacity * share });
        });
      }
    }

    /* The band is as wide as what is not known of where a front runs. */
    _fit() {
      const metres = (METRES_PER_PIXEL * Math.cos((29 * Math.PI) / 180)) / 2 ** this._map.getZoom();
      const wide = (1000 * this.atlas.data.fronts.band_km) / metres;
      const weight = Math.min(Math.max(wide, 4), MOST_BAND_PX);
      for (const { bands } of Object.values(this._lines)) for (const band of bands) band.setStyle({ weight });
    }

    /* Draw the fronts of the day, if they are others. */
    draw() {
      const shown = this._clock.isShown(LAYER)
        ? [...this._clock.tracksOf(LAYER)].filter(({ now }) => now)
        : [];
      const same = shown.length === this._drawn.length && shown.every(({ now }, i) => now === this._drawn[i]);
      if (same) return;
      this._drawn = shown.map(({ now }) => now);
      /** @type {Record<string, Spot[][]>} */
      const edges = {};
      for (const { now, geometry } of shown) {
        (edges[String(this.atlas.looks.parts(String(now?.look)).line)] ??= []).push(...linesOf(geometry));
      }
      const open = this._openEnds(Object.values(edges).flat());
      for (const [kind, lines] of Object.entries(this._lines)) this._drawKind(lines, edges[kind] ?? [], open);
    }

    /**
     * Draw the fronts of a kind, if they are others: its band, its line and its faint ends.
     * @param {DrawnKind} kind
     * @param {Spot[][]} edges
     * @param {Set<number>} open where fronts end, but at the sea or a border
     */
    _drawKind(kind, edges, open) {
      const ends = edges.flatMap((line) => [line[0], line[line.length - 1]].map((end) => open.has(key(end))));
      const same =
        edges.length === kind.edges.length &&
        edges.every((line, i) => line === kind.edges[i]) &&
        ends.every((end, i) => end === kind.ends[i]);
      if (same) return;
      Object.assign(kind, { edges, ends });
      const { whole, faded } = this._parts(edges, open);
      for (const paths of [kind.bands, kind.strokes]) {
        [whole, ...faded].forEach((lines, i) => paths[i].setLatLngs(lines.map(turned)));
      }
    }

    /**
     * The fronts of the day that have a name: its id, and the lines that it names.
     * @returns {{id: string, lines: Spot[][]}[]}
     */
    named() {
      /** @type {Map<string, Spot[][]>} */
      const edges = new Map();
      for (const now of this._drawn) {
        if (!now?.front) continue;
        const there = edges.get(now.front) ?? [];
        edges.set(now.front, there);
        there.push(...linesOf(this.atlas.data.geometries[now.geometry]));
      }
      return [...edges].map(([id, lines]) => ({ id, lines: joined(lines).map((line) => smooth(line)) }));
    }

    /**
     * Where fronts end, but at the sea, at a border and at another front.
     * @param {Spot[][]} lines
     */
    _openEnds(lines) {
      /** @type {Map<number, number>} */
      const met = new Map();
      for (const line of lines) {
        for (const end of [line[0], line[line.length - 1]]) met.set(key(end), (met.get(key(end)) ?? 0) + 1);
      }
      return new Set([...met.keys()].filter((at) => met.get(at) === 1 && !this._closed.has(at)));
    }

    /**
     * Fronts of a kind in the parts in which they are drawn.
     * @param {Spot[][]} edges
     * @param {Set<number>} open where they end, but at the sea or a border
     */
    _parts(edges, open) {
      /** @type {Spot[][]} */
      const whole = [];
      /** @type {Spot[][][]} */
      const faded = FADES.map(() => []);
      for (const chain of joined(edges)) {
        const alone = open.has(key(chain[0])) && open.has(key(chain[chain.length - 1]));
        if (alone && lengthOf(chain) < LONE_KM) continue; /* a stroke in mid-desert tells nothing */
        let line = smooth(chain);
        for (let end = 0; end < 2; end++) {
          if (open.has(key(line[0]))) {
            const parts = fadedStart(line);
            parts.faded.forEach((part, i) => faded[FADES.length - 1 - i].push(part));
            line = parts.rest;
          }
          line = [...line].reverse();
        }
        whole.push(line);
      }
      return { whole, faded };
    }
  }

  /** @param {Spot[]} line @returns {[number, number][]} */
  const turned = (line) => line.map(([x, y]) => [y, x]);

  return { Fronts, Ground, fadedStart, joined, linesOf, smooth, unpacked };
})();
