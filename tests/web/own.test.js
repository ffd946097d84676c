/* A layer of a reader's own is read by the rules of geo/inputs, or refused whole. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { ownStyle, readDay, readLayer } = load()("AtlasOwn");
const POINT = { type: "Point", coordinates: [13.2, 32.9] };
const feature = (properties, geometry = POINT) => ({ type: "Feature", properties, geometry });
const collection = (...features) => ({ type: "FeatureCollection", features });
const read = (...features) => readLayer({ id: "mine", collection: collection(...features) }, ["en", "ar"]);
const days = ({ features }) => features.map(({ valid_from, valid_to }) => [valid_from, valid_to]);

for (const [name, properties, wanted] of [
  ["a day", { valid_from: "2019-04-04", valid_to: "2020-01-01" }, ["2019-04-04", "2020-01-01"]],
  [
    "a day and a time",
    { valid_from: "2019-04-04T10:00:00Z", valid_to: "2020-01-01T00:00:00Z" },
    ["2019-04-04", "2020-01-01"],
  ],
  [
    "an end within a day",
    { valid_from: "2019-12-19T08:00:00Z", valid_to: "2019-12-19T18:00:00Z" },
    ["2019-12-19", "2019-12-20"],
  ],
  [
    "one day as both ends",
    { valid_from: "2019-12-19", valid_to: "2019-12-19" },
    ["2019-12-19", "2019-12-20"],
  ],
  ["a month and a year", { valid_from: "2019-04", valid_to: "2020" }, ["2019-04-01", "2020-01-01"]],
  ["a year as a number", { valid_from: 2019 }, ["2019-01-01", null]],
  ["empty dates", { valid_from: "", valid_to: "" }, [null, null]],
  ["null dates", { valid_from: null, valid_to: null }, [null, null]],
  ["no properties", undefined, [null, null]],
  ["null properties", null, [null, null]],
]) {
  test(`${name} is dated right`, () =>
    assert.deepEqual(
      days(read(feature(properties))).map((one) => [...one]),
      [wanted],
    ));
}

for (const time of ["00", "00:00", "00:00:00", "00:00:00.000", "00:00:00Z", "00:00:00+02:00"]) {
  test(`T${time} ends with the day before`, () =>
    assert.equal(readDay("valid_to", `2020-01-01T${time}`), "2020-01-01"));
}

for (const [name, features, message] of [
  [
    "a day first",
    [feature({ valid_from: "31/12/2019" })],
    "layer mine, feature 1: valid_from 31/12/2019 is no date: write 2014, 2014-08 or 2014-08-27",
  ],
  [
    "a day of the Hijri calendar",
    [feature({ valid_from: "1441-04-22" })],
    "layer mine, feature 1: valid_from 1441-04-22 seems to be of the Hijri calendar: write 2014-08-27",
  ],
  [
    "a day that is none",
    [feature({}), feature({ valid_to: "2019-02-30" })],
    "layer mine, feature 2: valid_to 2019-02-30 is no date: write 2014, 2014-08 or 2014-08-27",
  ],
  [
    "an end before its start",
    [feature({ valid_from: "2020", valid_to: "2019" })],
    "layer mine, feature 1: valid_to 2019-01-01 must come after valid_from 2020-01-01",
  ],
  [
    "a kind that is not drawn",
    [feature({}, { type: "Circle", coordinates: [13, 32] })],
    "layer mine, feature 1: geometry Circle cannot be drawn: use Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon",
  ],
  [
    "coordinates that are no numbers",
    [feature({}, { type: "Point", coordinates: ["13", "32"] })],
    "layer mine, feature 1: its coordinates make no Point",
  ],
  [
    "coordinates of another depth",
    [
      feature(
        {},
        {
          type: "Polygon",
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ),
    ],
    "layer mine, feature 1: its coordinates make no Polygon",
  ],
  ["no place at all", [feature({}, null)], "layer mine: no feature has a geometry"],
  ["properties that are no object", [feature("blue")], "layer mine, feature 1: properties must be an object"],
  ["properties that are a list", [feature([1])], "layer mine, feature 1: properties must be an object"],
  [
    "a line of one point",
    [feature({}, { type: "LineString", coordinates: [[13, 32]] })],
    "layer mine, feature 1: its coordinates make no LineString",
  ],
  ...["start_date", "Event Date", "startDateTime", "until", "timestamp"].map((other) => [
    `a day under the name ${other}`,
    [feature({ name: "a" }), feature({ [other]: "2019-04-04T10:00:00Z" })],
    `layer mine, feature 2: ${other} 2019-04-04T10:00:00Z is read as no day: name the first day ` +
      "valid_from (null: every day), the first day after valid_to",
  ]),
]) {
  test(`${name} is refused, and where it is and what would be right is said`, () =>
    assert.throws(() => read(...features), { name: "RangeError", message }));
}

test("a feature without a place is left out, the others are drawn", () => {
  const { features } = read(feature({ name: "a" }), feature({ name: "b" }, null));
  assert.deepEqual(
    [...features].map(({ own }) => own.name),
    ["a"],
  );
});

for (const geometry of [
  {},
  undefined,
  { type: "Point", coordinates: [] },
  { type: "MultiPoint", coordinates: [] },
]) {
  test(`${JSON.stringify(geometry)} is no place, and alone left out`, () =>
    assert.equal(read({ type: "Feature", properties: {}, geometry }, feature({})).features.length, 1));
}

test("a collection of geometries is drawn as its parts, one feature as a collection of one", () => {
  const line = { type: "LineString", coordinates: [[13, 32], [14, 32]] }; // prettier-ignore
  const both = feature({}, { type: "GeometryCollection", geometries: [POINT, line] });
  const layer = readLayer({ id: "mine", collection: both }, []);
  assert.equal([...layer.geometries].map(({ type }) => type).join(), "Point,LineString");
});

for (const properties of [
  { date: "last spring" },
  { to: "Tripoli", from: "Sirte" },
  { start_date: "2019-04-04", valid_from: null },
  { updated: "2019-04-04" },
]) {
  test(`${Object.keys(properties)} may stand beside or in place of days`, () =>
    assert.equal(read(feature(properties)).features.length, 1));
}

test("a MultiPoint is a mark at each of its points", () => {
  const { geometries, features } = read(
    feature(
      { name: "c" },
      {
        type: "MultiPoint",
        coordinates: [
          [13, 32],
          [20, 32],
        ],
      },
    ),
  );
  assert.deepEqual(
    [...geometries].map(({ type }) => type),
    ["Point", "Point"],
  );
  assert.deepEqual(
    [...features].map(({ own, layer }) => [own.name, layer].join()),
    ["c,mine", "c,mine"],
  );
});

test("a geometry is held once", () => {
  const { geometries, features } = read(
    feature({}),
    feature({}),
    feature({}, { type: "Point", coordinates: [1, 2] }),
  );
  assert.equal(geometries.length, 2);
  assert.deepEqual(
    [...features].map(({ geometry }) => geometry),
    [0, 0, 1],
  );
});

test("a layer is named by its id where it has no name", () => {
  const named = (name) => ({
    ...readLayer({ id: "mine", name, collection: collection() }, ["en", "ar"]).name,
  });
  assert.deepEqual(named(undefined), { en: "mine", ar: "mine" });
  assert.deepEqual(named("Mine"), { en: "Mine", ar: "Mine" });
  assert.deepEqual(named({ en: "Mine" }), { en: "Mine", ar: "mine" });
});

test("a layer without an id, and a collection that is none, are refused", () => {
  assert.throws(() => readLayer({ collection: collection() }, []), {
    message: 'a layer needs an id, such as "mine", not undefined',
  });
  assert.throws(() => readLayer({ id: "mine", collection: {} }, []), {
    message: "layer mine: collection must be a GeoJSON FeatureCollection",
  });
});

test("lists are checked too, and stay as they were", () => {
  const given = { geometry: 0, valid_from: "2019", valid_to: null };
  const { features } = readLayer({ id: "mine", geometries: [POINT], features: [given] }, []);
  assert.deepEqual(
    { ...features[0], own: {} },
    { own: {}, geometry: 0, valid_from: "2019-01-01", valid_to: null, layer: "mine" },
  );
  assert.deepEqual(given, { geometry: 0, valid_from: "2019", valid_to: null });
  assert.throws(() => readLayer({ id: "mine", geometries: [], features: [given] }, []), {
    message: "layer mine, feature 1: there is no geometry 0",
  });
});

test("what lies on no Earth, or is no geometry, is refused", () => {
  for (const [geometry, message] of [
    [{ type: "Point", coordinates: [331650, 3641637] }, /must be degrees, longitude first/],
    [{ type: "LineString", coordinates: [[13, 32], [13, 132]] }, /must be degrees/], // prettier-ignore
    [{ type: "toString", coordinates: [13, 32] }, /geometry toString cannot be drawn/],
    [{ coordinates: [13, 32] }, /geometry undefined cannot be drawn/],
  ]) {
    assert.throws(() => read(feature({}, geometry)), { name: "RangeError", message });
  }
});

test("a colour of simplestyle may lack the sign before it", () => {
  const { colourOr } = load()("AtlasOwn");
  assert.equal(colourOr("ff00aa", "red"), "#ff00aa");
  assert.equal(colourOr("F0a", "red"), "#F0a");
  assert.equal(colourOr("ff00", "red"), "red");
  assert.equal(colourOr("url(x)", "red"), "red");
});

test("a blank may stand before a time of day", () =>
  assert.equal(readDay("valid_to", "2019-12-19 08:00:00"), "2019-12-20"));

for (const [given, drawn] of [
  ["0.5", 0.5],
  ["50%", 0.5],
  [50, 0.5],
  ["0,5", 0.5],
  ["٠٫٥", 0.5],
  [1, 1],
  ["5e-1", 0.5],
  [NaN, 0.6],
  [500, 1],
]) {
  test(`an opacity of ${given} is ${drawn}`, () =>
    assert.equal(ownStyle("Polygon", { "fill-opacity": given }, "red", "white").fillOpacity, drawn));
}

for (const [given, drawn] of [
  ["4px", 4],
  ["٤", 4],
  [0, 0],
  [1e9, 20],
  [-3, 0.8],
]) {
  test(`an edge ${given} wide is drawn ${drawn} px wide`, () =>
    assert.equal(ownStyle("Polygon", { "stroke-width": given }, "red", "white").weight, drawn));
}

for (const text of ["2019-12-19 to 2019-12-25", "2019-12-19 soon", "0019-12-19", "1398-09-28"]) {
  test(`${text} is no day`, () => assert.throws(() => readDay("valid_from", text), { name: "RangeError" }));
}

for (const text of ["9999-12-31", "0001-01-01", "1899-12-30", "1900-01-00"]) {
  test(`${text} is no day, and open`, () => assert.equal(readDay("valid_from", text), null));
}

for (const name of ["ValidFrom", "valid_until", "period", "month", "date"]) {
  test(`days under ${name} are not shown on every day`, () => {
    for (const value of ["2019-05", "2019/12/19", "19/12/2019", "2019-05-04/2019-06-01"]) {
      assert.throws(() => read(feature({ [name]: value })), { message: /is read as no day: name/ });
    }
    assert.equal(read(feature({ [name]: "Tripoli", from: "Sirte", to: "Sabha" })).features.length, 1);
  });
}
