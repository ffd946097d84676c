/* Where the name of an island stands. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const evaluate = load();
const { spotOfIsland } = evaluate("AtlasSpots");
const { distance, holds, overlaps } = evaluate("AtlasFlat");
const { Space } = evaluate("AtlasSpace");
const SIZE = { width: 40, height: 10 };

const land = (x, y, width, height) => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
const boxOf = ([{ x, y }, , low]) => ({ x, y, width: low.x - x, height: low.y - y });

/* Where an island that lies at a point is named among other lands; one of them has a name. */
function named(island, others = [], names = [], lines = []) {
  const space = new Space({ x: 0, y: 0, width: 400, height: 300 });
  space.takeLand([island, ...others]);
  for (const [line, stroke] of lines) space.takeLine(line, stroke);
  return { space, box: spotOfIsland(space, island, names, SIZE) };
}

test("the name of an island stands in it where that holds it whole, else in the water beside it", () => {
  const large = land(100, 100, 80, 40);
  assert.ok(holds(boxOf(large), named(large).box));
  const small = land(100, 100, 30, 8);
  const { box } = named(small);
  assert.ok(!overlaps(boxOf(small), box));
  assert.ok(Math.min(...small.map((at) => distance(at, box))) < 12);
});

test("the name of an island stands on no other land, and nearest to its own of those named", () => {
  const island = land(200, 150, 10, 10);
  const coast = land(0, 165, 400, 135);
  const other = land(215, 130, 10, 10);
  const { space, box } = named(island, [coast, other], [other]);
  assert.ok(!space.crosses(box) && !space.isOnLand(box));
  const [own, strange] = [island, other].map((shore) => Math.min(...shore.map((at) => distance(at, box))));
  assert.ok(own < strange);
});

test("where there is no room else the name of an island lies on a thin line, but on no edge", () => {
  const island = land(200, 150, 10, 10);
  const upright = (stroke) =>
    Array.from({ length: 40 }, (_, i) => [land(10 * i, -10, 4, 400).slice(1, 3), stroke]);
  assert.equal(named(island, [], [], upright("edge")).box, null);
  assert.ok(named(island, [], [], upright("thin")).box);
});

test("the smallest land around a point is its island; a point without any is one itself", () => {
  const [coast, islet] = [land(0, 0, 300, 200), land(20, 20, 10, 10)];
  const { space } = named(coast, [islet]);
  assert.deepEqual({ ...space.islandAt({ x: 25, y: 25 })[0] }, { x: 20, y: 20 });
  assert.deepEqual({ ...space.islandAt({ x: 350, y: 250 })[0] }, { x: 350, y: 250 });
});

test("coasts break off under a name, edges of waters do not", () => {
  const { space } = named(land(100, 100, 30, 8), [], [], [[land(0, 200, 400, 20).slice(0, 2), "edge"]]);
  const [on, edge, free] = [
    { x: 90, y: 95, ...SIZE },
    { x: 90, y: 195, ...SIZE },
    { x: 200, y: 50, ...SIZE },
  ];
  space.take(on, edge, free);
  assert.equal(
    space
      .onThinLines()
      .map(({ y }) => y)
      .join(),
    String(on.y),
  );
});
