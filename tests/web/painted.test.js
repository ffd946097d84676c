/* What is drawn has the colours of its holder, and those of the page around it. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load, read, find } = require("./load.js");

const evaluate = load();
const { Looks } = evaluate("AtlasLooks");
const { Road } = evaluate("AtlasPaint");
const { Fronts } = evaluate("AtlasFronts");

const COLOURS = { halo: "#ffffff", dot: "#111111", land: "#eeeeee" };
const CAMPS = { tripoli: "#2a7c6d", eastern: "#c2573d" };
const DAY = 18000;

function atlasOf(camp, seen) {
  const cell = { camp, seen, from: 0, to: Infinity };
  const fills = Object.fromEntries(Object.entries(CAMPS).map(([id, colour]) => [id, { core: { colour } }]));
  const atlas = {
    data: { start: {}, layers: [], colours: COLOURS, fills, age_days: [180, 365, 730, 1095] },
    time: { day: () => DAY },
    place: () => ({ id: "hun", zoom: 4, dot: 3 }),
  };
  const looks = Object.create(Looks.prototype);
  return Object.assign(looks, { atlas, cells: new Map([["hun", [cell]]]) });
}

test("a dot has its holder's colour: full, then half-toned, then hollow", () => {
  const dot = (camp, ago) => atlasOf(camp, DAY - ago)._dot({ place: "hun" }, DAY, 6);
  for (const [camp, colour] of Object.entries(CAMPS)) {
    assert.equal(dot(camp, 10).fillColor, colour);
    assert.equal(dot(camp, 10).color, COLOURS.halo);
    assert.notEqual(dot(camp, 200).fillColor, colour);
    assert.deepEqual([dot(camp, 400).fillColor, dot(camp, 400).color], [COLOURS.halo, colour]);
  }
  assert.notEqual(dot("tripoli", 200).fillColor, dot("eastern", 200).fillColor);
});

test("no style sheet overrides what a dot is painted with", () => {
  const { className } = atlasOf("tripoli", DAY)._dot({ place: "hun" }, DAY, 6);
  assert.equal(className, undefined);
  const [sheet] = find("geo/web/static/atlas.css");
  assert.doesNotMatch(read(sheet), /\.leaflet-interactive[^{]*\{[^}]*(fill|stroke):/);
});

test("beneath a road lies what the page's colours ask for, once these change", () => {
  const styles = [];
  const road = new Road([], {});
  road._casing = { setStyle: (style) => styles.push(style) };
  road.setStyle({ color: "#7b6f60", casing: { color: "#14171b" } });
  road.setStyle({ color: "#7b6f60" });
  assert.deepEqual(styles, [{ color: "#14171b" }]);
});

test("fronts and their bands are painted anew by the same lines", () => {
  const seen = [];
  const drawn = (name) => ({ setStyle: (style) => seen.push([name, style.color]) });
  const four = (name) => Array.from({ length: 4 }, () => drawn(name));
  const fronts = Object.create(Fronts.prototype);
  fronts._lines = { firm: { bands: four("band"), knots: drawn("band"), strokes: four("stroke") } };
  fronts.atlas = { data: { colours: { halo: "#14171b" }, lines: { firm: { color: "#ffffff", weight: 2 } } } };
  fronts.paint();
  assert.equal(seen.length, 9);
  for (const [name, colour] of seen) assert.equal(colour, name === "band" ? "#14171b" : "#ffffff");
});
