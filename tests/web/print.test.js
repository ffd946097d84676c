/* Patterns on paper are lines: a tile's marks, repeated over a box. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { moved, tiled } = load()("AtlasPrint");

test("a tile's marks move as a whole, and what is relative stays", () => {
  assert.equal(moved("M0 2H8M0 6H8", 8, 16), "M8 18H16M8 22H16");
  assert.equal(moved("M-2 6L2 10", 8, -8), "M6 -2L10 2");
  assert.equal(moved("M2 0V8", 1, 2), "M3 2V10");
  assert.equal(moved("M1.25 2a.75.75 0 1 0 1.5 0", 8, 0), "M9.25 2a.75.75 0 1 0 1.5 0");
});

test("every tile that touches the box is drawn, from the origin of the pattern", () => {
  const data = tiled("M0 0", { x: -1, y: 7, width: 10, height: 2 });
  assert.equal(data, "M-8 0M0 0M8 0M-8 8M0 8M8 8");
});
