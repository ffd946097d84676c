/* Fronts of a day, drawn as smooth lines on a band as wide as what is not known, which
 * fade out where they end in the open. */
const AtlasFronts = (function () {
  "use strict";

  const { DEGREES } = AtlasColumns;

  const METRES_PER_PIXEL = 156543.034; /* at zoom 0, on the equator */
  const LAYER = "front_lines";
  const LINES = "atlas-fronts"; /* their panes */
  const BANDS = "atlas-bands";
  const FADE_KM = 30; /* over so much of its end a front fades */
  const FADE_PX = 40; /* and over no more than this */
  const LONE_KM = 90; /* a front that is open at both its ends is at least so long */
  const MOST_BAND_PX = 26; /* more would hide what lies near a front */
  const FADES = [0.66, 0.38, 0.16]; /* its opacity from there to the very end */
  const SHARES = [1, ...FADES];
  const STRAY = 1.4; /* of half a band: a corner is cut no farther off */
  const KM_PER_DEGREE = 111.2;

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
   * @param {number} [most] km from a corner to where it is cut
   * @returns {Spot[]}
   */
  function smooth(line, most = Infinity, times = 2) {
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
      const share = Math.min(0.25, most / apart(a, b));
      cut.push(at(share), at(1 - share));
    }
    cut.push(ring ? cut[0] : last);
    return smooth(cut, most, times - 1);
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
   * @param {number} [most] km that fade
   * @returns {{faded: Spot[][], rest: Spot[]}} the faintest part first
   */
  function fadedStart(line, most = FADE_KM) {
    const step = Math.min(most, lengthOf(line) / 2) / FADES.length;
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
   * @property {L.Polyline} knots what rounds that band where it meets another
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
      const make = (/** @type {string} */ pane, /** @type {L.PolylineOptions} */ style = {}) =>
        new L.Polyline([], { pane, renderer: renderers.of(pane), ...style, interactive: false }).addTo(map);
      /** @type {Record<string, DrawnKind>} */
      this._lines = {};
      for (const kind of fronts.kinds) {
        const bands = SHARES.map(() => make(BANDS, { lineCap: "butt" }));
        const strokes = SHARES.map(() => make(LINES));
        this._lines[kind] = { bands, knots: make(BANDS), strokes, edges: [], ends: [] };
      }
      this._most = Infinity; /* km from a corner to where it is cut */
      this._fade = FADE_KM; /* km */
      this._map = map;
      map.on("zoomend", () => this._fit());
      this.paint();
      this._fit();
    }

    /* Paint bands and lines as the map is painted. */
    paint() {
      const { colours, lines } = this.atlas.data;
      for (const [kind, { bands, knots, strokes }] of Object.entries(this._lines)) {
        const { opacity = 1, ...line } = lines[kind];
        knots.setStyle({ color: colours.halo, opacity: 1 });
        SHARES.forEach((share, i) => {
          bands[i].setStyle({ color: colours.halo, opacity: share });
          strokes[i].setStyle({ ...line, opacity: opacity * share });
        });
      }
    }

    /* The band is as wide as what is not known of where a front runs; smoothed, the line
     * stays on it, so that no ground lies on the wrong side of both. */
    _fit() {
      const metres = (METRES_PER_PIXEL * Math.cos((29 * Math.PI) / 180)) / 2 ** this._map.getZoom();
      const wide = (1000 * this.atlas.data.fronts.band_km) / metres;
      const weight = Math.min(Math.max(wide, 4), MOST_BAND_PX);
      for (const { bands, knots } of Object.values(this._lines)) {
        for (const band of [...bands, knots]) band.setStyle({ weight });
      }
      this._most = (STRAY * weight * metres) / 2000;
      this._fade = Math.min(FADE_KM, (FADE_PX * metres) / 1000);
      for (const kind of Object.values(this._lines)) kind.edges = [];
      this._drawn = [];
      this.draw();
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
      const ends = this._openEnds(Object.values(edges).flat());
      for (const [kind, lines] of Object.entries(edges)) edges[kind] = this._withoutStubs(lines, ends);
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
      const met = whole.flatMap((line) => [line[0], line[line.length - 1]]);
      const knots = met.filter((end) => !this._closed.has(key(end))).map((end) => [end, end]);
      kind.knots.setLatLngs(/** @type {Spot[][]} */ (knots).map(turned));
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
      return [...edges].map(([id, lines]) => ({
        id,
        lines: joined(lines).map((line) => smooth(line, this._most)),
      }));
    }

    /**
     * Fronts of another day in the parts in which they are drawn beside those of this one.
     * @param {Spot[][]} edges
     */
    beside(edges) {
      const now = Object.values(this._lines).flatMap((kind) => kind.edges);
      const { whole, faded } = this._parts(edges, this._openEnds([...edges, ...now]));
      return [whole, ...faded].map((lines) => lines.map(turned));
    }

    /**
     * Fronts of a kind without those that leave another one for the open, and end there
     * before they are as long as their band is wide.
     * @param {Spot[][]} lines
     * @param {Set<number>} open where fronts of all kinds end
     */
    _withoutStubs(lines, open) {
      const stubs = joined(lines).filter((chain) => {
        const ends = [chain[0], chain[chain.length - 1]].map(key);
        const free = ends.filter((end) => open.has(end)).length === 1;
        const meets = ends.every((end) => !this._closed.has(end));
        return free && meets && lengthOf(chain) < this.atlas.data.fronts.band_km;
      });
      if (!stubs.length) return lines;
      const spots = new Set(stubs.flat().map(key));
      return lines.filter((line) => !line.every((spot) => spots.has(key(spot))));
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
        let line = smooth(chain, this._most);
        for (let end = 0; end < 2; end++) {
          if (open.has(key(line[0]))) {
            const parts = fadedStart(line, this._fade);
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

  return { Fronts, SHARES, fadedStart, joined, linesOf, smooth };
})();
