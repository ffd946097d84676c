/* The room on the map that names, signs, lines and boxes share: what lies where, and where a
 * name still finds room. All in px of Leaflet's layers. */
const AtlasSpace = (function () {
  "use strict";

  const { boxOf, grown, holds, lengths, meets, nearestOf, overlaps, pointAt, within } = AtlasFlat;

  const TRIES = 24; /* places along a line at which a name is tried */
  const AREA_TRIES = 20; /* the same across and down a water */
  const TILE_PX = 48; /* lines are looked for by tiles of this side */
  const STRAIGHT = 0.97; /* a stretch whose chord is shorter than this share is too bent */
  const BENT = 0.7; /* of a name's height: a stretch may stray so far from its chord */
  const NEAR_PX = 2; /* so near a name a thin line is broken off too */

  const CLEAR_PX = 8; /* what leads to a name begins so far from where that belongs */

  /** @typedef {"firm" | "thin" | "coast" | "edge" | "faint" | "lead"} Stroke
   * firm: no name lies on it; thin: one does where there is no room else, and it breaks off
   * there; coast: the same of land, and of borders; edge: of a water, which does not break off;
   * faint: one does anywhere, and it breaks off too; lead: it leads to a name */

  /** @type {Stroke[]} */
  const BROKEN = ["thin", "coast", "faint"];

  class Space {
    /** @param {Box} bounds what every name must stay within */
    constructor(bounds) {
      this.bounds = bounds;
      /** @type {Box[]} */
      this.boxes = [];
      /** @type {Box[]} those of them that are signs at a point */
      this.signs = [];
      /** @type {{rings: XY[][], box: Box}[]} waters that bear a pattern */
      this._waters = [];
      /** @type {{ring: XY[], box: Box}[]} */
      this._lands = [];
      /** @type {Map<string, {from: XY, to: XY, stroke: Stroke}[]>} stretches of lines, by the
       * tiles that they touch */
      this._tiles = new Map();
    }

    /** @param {...Box} boxes */
    take(...boxes) {
      this.boxes.push(...boxes);
    }

    /**
     * Take what stands at a point: a name of that point stands beside it.
     * @param {Box} box
     */
    takeSign(box) {
      this.take(box);
      this.signs.push(box);
    }

    /**
     * A box and the signs that lie on it.
     * @param {Box} box
     * @returns {Box}
     */
    withSigns(box) {
      const corners = [box, ...this.signs.filter((sign) => overlaps(sign, box))].flatMap(
        ({ x, y, width, height }) => [
          { x, y },
          { x: x + width, y: y + height },
        ],
      );
      return boxOf(corners);
    }

    /** @param {XY[][]} rings of a water that bears a pattern */
    takeWater(rings) {
      this._waters.push({ rings, box: boxOf(rings.flat()) });
    }

    /** @param {XY[][]} rings of land, whose coasts are lines too */
    takeLand(rings) {
      this._lands.push(...rings.map((ring) => ({ ring, box: boxOf(ring) })));
      for (const ring of rings) this.takeLine([...ring, ring[0]], "coast");
    }

    /** @param {Box} box @returns {boolean} whether the middle of a name there is land */
    isOnLand({ x, y, width, height }) {
      return this._landsAt({ x: x + width / 2, y: y + height / 2 }).length > 0;
    }

    /** @param {XY} point @returns {XY[]} the shore of the island there; the point, where none is drawn */
    islandAt(point) {
      const size = (/** @type {{box: Box}} */ { box }) => box.width * box.height;
      const [found] = this._landsAt(point).sort((a, b) => size(a) - size(b));
      return found?.ring ?? [point];
    }

    /** @param {XY} point */
    _landsAt(point) {
      const spot = { ...point, width: 0, height: 0 };
      return this._lands.filter(({ ring, box }) => holds(box, spot) && within(point, [ring]));
    }

    /** @param {Box} box @returns {boolean} whether a name there stands on a pattern */
    isOnWater(box) {
      return this.isOnShore(box) || this._watersAt(box).some(({ rings }) => within(box, rings));
    }

    /** @param {Box} box @returns {boolean} whether the edge of a pattern runs through a name there */
    isOnShore(box) {
      const edges = this._watersAt(box).flatMap(({ rings }) => rings.map((ring) => [...ring, ring[0]]));
      return edges.some((edge) => edge.some((point, i) => i > 0 && meets(edge[i - 1], point, box)));
    }

    /** @param {Box} box */
    _watersAt(box) {
      return this._waters.filter((water) => overlaps(water.box, box));
    }

    /** @param {XY[]} points @param {Stroke} [stroke] */
    takeLine(points, stroke = "firm") {
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1], points[i]];
        if (!meets(a, b, this.bounds)) continue;
        for (const tile of this._tilesOf(boxOf([a, b]))) {
          const there = this._tiles.get(tile);
          const stretch = { from: a, to: b, stroke };
          if (there) there.push(stretch);
          else this._tiles.set(tile, [stretch]);
        }
      }
    }

    /**
     * The tiles that a box touches, as far as it is within bounds.
     * @param {Box} box
     */
    _tilesOf({ x, y, width, height }) {
      const { bounds } = this;
      const [left, right] = [Math.max(x, bounds.x), Math.min(x + width, bounds.x + bounds.width)];
      const [top, low] = [Math.max(y, bounds.y), Math.min(y + height, bounds.y + bounds.height)];
      const tiles = [];
      for (let i = Math.floor(left / TILE_PX); i <= Math.floor(right / TILE_PX); i++) {
        for (let k = Math.floor(top / TILE_PX); k <= Math.floor(low / TILE_PX); k++) tiles.push(`${i} ${k}`);
      }
      return tiles;
    }

    /**
     * Whether any stretch of a line near a box matches.
     * @param {Box} box
     * @param {(a: XY, b: XY, stroke: Stroke) => boolean} matches
     */
    _someNear(box, matches) {
      return this._tilesOf(box).some((tile) =>
        this._tiles.get(tile)?.some(({ from, to, stroke }) => matches(from, to, stroke)),
      );
    }

    /**
     * Whether a box lies on nothing yet, but what belongs to `of`.
     * @param {Box} box
     * @param {{of?: string, lines?: boolean, thin?: boolean}} [but] whether it may lie on
     *   lines, or on thin ones
     */
    isFree(box, { of, lines = false, thin = false } = {}) {
      if (!holds(this.bounds, box)) return false;
      const others = this.boxes.filter((other) => of === undefined || other.of !== of);
      if (others.some((other) => overlaps(box, other))) return false;
      return lines || !this.crosses(box, thin ? ["firm", "lead"] : undefined);
    }

    /* Names that lie on lines which break off there, or next to them. */
    onThinLines() {
      return this._names().filter((box) => {
        const near = grown(box, NEAR_PX);
        return this._someNear(near, (a, b, stroke) => BROKEN.includes(stroke) && meets(a, b, near));
      });
    }

    /** @param {Box} box @param {Stroke[]} [strokes] the lines that count, by default all but faint ones */
    crosses(box, strokes = ["firm", "thin", "coast", "edge", "lead"]) {
      return this._someNear(box, (a, b, stroke) => strokes.includes(stroke) && meets(a, b, box));
    }

    /**
     * The first of the best of some spots that are free: rather of thin lines too.
     * @param {Box[]} spots
     * @param {{of?: string, lines?: boolean, fits?: (box: Box) => boolean, cost?: (box: Box) => number}}
     *   [how] of, lines: as for `isFree`; fits: whether it will do; cost: of a spot, where that of
     *   thin lines is 1, and of edges 2
     * @returns {Box | null}
     */
    first(spots, { of, lines, fits = () => true, cost = () => 0 } = {}) {
      /** @type {Box | null} */
      let best = null;
      let least = Infinity;
      for (const box of spots) {
        const price = cost(box);
        if (price >= least || !this.isFree(box, { of, lines, thin: true })) continue;
        const whole = price + (this.crosses(box) ? 1 + Number(this.crosses(box, ["edge"])) : 0);
        if (whole >= least || !fits(box)) continue;
        [best, least] = [box, whole];
        if (least === 0) break;
      }
      return best;
    }

    /**
     * The same of spots that are reached from a point: no name, dot or sign is in the way, nor
     * any line but thin ones.
     * @param {XY} point
     * @param {Box[]} spots
     * @param {{of?: string, lines?: boolean, over?: boolean, cost?: (box: Box) => number}} [how]
     *   as for `first`; over: lines may be in the way, but what leads to other names
     * @returns {Box | null}
     */
    reached(point, spots, { over = false, ...how } = {}) {
      const here = grown({ ...point, width: 0, height: 0 }, NEAR_PX);
      const others = this.boxes.filter(
        (box) => (box.of === undefined || box.of !== how.of) && !overlaps(here, box),
      );
      const fits = (/** @type {Box} */ box) =>
        !others.some((other) => meets(point, nearestOf(point, box), other)) &&
        !this._leadsOver(point, nearestOf(point, box), over ? ["lead"] : ["lead", "firm"]);
      return this.first(spots, { ...how, fits });
    }

    /**
     * Whether a way to a name crosses some kinds of lines.
     * @param {XY} from
     * @param {XY} to
     * @param {Stroke[]} strokes
     */
    _leadsOver(from, to, strokes) {
      const way = [from, to];
      const far = lengths(way);
      for (let off = CLEAR_PX; off < far[1]; off += NEAR_PX) {
        const spot = { ...pointAt(way, far, off), width: 0, height: 0 };
        if (this.crosses(grown(spot, NEAR_PX / 2), strokes)) return true;
      }
      return false;
    }

    /* Boxes that belong to no place: of names, and on the map. */
    _names() {
      const signs = new Set(this.signs);
      return this.boxes.filter((box) => box.of === undefined && !signs.has(box));
    }

    /** @returns {(point: XY) => boolean} whether such a box lies on a point now */
    coverage() {
      const names = this._names();
      return (point) => names.some((box) => holds(box, { ...point, width: 0, height: 0 }));
    }

    /**
     * Room for a name along a line, where that is straight.
     * @param {XY[]} points
     * @param {Size} size
     * @returns {{at: XY, turn: number, boxes: Box[]} | null} its upper left corner, and
     *   its turn in radians, clockwise
     */
    along(points, size) {
      if (points.length < 2) return null;
      const far = lengths(points);
      const whole = far[far.length - 1];
      if (whole < size.width) return null;
      const found = [];
      for (let k = 0; k <= TRIES; k++) {
        const start = ((whole - size.width) * k) / TRIES;
        const stretch = Array.from({ length: 9 }, (_, i) =>
          pointAt(points, far, start + (size.width * i) / 8),
        );
        const spot = this._beside(stretch, size);
        if (spot) found.push({ ...spot, cost: spot.bent / size.height + Math.abs(k / TRIES - 0.5) });
      }
      found.sort((a, b) => a.cost - b.cost);
      for (const { start, ahead, bent } of found) {
        for (const side of [-1, 1]) {
          const spot = this._turned(start, ahead, side * (bent + 2) - (side < 0 ? size.height : 0), size);
          const free = spot.boxes.every((box) => this.isFree(box, { lines: true }));
          if (free && !this._meets(spot.at, ahead, size)) return spot;
        }
      }
      return null;
    }

    /**
     * Whether any line meets a name that is turned.
     * @param {XY} at
     * @param {XY} ahead
     * @param {Size} size
     */
    _meets(at, ahead, size) {
      const upright = { x: 0, y: 0, ...size };
      const turned = (/** @type {XY} */ { x, y }) => ({
        x: (x - at.x) * ahead.x + (y - at.y) * ahead.y,
        y: (y - at.y) * ahead.x - (x - at.x) * ahead.y,
      });
      const { width, height } = size;
      const corner = (/** @type {number} */ w, /** @type {number} */ h) => ({
        x: at.x + ahead.x * w - ahead.y * h,
        y: at.y + ahead.y * w + ahead.x * h,
      });
      const around = boxOf([at, corner(width, 0), corner(0, height), corner(width, height)]);
      return this._someNear(around, (a, b) => meets(turned(a), turned(b), upright));
    }

    /**
     * The chord of a stretch, if that is straight enough for a name.
     * @param {XY[]} stretch
     * @param {Size} size
     */
    _beside(stretch, { width, height }) {
      let [first, last] = [stretch[0], stretch[stretch.length - 1]];
      if (last.x < first.x) [first, last] = [last, first];
      const chord = Math.hypot(last.x - first.x, last.y - first.y);
      if (chord < STRAIGHT * width) return null;
      const ahead = { x: (last.x - first.x) / chord, y: (last.y - first.y) / chord };
      const away = stretch.map(({ x, y }) => (y - first.y) * ahead.x - (x - first.x) * ahead.y);
      if (Math.max(...away) - Math.min(...away) > BENT * height) return null;
      return { start: first, ahead, bent: Math.max(...away.map(Math.abs)) };
    }

    /**
     * A name turned along a chord, so far below it.
     * @param {XY} start
     * @param {XY} ahead
     * @param {number} low
     * @param {Size} size
     */
    _turned(start, ahead, low, { width, height }) {
      const down = { x: -ahead.y, y: ahead.x };
      const at = { x: start.x + down.x * low, y: start.y + down.y * low };
      const pieces = Math.max(1, Math.round(width / height));
      const boxes = Array.from({ length: pieces }, (_, i) => {
        const corners = [i, i + 1].flatMap((k) =>
          [0, height].map((up) => ({
            x: at.x + (ahead.x * width * k) / pieces + down.x * up,
            y: at.y + (ahead.y * width * k) / pieces + down.y * up,
          })),
        );
        return boxOf(corners);
      });
      return { at, turn: Math.atan2(ahead.y, ahead.x), boxes };
    }

    /**
     * Room for a name within an area, as far from its edges as there is.
     * @param {XY[][]} rings
     * @param {Size} size
     * @returns {Box | null}
     */
    within(rings, { width, height }) {
      const whole = boxOf(rings.flat());
      const [across, down] = [whole.width / AREA_TRIES, whole.height / AREA_TRIES];
      const spots = [];
      for (let i = 1; i < AREA_TRIES; i++) {
        for (let k = 1; k < AREA_TRIES; k++) {
          const middle = { x: whole.x + across * i, y: whole.y + down * k };
          const box = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
          if (holds(this.bounds, box) && within(middle, rings)) spots.push(box);
        }
      }
      const off = (/** @type {Box} */ box) =>
        Math.hypot(
          box.x + (width - whole.width) / 2 - whole.x,
          box.y + (height - whole.height) / 2 - whole.y,
        );
      const edges = rings.map((ring) => [...ring, ring[0]]);
      const clear = (/** @type {Box} */ box) =>
        !edges.some((edge) => edge.some((point, i) => i > 0 && meets(edge[i - 1], point, box)));
      spots.sort((a, b) => off(a) - off(b));
      return spots.find((box) => this.isFree(box) && clear(box)) ?? null;
    }
  }

  return { Space };
})();
