/* Whose sea is drawn, and in which order a click lists what lies under it. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { chooseClaimants, concerns, inClickOrder } = load()("AtlasSea");
const STATES = ["egypt", "greece", "libya"];

test("claimants come in the order of the map's own list", () => {
  assert.deepEqual([...chooseClaimants(STATES, ["libya", "greece"])], ["greece", "libya"]);
  assert.deepEqual([...chooseClaimants(STATES, ["libya", "libya"])], ["libya"]);
  assert.deepEqual([...chooseClaimants(STATES, [])], []);
});

test("a state without a sea, and a third state, are refused", () => {
  assert.throws(() => chooseClaimants(STATES, ["libya", "chad"]), {
    name: "RangeError",
    message: "chad has no sea on this map: use egypt, greece, libya",
  });
  assert.throws(() => chooseClaimants(STATES, STATES), {
    name: "RangeError",
    message: "choose 2 states at most",
  });
});

test("with no claimant all is drawn", () => {
  assert.ok(concerns({ layer: "maritime_lines", states: ["greece"] }, []));
});

test("with one claimant what concerns it is drawn", () => {
  const line = { layer: "maritime_lines", states: ["greece", "egypt"] };
  assert.ok(concerns(line, ["greece"]));
  assert.ok(!concerns(line, ["libya"]));
});

test("of two claimants only the water between them is drawn, and the lines of either", () => {
  const between = { layer: "disputed_maritime", states: ["greece", "libya"] };
  const beside = { layer: "disputed_maritime", states: ["greece", "egypt"] };
  const line = { layer: "maritime_lines", states: ["greece", "egypt"] };
  assert.deepEqual(
    [between, beside, line].map((one) => concerns(one, ["greece", "libya"])),
    [true, false, true],
  );
});

test("a click lists lines, agreements, disputed water and claims", () => {
  const layers = [
    "claimed_maritime",
    "disputed_maritime",
    "agreements",
    "maritime_lines",
    "claimed_maritime",
  ];
  const listed = inClickOrder(layers.map((layer, id) => ({ layer, id })));
  assert.deepEqual(
    [...listed].map(({ id }) => id),
    [3, 2, 1, 0, 4],
  );
});
