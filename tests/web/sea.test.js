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
  assert.ok(concerns(["greece"], []));
});

test("with one claimant what concerns it is drawn", () => {
  assert.ok(concerns(["greece", "egypt"], ["greece"]));
  assert.ok(!concerns(["greece", "egypt"], ["libya"]));
});

test("of two claimants only the water between them is drawn, and the lines of either", () => {
  const both = ["greece", "libya"];
  assert.ok(concerns(["greece", "libya"], both, true));
  assert.ok(!concerns(["greece", "egypt"], both, true));
  assert.ok(concerns(["greece", "egypt"], both));
});

test("a click lists layer by layer, in the order given", () => {
  const layers = ["claims", "disputes", "agreements", "lines", "claims"];
  const order = ["lines", "agreements", "disputes", "claims"];
  const listed = inClickOrder(
    layers.map((layer, id) => ({ layer, id })),
    order,
  );
  assert.deepEqual(
    [...listed].map(({ id }) => id),
    [3, 2, 1, 0, 4],
  );
});
