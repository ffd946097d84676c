/* What the map takes from the page around it. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const data = { span: ["2014-05-16", "2026-10-01"], start: { date: "2019-12-19" } };

function lastDay(more) {
  class Clock extends Date {
    static now() {
      return Date.UTC(2026, 10, 28, 1);
    }
  }
  const window = load({ Date: Clock });
  return window("AtlasTime").toIso(window("AtlasStrip").lastDay({ ...data, ...more }));
}

test("the timeline ends on the page's today, whatever the reader's clock shows", () => {
  assert.equal(lastDay({ today: "2026-11-27" }), "2026-11-27");
  assert.equal(lastDay({ today: "2026-11-29" }), "2026-11-29");
});

test("a map without a page ends on the reader's day, UTC", () => {
  assert.equal(lastDay({}), "2026-11-28");
});

test("the timeline reaches the day shown and the last with evidence", () => {
  const today = "2026-09-01";
  assert.equal(lastDay({ today }), "2026-10-01");
  assert.equal(lastDay({ today, start: { date: "2026-12-01" } }), "2026-12-01");
});
