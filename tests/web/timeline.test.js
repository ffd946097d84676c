/* Steps of the timeline, and the strip in its track. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const evaluate = load();
const { toDay, toIso } = evaluate("AtlasTime");
const { addMonths, dayOfKey, neighbour } = evaluate("AtlasSteps");
const { SLOT_PX, Strip, changeDays, countBetween, marksOf, pillWidth } = evaluate("AtlasStrip");

for (const [from, months, to] of [
  ["2019-12-19", 1, "2020-01-19"],
  ["2019-12-19", -1, "2019-11-19"],
  ["2019-01-31", 1, "2019-02-28"],
  ["2020-01-31", 1, "2020-02-29"],
  ["2019-03-31", -1, "2019-02-28"],
  ["2019-08-31", 13, "2020-09-30"],
  ["2019-01-15", -1, "2018-12-15"],
]) {
  test(`${months} month from ${from} is ${to}`, () =>
    assert.equal(toIso(addMonths(toDay(from), months)), to));
}

test("countBetween counts days, the first counted and the end not", () => {
  const days = [1, 2, 2, 4];
  assert.equal(countBetween(days, 1, 4), 3);
  assert.equal(countBetween(days, 2, 2), 0);
  assert.equal(countBetween(days, 1.5, 4.5), 3);
  assert.equal(countBetween([], 0, 9), 0);
});

const layers = [
  { id: "held", geometry: "area" },
  { id: "rings", geometry: "point" },
];
const feature = (valid_from, more = {}) => ({ valid_from, layer: "held", claim: "sirte-2019", ...more });

test("changes are the days on which a place changed its state", () => {
  const features = [
    feature("1970-01-09"),
    feature("1970-01-04"),
    feature("1970-01-04"),
    feature("1970-01-03"),
    feature("1970-01-05", { nominal: true }),
    feature("1970-01-06", { inherited: "sirte" }),
    feature("1970-01-07", { claim: undefined }),
    feature("1970-01-08", { layer: "rings" }),
    feature(null),
  ];
  assert.deepEqual([...changeDays({ features, layers, places: [{}] }, 2)], [3, 3, 8]);
});

test("on a map without places every beginning is a change", () => {
  const features = [feature("1970-01-07", { claim: undefined }), feature("1970-01-05", { nominal: true })];
  assert.deepEqual([...changeDays({ features, layers, places: [] }, 2)], [4, 6]);
});

const mark = (day, kind) => ({ day, kind });

function strip(marks = []) {
  const made = new Strip({ first: 100, newest: 180, end: 200, changes: [110, 110, 150], marks });
  made.width = 500;
  return made;
}

test("the strip runs from its first day to its end", () => {
  assert.deepEqual(
    [100, 150, 200].map((day) => strip().x(day)),
    [0, 250, 500],
  );
  assert.deepEqual(
    [-40, 0, 251, 500, 900].map((x) => strip().dayAt(x)),
    [100, 100, 150, 200, 200],
  );
});

test("marks are events and new standings of the time on the strip, by day", () => {
  const features = [
    { layer: "agreements", id: "b", from: 101 },
    { layer: "places", id: "c", from: 101 },
    { layer: "events", id: "0", from: 99 },
    { layer: "events", id: "1", from: 100 },
    { layer: "events", id: "2", from: 101 },
    { layer: "events", id: "of one's own", own: {}, from: 101 },
  ];
  const marks = Array.from(marksOf({ features }, 100), ({ id, kind, day }) => [id, kind, day]);
  assert.deepEqual(marks, [
    ["1", "event", 100],
    ["b", "agreement", 101],
    ["2", "event", 101],
  ]);
  const made = strip(marksOf({ features }, 100));
  const raid = { name: { en: "raid" } };
  made.entitle({ agreements: { b: { mark: { en: "truce: signed" } } }, events: [{}, raid, raid] });
  assert.deepEqual(
    Array.from(made.marks, ({ title }) => title.en),
    ["raid", "truce: signed", "raid"],
  );
});

test("a pointer means the nearest mark of its row", () => {
  const marks = [mark(150, "agreement"), mark(151, "agreement"), mark(152, "event")];
  const at = (x, y) => strip(marks).markAt(x, y)?.day ?? null;
  assert.equal(at(251, 6), 150);
  assert.equal(at(254, 6), 151);
  assert.equal(at(258, 17), 152);
  assert.equal(at(270, 6), null);
  assert.equal(at(250, 30), null);
});

test("marks too near each other are one, and none lies upon another", () => {
  const marks = [100, 101, 102, 150, 155, 199].map((day) => mark(day, "agreement"));
  const made = strip(marks);
  const slots = made.slots("agreement");
  assert.deepEqual(
    Array.from(slots, (slot) => slot.marks.length),
    [3, 1, 1, 1],
  );
  const middles = Array.from(slots, ({ x }) => x);
  for (const [i, x] of middles.entries()) assert.ok(i === 0 || x - middles[i - 1] >= 9);
  assert.equal(made.slots("event").length, 0);
});

test("numbers of marks side by side do not touch, however many there are", () => {
  for (const many of [2, 99, 100, 999, 1000]) assert.ok(pillWidth(many) + 2 <= SLOT_PX, `${many}`);
  assert.ok(pillWidth(100) - pillWidth(99) >= 4, "three digits are squeezed");
});

test("a mark tells what it stands for, then the others in its slot with their days", () => {
  const days = [100, 100, 101, 101, 101, 101, 102, 102];
  const marks = days.map((day, i) => ({ ...mark(day, "event"), title: { en: `event ${i}` } }));
  const titles = Array.from(strip(marks).titles(marks[1], "en"));
  assert.deepEqual(titles.slice(0, 2), ["event 0", "event 1"]);
  assert.equal(titles[2], "1970-04-12 event 2");
  assert.deepEqual(titles.slice(6), ["+2"]);
});

test("changes near a day are those of the bar around it", () => {
  assert.deepEqual(
    [110, 111, 150].map((day) => strip().changesNear(day)),
    [2, 0, 1],
  );
});

const keys = { first: 10, end: 90, step: "week", changes: [20, 40, 60] };

for (const [key, shiftKey, day] of [
  ["ArrowRight", false, 57],
  ["ArrowDown", false, 43],
  ["ArrowRight", true, 60],
  ["ArrowLeft", true, 40],
  ["Home", false, 10],
  ["End", false, 90],
  ["Delete", false, undefined],
]) {
  test(`${shiftKey ? "Shift and " : ""}${key} leads from day 50 to ${day}`, () =>
    assert.equal(dayOfKey({ key, shiftKey }, 50, keys), day));
}

test("beyond the last change there is none to go to", () => {
  assert.equal(neighbour(keys.changes, 60, 1), 60);
  assert.equal(neighbour(keys.changes, 61, -1), 60);
});
