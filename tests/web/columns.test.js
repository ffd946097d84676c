/* Features and geometries from what is sent of them. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { featuresOf, unpack, unpacked } = load()("AtlasColumns");
const plain = (value) => JSON.parse(JSON.stringify(value));
const PLACES = [{ id: "sabha" }, { id: "sirte" }];

test("features come back from their columns, without what these leave out", () => {
  const tables = {
    places: { geometry: [5, 1], place: [1, ""], from: [16206, 0], lasts: [null, null] },
    events: { geometry: ["", 2], place: [1, ""], id: ["a", "raid-"], from: [16206, 1] },
  };
  assert.deepEqual(
    Array.from(featuresOf(tables, PLACES), (one) => ({ ...one })),
    [
      { layer: "places", geometry: 5, place: "sirte", from: 16206, to: Infinity },
      { layer: "places", geometry: 1, from: 16206, to: Infinity },
      { layer: "events", geometry: 5, place: "sirte", id: "a", from: 16206, to: 16207 },
      { layer: "events", geometry: 2, id: "raid-2014-05-17", from: 16207, to: 16208 },
    ],
  );
});

test("a name is made of what stands beside it", () => {
  const rows = {
    geometry: [0, 0, 0],
    place: [1, 0, 1],
    inherited: ["", 1, ""],
    claim: ["-", "-", "of-another"],
    agreement: ["", "", "truce"],
    id: ["", "", "."],
    from: [16206, 0, 0],
  };
  const [own, inherited, other] = plain(featuresOf({ a: rows }, PLACES));
  assert.equal(own.claim, "sirte-2014-05-16");
  assert.equal(inherited.claim, "sirte-2014-05-16");
  assert.equal(other.claim, "of-another");
  assert.equal(other.id, "truce.2014-05-16");
});

test("days are counted from the row above, an end from the start, the last seen from the end", () => {
  const rows = {
    geometry: [0, 0, 0, 0],
    from: [16206, null, 10, -20],
    lasts: ["", 16300, null, 30],
    seen: ["", "", -4, 1],
  };
  const days = Array.from(featuresOf({ a: rows }, []), ({ from, to, seen }) => [from, to, seen]);
  assert.deepEqual(days, [
    [16206, 16207, undefined],
    [-Infinity, 16300, undefined],
    [16216, Infinity, 16220],
    [16196, 16226, 16225],
  ]);
});

test("events have their number for an id", () => {
  const data = { tables: { events: { geometry: [0, 0], from: [16206, 1] } }, places: [] };
  unpack(data);
  assert.deepEqual(plain(data.features.map(({ id }) => id)), ["0", "1"]);
});

test("geometries come back from digits", () => {
  assert.deepEqual(plain(unpacked(["Point", "gyhIghhU"])), {
    type: "Point",
    coordinates: [13.1872, 32.8208],
  });
  const { coordinates } = plain(unpacked(["LineString", "gsqHgxkUgxTw4J"]));
  assert.deepEqual(coordinates, [
    [12, 33],
    [13, 33.5],
  ]);
  const cell = plain(unpacked({ core: [["AAgxTAAgxT_wT_wT"]] }));
  assert.equal(cell.type, "MultiPolygon");
  assert.deepEqual(cell.rings, [
    {
      ring: "core",
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    },
  ]);
});
