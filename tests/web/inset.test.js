/* The small map shows where ground changed hands last. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { lastTurned, turnsOf } = load()("AtlasInset");

test("a place turns when another side holds it, not when records begin or end", () => {
  const cells = [
    { camp: "eastern", from: 30 },
    { camp: "tripoli", from: 10 },
    { camp: "tripoli", from: 20 },
    { camp: "no_record", from: 40 },
    { camp: "eastern", from: 50 },
    { camp: "contested", from: 60 },
  ];
  assert.deepEqual([...turnsOf(cells)], [30, 60]);
  assert.deepEqual([...turnsOf([])], []);
});

test("it shows the view that turned last before the day, the first where none did later", () => {
  const turns = { tripoli: [10, 50], "sirte-jufra": [30, 50], benghazi: [] };
  const shown = (day) => lastTurned(turns, day);
  assert.deepEqual([5, 10, 30, 49, 50, 90].map(shown), [
    "tripoli",
    "tripoli",
    "sirte-jufra",
    "sirte-jufra",
    "tripoli",
    "tripoli",
  ]);
});
