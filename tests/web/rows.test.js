/* Names in rows. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { folded } = load()("AtlasRows");

test("a name of two words or more is folded into two rows of like length", () => {
  assert.deepEqual(
    [...folded("Libya-Malta continental shelf line")],
    ["Libya-Malta", "continental shelf line"],
  );
  assert.deepEqual([...folded("خط مذكرة التفاهم")], ["خط مذكرة", "التفاهم"]);
  assert.deepEqual([...folded("Malta")], ["Malta"]);
});
