/* Where a name finds room, and how wide it is thought to be. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { freeBox, spacingOf } = load()("AtlasLabels");
const SIZE = { width: 40, height: 10 };
const POINT = { x: 100, y: 100 };
const town = { id: "sirte", dot: 4 };

test("letters of country and sea are spaced, but not where they join", () => {
  const font = { css: "13px sans-serif", height: 16, spacing: 3 };
  assert.equal(spacingOf(font, "LIBYA"), 3);
  assert.equal(spacingOf(font, "ليبيا"), 0);
  assert.equal(spacingOf({ css: "", height: 16 }, "Sirte"), 0);
});

test("a name stands right of its dot, then left, above, below, or nowhere", () => {
  const taken = [{ x: 96, y: 96, width: 8, height: 8, of: "sirte" }];
  const spots = [];
  for (let box = freeBox(town, POINT, SIZE, taken); box; box = freeBox(town, POINT, SIZE, taken)) {
    spots.push([box.x, box.y]);
    taken.push(box);
  }
  assert.deepEqual(spots, [
    [105, 95],
    [55, 95],
    [80, 85],
    [80, 105],
  ]);
});

test("a name keeps clear of the dot of another place, not of its own", () => {
  const dot = (of) => ({ x: 96, y: 96, width: 10, height: 8, of });
  assert.equal(freeBox(town, POINT, SIZE, [dot("sirte")]).x, 105);
  assert.equal(freeBox(town, POINT, SIZE, [dot("misrata")]).x, 55);
});

test("a name without a dot stands on its point or nowhere", () => {
  const box = freeBox({ id: "sea" }, POINT, SIZE, []);
  assert.deepEqual({ ...box }, { x: 80, y: 95, ...SIZE });
  assert.equal(freeBox({ id: "sea" }, POINT, SIZE, [box]), null);
});
