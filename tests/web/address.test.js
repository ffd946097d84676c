/* What an address asks a map that stands alone to show, however the link was pasted. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { plain, read, withParts } = load({ URL })("AtlasAddress");
const NAMES = {
  ...{ day: "date", layers: "layers", view: "view", claimants: "claimants", ground: "ground" },
  ...{ language: "lang", place: "place", agreement: "agreement", line: "line", against: "against" },
};
const data = {
  address: NAMES,
  foreign: "utm_\\w*|embed",
  span: ["2014-05-16", "2026-10-01"],
  today: "2026-11-29",
  zooms: [4, 13],
  views: [{ id: "country" }, { id: "sirte-jufra" }],
  layers: [{ id: "places" }, { id: "events" }],
  words: { en: {}, ar: {} },
  claimants: [{ id: "greece" }, { id: "libya" }, { id: "malta" }],
};
const reading = (search) => {
  const { start, faults } = read(search, data);
  return JSON.parse(JSON.stringify({ ...start, faults }));
};

for (const day of [
  "2019-12-19",
  "٢٠١٩-١٢-١٩",
  "۲۰۱۹-۱۲-۱۹",
  "２０１９-１２-１９",
  "٢٠١٩/١٢/١٩",
  "\u200f2019–12–19\u200e",
]) {
  for (const end of ["", ".", ")", "،", "%20", "»."]) {
    test(`${day}${end} is the day`, () =>
      assert.deepEqual(reading(`?date=${day}${end}`), { date: "2019-12-19", faults: [] }));
  }
}

test("a view may be in Arabic digits and marks", () => {
  assert.deepEqual(reading("?view=٣٢٫٨،١٣٫٢،٨").view, [32.8, 13.2, 8]);
  assert.equal(plain("٣٢٫٨؛ −۱۳٫۲"), "32.8; -13.2");
});

test("a view may be told by its name", () => {
  for (const name of ["country", "Sirte-Jufra", "sirte-jufra)."]) {
    assert.deepEqual(reading(`?view=${name}`), { faults: [] });
  }
  assert.deepEqual(reading("?view=atlantis").faults, ["view=atlantis"]);
});

test("a link that went through HTML opens as meant", () => {
  assert.deepEqual(reading("?Date=2020-06-10&amp;view=32.8,13.2,8&amp;lang=ar"), {
    ...{ date: "2020-06-10", view: [32.8, 13.2, 8], language: "ar" },
    faults: [],
  });
});

test("a language may name a country", () => {
  for (const text of ["ar-LY", "AR", "ar_EG"]) {
    assert.deepEqual(reading(`?lang=${text}`), { language: "ar", faults: [] });
  }
});

test("of what cannot be shown each is told by its name, and the rest is shown", () => {
  const search =
    "?date=yesterday&layers=oil,places&view=,,&plase=sirte&utm_source=x&embed=1&claimants=greece،libya";
  assert.deepEqual(reading(search), {
    layers: ["places"],
    claimants: ["greece", "libya"],
    faults: ["date=yesterday", "view=,,", "layers=oil", "plase"],
  });
});

test("a day off the map and a zoom that there is not", () => {
  assert.deepEqual(reading("?date=2027-01-01").faults, ["date=2027-01-01"]);
  assert.deepEqual(reading("?view=32,13,19").view, [32, 13, 13]);
});

test("an address without layers shows none, and is written so", () => {
  assert.deepEqual(reading("?layers="), { layers: [], faults: [] });
  const { search } = withParts("file:///map.html?layers=places&place=sirte", { layers: "", place: "" });
  assert.equal(search, "?layers=");
});

test("of a name that is there twice the last counts, as on the page", () => {
  assert.equal(reading("?date=2019-12-19&date=2020-06-10").date, "2020-06-10");
});

test("states are at most as many as the map shows, and bring their layers", () => {
  assert.deepEqual(reading("?claimants=libya,greece,libya"), {
    ...{ claimants: ["greece", "libya"], layers: ["places", "events"] },
    faults: [],
  });
  assert.deepEqual(reading("?claimants=greece,libya,malta").faults, ["claimants=greece,libya,malta"]);
  assert.deepEqual(reading("?claimants="), { claimants: [], faults: [] });
});

test("a number is one in ten digits", () => {
  assert.deepEqual(reading("?view=0x20,13,8").faults, ["view=0x20,13,8"]);
});
