/* Where a name may stand: beside the dot of a place, on a point, around it, in an island or
 * in the water beside it. */
const AtlasSpots = (function () {
  "use strict";

  const { boxOf, distance, grown, within } = AtlasFlat;

  const OFF = [1, 6]; /* px between a name and what stands on its point */
  const SHORE = [3, 44]; /* px between an island and its name, the least and the most */
  const STEPS = 24; /* across and down an island and the water around, at which its name is tried */
  const STEP_PX = 3; /* but no finer */
  const RIM = 2; /* px of a name without letters, all around */
  const FINE_PX = 3; /* finer bends of a shore matter to no name */
  const OUTSIDE = 3; /* the cost of a spot beside an island, where that of a height off its shore is 1 */
  const ASIDE = 0.3; /* and of a height off its middle */
  const AROUND = [
    [1, 0],
    [1, -0.6],
    [1, 0.6],
    [0, -1],
    [0, 1],
    [0.5, -0.9],
    [0.5, 0.9],
    [-0.5, -0.9],
    [-0.5, 0.9],
    [-1, -0.6],
    [-1, 0.6],
    [-1, 0],
  ];
  /**
   * Where the name of a place may stand: right of its dot, left, above, below or aslant.
   * @param {Box} own the dot, and what lies on it
   * @param {XY} point
   * @param {Size} size
   * @returns {Box[]}
   */
  function spotsBeside(own, point, { width, height }) {
    const middle = point.y - height / 2;
    const centre = point.x - width / 2;
    return OFF.flatMap((off) => {
      const [right, left] = [own.x + own.width + off, own.x - off - width];
      const [above, below] = [own.y - off - height, own.y + own.height + off];
      const spots = [
        [right, middle],
        [left, middle],
        [centre, above],
        [centre, below],
        ...[right - 1, left + 1].flatMap((x) => [
          [x, above + 1],
          [x, below - 1],
        ]),
      ];
      return spots.map(([x, y]) => ({ x, y, width, height }));
    });
  }

  /**
   * Where a name without a dot may stand: on its point, or near it.
   * @param {XY} point
   * @param {Size} size
   * @param {number} [step] from one to the next up or down, in heights of the name
   * @returns {Box[]}
   */
  const spotsOn = (point, { width, height }, step = 1) =>
    [0, -1, 1, -2, 2, -3, 3, -4, 4].flatMap((rows) =>
      [0, 0.1, -0.1, 0.2, -0.2].map((right) => ({
        x: point.x + (right - 0.5) * width,
        y: point.y + (step * rows - 0.5) * height,
        width,
        height,
      })),
    );

  /**
   * Where a name may stand around a point, the nearest first.
   * @param {XY} point
   * @param {Size} size
   * @param {number[]} offs px between the two
   * @param {number[][]} [around] in which directions
   * @returns {Box[]}
   */
  const spotsAround = ({ x, y }, { width, height }, offs, around = AROUND) =>
    offs.flatMap((off) =>
      around.map(([right, low]) => ({
        x: x + right * off + ((right - 1) * width) / 2,
        y: y + low * off + ((low - 1) * height) / 2,
        width,
        height,
      })),
    );

  /* More directions, in which the name of a line finds room. */
  const ALL_ROUND = [
    ...AROUND,
    ...[-1, -0.75, -0.25, 0.25, 0.75, 1].flatMap((right) => [
      [right, -1],
      [right, 1],
    ]),
  ];

  /** @param {XY[]} shore @param {Box} box @returns {number} px between them */
  const offShore = (shore, box) => shore.reduce((least, at) => Math.min(least, distance(at, box)), Infinity);

  /** @param {XY[]} shore @returns {XY[]} the same, no finer than it is seen */
  function coarse(shore) {
    let last = shore[0];
    return shore.filter((at, i) => {
      const kept = i === 0 || Math.abs(at.x - last.x) >= FINE_PX || Math.abs(at.y - last.y) >= FINE_PX;
      if (kept) last = at;
      return kept;
    });
  }

  /**
   * Where the name of an island may stand, the best first: within it or around it.
   * @param {XY[]} shore
   * @param {Size} size
   * @returns {(Box & {inside: boolean, off: number})[]} off: px from the shore
   */
  function spotsOfIsland(shore, { width, height }) {
    const island = boxOf(shore);
    const all = grown(island, SHORE[1]);
    const [across, down] = [all.width + width, all.height + height].map((long) =>
      Math.max(STEP_PX, long / STEPS),
    );
    const middle = { x: island.x + island.width / 2, y: island.y + island.height / 2 };
    const found = [];
    for (let x = all.x - width; x <= all.x + all.width; x += across) {
      for (let y = all.y - height; y <= all.y + all.height; y += down) {
        const centre = { x: x + width / 2, y: y + height / 2 };
        const box = { x, y, width, height };
        const inside = within(centre, [shore]);
        const off = offShore(shore, inside ? grown(box, -RIM) : box);
        if (off > SHORE[1] || off < (inside ? 1 : SHORE[0])) continue;
        const aside = Math.hypot(centre.x - middle.x, centre.y - middle.y);
        const cost = (ASIDE * aside) / height + (inside ? 0 : OUTSIDE + off / height);
        found.push({ ...box, inside, off, cost });
      }
    }
    return found.sort((a, b) => a.cost - b.cost);
  }

  /**
   * Room for the name of an island that holds all of it, or else in the water beside it:
   * on no line, or where there is none, on none but thin ones at sea.
   * @param {InstanceType<typeof AtlasSpace.Space>} space
   * @param {XY[]} island its shore
   * @param {XY[][]} others the shores of other islands that have names
   * @param {Size} size
   * @returns {Box | null}
   */
  function spotOfIsland(space, island, others, size) {
    const shore = coarse(island);
    const shores = others.map(coarse);
    const spots = spotsOfIsland(shore, size);
    for (const thin of [false, true]) {
      const found = spots.find(
        ({ inside, off, ...box }) =>
          space.isFree(box, { thin: true }) &&
          !space.crosses(grown(box, -RIM), thin ? ["coast", "edge"] : undefined) &&
          (inside || (!space.isOnLand(box) && shores.every((other) => offShore(other, box) > off))),
      );
      if (found) return { x: found.x, y: found.y, ...size };
    }
    return null;
  }

  return { ALL_ROUND, spotOfIsland, spotsAround, spotsBeside, spotsOn };
})();
