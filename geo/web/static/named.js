/* Names of lines along themselves, at sea and between camps, of waters within themselves, and
 * the line that is chosen, with what is to be said of it. What signs and lines cover is known here too. */
const AtlasNamed = (function () {
  "use strict";

  const { fillIn, node } = AtlasPaint;
  const { leader } = AtlasLabels;
  const { ALL_ROUND, spotsAround } = AtlasSpots;
  const { folded, roomFor, written, writtenInTwo } = AtlasRows;
  const { distance, halfway, lengthOf, nearestOf } = AtlasFlat;

  const SIGN_PX = 7;
  const FINE_PX = 1.5; /* finer bends of a line matter to no name */
  const AGREED_ZOOM = 5; /* from it on agreed lines are named, from the other every line */
  const EVERY_ZOOM = 6.5;
  const HOME = "libya"; /* whose agreed lines are named even where they are short */
  const OFFS = [8, 14, 20, 28, 36, 45, 54, 65, 76, 100, 128]; /* px between a line and a name beside it */
  const AWAY_PX = 60; /* so far off its line a name is as bad as on a thin line, see `Space` */
  /* What it costs to stand in two rows, on a coast, on a water that has a name, on land. */
  const COST = { folded: 0.3, coast: 1, water: 2.2, land: 1 };
  const ROADS = "routes"; /* their layer */
  const AGREED = "line"; /* the look of a line at sea that no name breaks off */
  const END_PX = 14; /* the letter at an end of a line */

  /** @typedef {InstanceType<typeof AtlasSpace.Space>} Space */
  /** @typedef {InstanceType<typeof AtlasLabels.LabelLayer>} Labels */
  /** @typedef {{now: Feature, geometry: DrawnGeometry}} Drawn */

  /** @param {any} geometry @returns {[number, number][][]} its lines or rings, as lon and lat */
  function partsOf({ type, coordinates }) {
    if (type === "LineString") return [coordinates];
    if (type === "MultiLineString" || type === "Polygon") return coordinates;
    return type === "MultiPolygon" ? coordinates.flat() : [];
  }

  /** @typedef {{text: string, style: string}} Row */

  class Named {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.map = atlas.map;
    }

    /**
     * Take what lies on the map already: boxes, signs, lines.
     * @param {Space} space
     */
    fill(space) {
      const { map, atlas } = this;
      const off = map.containerPointToLayerPoint([0, 0]);
      space.take(...atlas.frame.covered().map((box) => ({ ...box, x: box.x + off.x, y: box.y + off.y })));
      for (const { now, path } of atlas.time.drawn()) {
        const isSign = now?.kind === "Point" && now.layer !== "places";
        const sign = isSign ? path.getLatLng() : path.signAt?.();
        if (sign) space.takeSign(this._boxAround(sign, SIGN_PX));
        const attack = path.attackAt?.();
        if (attack) space.takeSign(this._boxAround(attack.at, attack.reach));
      }
      space.takeLine(atlas.inset?.outline() ?? [], "thin");
      for (const { rings, faint } of atlas.layerSet.outlines()) {
        if (faint) for (const ring of rings) space.takeLine([...ring, ring[0]], "faint");
        else space.takeLand(rings);
      }
      for (const { geometry } of this._waters()) {
        const rings = this._parts(geometry);
        space.takeWater(rings);
        for (const ring of rings) space.takeLine(ring, "edge");
      }
      const drawn = this._drawn((layer) => layer.geometry === "line" || layer.subject === "agreements");
      const seen = drawn.filter(({ now }) => now.scope !== "line"); /* it lies unseen on a line at sea */
      for (const { now, geometry } of [...seen, ...atlas.timeline.comparison.gone()]) {
        for (const part of this._parts(geometry)) space.takeLine(part, this._isThin(now) ? "thin" : "firm");
      }
    }

    _waters() {
      return this._drawn((layer) => layer.subject === "sea" && layer.geometry === "area");
    }

    /** @param {Feature} now @returns {boolean} whether a line breaks off under a name */
    _isThin(now) {
      if (now.layer === ROADS) return true;
      const { looks, sea } = this.atlas;
      return looks.layer(now.layer).subject === "sea" && now.look !== AGREED && !sea.isChosen(now);
    }

    /** @param {L.LatLngExpression} at @param {number} reach px @returns {Box} */
    _boxAround(at, reach) {
      const { x, y } = this.map.latLngToLayerPoint(at);
      return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
    }

    /**
     * What is drawn of some layers.
     * @param {(layer: Partial<DataLayer>) => boolean} wanted
     * @returns {Drawn[]}
     */
    _drawn(wanted) {
      const { time, looks } = this.atlas;
      const found = [];
      for (const { now, geometry } of time.drawn()) {
        if (now && wanted(looks.layer(now.layer))) found.push({ now, geometry });
      }
      return found;
    }

    /** @param {DrawnGeometry} geometry @returns {XY[][]} no finer than it is seen */
    _parts(geometry) {
      const { map } = this;
      const { x: left, y: top } = map.getPixelOrigin();
      const scale = 256 * 2 ** map.getZoom();
      return partsOf(geometry).map((part) => {
        /** @type {XY[]} */
        const kept = [];
        let [lastX, lastY] = [Infinity, Infinity];
        for (const [i, [lng, lat]] of part.entries()) {
          const x = ((lng + 180) / 360) * scale - left;
          const y = (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * scale - top;
          const near = Math.abs(x - lastX) < FINE_PX && Math.abs(y - lastY) < FINE_PX;
          if (near && i < part.length - 1) continue;
          kept.push({ x, y });
          [lastX, lastY] = [x, y];
        }
        return kept;
      });
    }

    /**
     * Name the line that is chosen, then fronts, lines at sea and waters.
     * @param {Space} space
     * @param {Labels} labels
     * @returns {HTMLElement[]}
     */
    draw(space, labels) {
      const { sea } = this.atlas;
      const lines = this._drawn((layer) => layer.subject === "sea" && layer.geometry === "line");
      const chosen = lines.filter(({ now }) => sea.isChosen(now));
      const zoom = this.map.getZoom();
      const agreed = (/** @type {Drawn} */ { now }) => now.look === AGREED;
      const home = (/** @type {Drawn} */ { now }) => Boolean(now.states?.includes(HOME));
      const named = lines
        .filter((line) => !chosen.includes(line) && line.now.name)
        .filter((line) => zoom >= EVERY_ZOOM || (agreed(line) && zoom >= AGREED_ZOOM))
        .sort((a, b) => Number(agreed(b)) - Number(agreed(a)) || Number(home(b)) - Number(home(a)));
      const waters = this._waters();
      return [
        ...chosen.flatMap((line) => this._chosen(line, space, labels)),
        ...this._fronts(space, labels),
        ...named.flatMap((line) => this._line(line, agreed(line) && home(line), space, labels)),
        ...waters.flatMap((water) => this._water(water, space, labels)),
      ];
    }

    /**
     * @param {Drawn} line
     * @param {boolean} anyway whether its name stands beside it where it is too short
     * @param {Space} space
     * @param {Labels} labels
     */
    _line({ now, geometry }, anyway, space, labels) {
      const name = { text: now.name?.[this.atlas.language] ?? "", style: "line" };
      return this._along(name, this._parts(geometry), anyway, space, labels);
    }

    /**
     * Name the fronts of the day that have a name.
     * @param {Space} space
     * @param {Labels} labels
     */
    _fronts(space, labels) {
      const { layerSet, data, language } = this.atlas;
      return layerSet.namedFronts().flatMap(({ id, lines }) => {
        const parts = this._parts({ type: "MultiLineString", coordinates: lines });
        return this._along(
          { text: data.fronts.names[id][language], style: "front" },
          parts,
          true,
          space,
          labels,
        );
      });
    }

    /**
     * A name along the first of some lines that has room for it, the longest first.
     * @param {Row} name
     * @param {XY[][]} lines
     * @param {boolean} anyway whether it stands beside the longest where all are too short
     * @param {Space} space
     * @param {Labels} labels
     */
    _along({ text, style }, lines, anyway, space, labels) {
      const size = labels.size(text, style);
      const parts = lines.sort((a, b) => lengthOf(b) - lengthOf(a));
      for (const part of parts) {
        const spot = space.along(this._inSight(part, space.bounds), size);
        if (!spot) continue;
        space.take(...spot.boxes);
        return [labels.element(text, style, { ...spot.at, ...size }, spot.turn)];
      }
      if (!anyway) return [];
      const inTwo = roomFor(
        folded(text).map((row) => ({ text: row, style })),
        labels,
      );
      return this._beside(parts[0], { style, sizes: [size, inTwo] }, space, (box) => [
        box.height > size.height
          ? writtenInTwo({ text, style }, box, labels)
          : labels.element(text, style, box),
      ]);
    }

    /**
     * The longest stretch of a line that is in sight.
     * @param {XY[]} points
     * @param {Box} bounds
     */
    _inSight(points, { x, y, width, height }) {
      /** @type {XY[]} */
      let longest = [];
      let [most, start] = [0, 0];
      for (let i = 0; i <= points.length; i++) {
        const at = points[i];
        if (at && at.x >= x && at.y >= y && at.x <= x + width && at.y <= y + height) continue;
        const stretch = points.slice(start, i);
        const long = lengthOf(stretch);
        if (long > most) [longest, most] = [stretch, long];
        start = i + 1;
      }
      return longest;
    }

    /**
     * A name beside the middle of a line, and what leads from there to it.
     * @param {XY[]} part
     * @param {{style: string, sizes: Size[]}} name in one row, or in more
     * @param {Space} space
     * @param {(box: Box) => HTMLElement[]} draw
     * @returns {HTMLElement[]}
     */
    _beside(part, { style, sizes }, space, draw) {
      const middle = halfway(part);
      const { bounds } = space;
      const seen = middle.x > bounds.x && middle.x < bounds.x + bounds.width;
      if (!seen || middle.y < bounds.y || middle.y > bounds.y + bounds.height) return [];
      const cost = (/** @type {Box} */ spot) =>
        distance(middle, spot) / AWAY_PX +
        COST.folded * Number(spot.height > sizes[0].height) +
        COST.coast * Number(space.crosses(spot, ["coast"])) +
        COST.water * Number(space.isOnWater(spot)) +
        COST.land * Number(style !== "front" && space.isOnLand(spot));
      const spots = sizes.flatMap((size) => spotsAround(middle, size, OFFS, ALL_ROUND));
      const free = space.reached(middle, spots, { cost });
      const crossing = { lines: true, over: true };
      const must = style === "chosen";
      const box = free ?? (must ? (space.first(spots) ?? space.reached(middle, spots, crossing)) : null);
      if (!box) return [];
      space.take(box);
      const end = nearestOf(middle, box);
      if (Math.hypot(end.x - middle.x, end.y - middle.y) <= OFFS[0]) return draw(box);
      space.takeLine([middle, end], "lead");
      return [leader(middle, box, style), ...draw(box)];
    }

    /**
     * The line that is chosen: its name, its day, how it stands, and its ends.
     * @param {Drawn} line
     * @param {Space} space
     * @param {Labels} labels
     */
    _chosen({ now, geometry }, space, labels) {
      const rows = [
        { text: now.name?.[this.atlas.language] ?? "", style: "chosen" },
        { text: this.atlas.longDate(now.from), style: "about" },
        { text: this._standing(now), style: "about" },
      ];
      const [part] = this._parts(geometry).sort((a, b) => lengthOf(b) - lengthOf(a));
      const ends = this._ends(now, part, space, labels);
      const name = { style: "chosen", sizes: [roomFor(rows, labels)] };
      const texts = this._beside(part, name, space, (box) => {
        const element = node("div", { class: "atlas-label-rows" });
        element.append(...written(rows, box, labels));
        return [element];
      });
      return [...ends, ...texts];
    }

    /** @param {Feature} line */
    _standing({ geometry, states = [] }) {
      const { texts, layerSet, data, language } = this.atlas;
      const agreement = layerSet.main
        .current()
        .find((other) => other.agreement && other.geometry === geometry);
      const names = states.map((id) => data.claimants.find((state) => state.id === id)?.name[language] ?? id);
      return agreement
        ? texts.standing[agreement.look]
        : fillIn(texts.claimed_by, { state: names.join(texts.comma) });
    }

    /**
     * @param {Feature} line
     * @param {XY[]} part
     * @param {Space} space
     * @param {Labels} labels
     */
    _ends({ ends }, part, space, labels) {
      if (!ends || part.length < 2) return [];
      return [
        [part[0], part[1], ends[0]],
        [part[part.length - 1], part[part.length - 2], ends[1]],
      ].map(([end, next, letter]) => {
        const [at, from] = /** @type {[XY, XY]} */ ([end, next]);
        const long = Math.hypot(at.x - from.x, at.y - from.y) || 1;
        const middle = {
          x: at.x + ((at.x - from.x) / long) * END_PX,
          y: at.y + ((at.y - from.y) / long) * END_PX,
        };
        const { width, height } = labels.size(String(letter), "chosen");
        const box = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
        space.take(box);
        return labels.element(String(letter), "chosen", box);
      });
    }

    /**
     * @param {Drawn} water
     * @param {Space} space
     * @param {Labels} labels
     */
    _water({ now, geometry }, space, labels) {
      const { texts, sea } = this.atlas;
      if (now.layer === sea.claimed && !sea.claimants.length) return [];
      const km2 = fillIn(texts.km2, { km2: Number(now.km2).toLocaleString("en") });
      const short = sea.statesOf(now).join(" – ");
      const rings = this._parts(geometry);
      for (const line of [sea.nameOf(now), short]) {
        const rows = [line, km2].map((each) => ({ text: each, style: "water" }));
        const box = space.within(rings, roomFor(rows, labels));
        if (!box) continue;
        space.take(box);
        return written(rows, box, labels);
      }
      return [];
    }
  }

  /**
   * Every name on the map, once it is added to it.
   * @param {AtlasMapView} atlas
   */
  function addNames(atlas) {
    const { data, language } = atlas;
    const named = new Named(atlas);
    const cuts = new AtlasCuts.Cuts(atlas.map);
    const entries = [...data.names, ...data.places.map((place) => ({ ...place, hideable: true }))];
    return new AtlasLabels.LabelLayer(entries, {
      pane: "atlas-names",
      fonts: data.fonts,
      reach: (entry) => atlas.looks.reach(entry),
      language,
      fill: (space) => named.fill(space),
      more: (space, labels) => named.draw(space, labels),
      cut: (boxes) => cuts.at(boxes),
      frontier: data.frontier,
    });
  }

  return { addNames };
})();
