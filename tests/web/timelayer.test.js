/* Days, and the paths that features share. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { TimeLayer, shareTracks, toDay, toIso, upperBound } = load()("AtlasTime");

test("days are counted from 1970", () => {
  assert.equal(toDay("1970-01-01"), 0);
  assert.equal(toDay("2019-12-19"), 18249);
  assert.equal(toIso(18249), "2019-12-19");
});

for (const text of [
  "yesterday",
  "2019",
  "2019-12",
  "2019-02-30",
  "2019-2-3",
  "2019-12-19T10",
  "",
  null,
  undefined,
]) {
  test(`${text} is no day`, () => assert.ok(Number.isNaN(toDay(text))));
}

test("upperBound finds the first greater item", () => {
  const sorted = [1, 2, 2, 5];
  assert.deepEqual(
    [0, 1, 2, 3, 5, 6].map((value) => upperBound(sorted, value)),
    [0, 1, 3, 3, 4, 4],
  );
  assert.equal(upperBound([], 1), 0);
});

const feature = (geometry, from, gone, pane = "a") => ({ geometry, from, to: gone, gone, pane });
const share = (features) => shareTracks(["g0", "g1"], features, ({ pane }) => pane);

test("features of one geometry and pane that never meet share a track, by their start", () => {
  const [late, early] = [feature(0, 5, 9), feature(0, 1, 5)];
  const tracks = share([late, early]);
  assert.equal(tracks.length, 1);
  assert.equal(tracks[0].geometry, "g0");
  assert.deepEqual([...tracks[0].features], [early, late]);
});

test("features that meet, or of another geometry or pane, have tracks of their own", () => {
  assert.equal(share([feature(0, 1, 6), feature(0, 5, 9)]).length, 2);
  assert.equal(share([feature(0, 1, 5), feature(1, 5, 9)]).length, 2);
  assert.equal(share([feature(0, 1, 5), feature(0, 5, 9, "b")]).length, 2);
});

test("a feature that lingers keeps its track until it is gone", () => {
  const lingering = { ...feature(0, 1, 3), gone: 8 };
  assert.equal(share([lingering, feature(0, 5, 9)]).length, 2);
});

test("a track shows the feature of the day, half-open", () => {
  const [early, late] = [feature(0, 1, 5), feature(0, 7, Infinity)];
  const [track] = share([early, late]);
  const at = (day) => track.at(day);
  assert.deepEqual([0, 1, 4, 5, 6, 7, 99].map(at), [null, early, early, null, null, late, late]);
});

test("every day on which something changes is a boundary, and no other", () => {
  const features = [
    { layer: "x", geometry: 0, valid_from: null, valid_to: "1970-01-05" },
    { layer: "x", geometry: 0, valid_from: "1970-01-05", valid_to: null },
  ];
  const layer = new TimeLayer([{ type: "Point" }], features, {
    day: 0,
    shown: ["x"],
    pane: () => "a",
    renderer: () => null,
    style: () => null,
    turns: ({ from }) => [from + 2, -1],
    lingers: ({ to }) => (to === 4 ? 3 : 0),
  });
  assert.deepEqual([...layer.boundaries().days], [-1, 4, 4, 6, 7]);
});

test("at first only what is drawn has a path; all have once the map stands", () => {
  const features = [
    { layer: "x", geometry: 0, valid_from: null, valid_to: "1970-01-05" },
    { layer: "x", geometry: 1, valid_from: "1970-01-05", valid_to: null },
  ];
  const made = [];
  class Path {
    options = {};
    constructor(at) {
      made.push(at.lng);
    }
    on() {}
    addTo(map) {
      map.shown.add(this);
    }
    removeFrom(map) {
      map.shown.delete(this);
    }
  }
  const points = [1, 2].map((lng) => ({ type: "Point", coordinates: [lng, 0] }));
  const layer = new TimeLayer(points, features, {
    day: 0,
    shown: ["x"],
    pane: () => "a",
    renderer: () => ({}),
    style: () => ({}),
    shape: () => Path,
  });
  const shown = new Set();
  const map = { shown, hasLayer: (path) => shown.has(path) };
  layer._map = map;
  layer.onAdd(map);
  assert.deepEqual(made, [1]);
  assert.deepEqual(layer.drawn().length, 1);
  layer.complete();
  layer.complete();
  assert.deepEqual(made, [1, 2]);
  layer.setDay(9);
  assert.deepEqual([...shown], [layer.tracks()[1].path]);
});

test("without an end a feature lasts a day, and with none that is known for ever", () => {
  const features = [
    { layer: "x", geometry: 0, valid_from: "1970-01-05" },
    { layer: "x", geometry: 0, valid_from: "1970-01-08", valid_to: null },
  ];
  for (const one of features) TimeLayer.prototype._setDays.call({ _options: {} }, one);
  assert.deepEqual(
    features.map(({ from, to }) => [from, to]),
    [
      [4, 5],
      [7, Infinity],
    ],
  );
});
