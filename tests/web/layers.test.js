/* Which ground a point lies on. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { holds } = load()("AtlasLayers");
const square = (low, high) => [
  [low, low],
  [high, low],
  [high, high],
  [low, high],
  [low, low],
];

test("an area holds what lies within its edge and in none of its holes", () => {
  const area = { type: "Polygon", coordinates: [square(0, 10), square(4, 6)] };
  assert.ok(holds(area, [1, 1]));
  assert.ok(!holds(area, [5, 5]));
  assert.ok(!holds(area, [11, 5]));
});

test("an area of several parts holds what any of them does", () => {
  const area = { type: "MultiPolygon", coordinates: [[square(0, 1)], [square(5, 6)]] };
  assert.ok(holds(area, [0.5, 0.5]));
  assert.ok(holds(area, [5.5, 5.5]));
  assert.ok(!holds(area, [3, 3]));
});

test("a line and a point hold nothing", () => {
  assert.ok(!holds({ type: "LineString", coordinates: square(0, 1) }, [0.5, 0.5]));
  assert.ok(!holds({ type: "Point", coordinates: [0, 0] }, [0, 0]));
});
