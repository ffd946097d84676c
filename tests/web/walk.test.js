/* From one thing on the map to the nearest in the direction of an arrow. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { nearest, within } = load()("AtlasWalk");
const stops = [
  { id: "right", point: { x: 10, y: 3 } },
  { id: "far right", point: { x: 40, y: 0 } },
  { id: "above", point: { x: 2, y: -8 } },
  { id: "here", point: { x: 0, y: 0 } },
];
const from = { x: 0, y: 0 };

for (const [turn, wanted] of [
  [[1, 0], "right"],
  [[0, -1], "above"],
  [[-1, 0], undefined],
]) {
  test(`towards ${turn} lies ${wanted}`, () => assert.equal(nearest(stops, from, turn)?.id, wanted));
}

test("a point within an area that is bent lies in its widest part", () => {
  const bent = [
    [0, 0],
    [9, 0],
    [9, 2],
    [8, 2],
    [8, 1],
    [3, 1],
    [3, 2],
    [0, 2],
    [0, 0],
  ];
  const [lon, lat] = within(bent);
  assert.ok(lon > 0 && lon < 3, `${lon}`);
  assert.ok(Math.abs(lat - 1) < 1e-6);
});
