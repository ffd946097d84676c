/* The map's scripts rest on private members of Leaflet: the pinned one must have each. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { find, leafletSource, load, read } = require("./load.js");

const [DECLARED] = find("geo/web/static/**/leaflet-hooks.d.ts").map(read);
const leaflet = load()("L");
const classes = [...Object.values(leaflet), ...Object.values(leaflet.Control)].filter(
  (value) => typeof value === "function" && value.prototype,
);
const members = [...new Set(DECLARED.match(/\b_\w+(?=\??:|\()/g))];
const methods = members.filter((name) => new RegExp(`\\b${name}\\(`).test(DECLARED));

test("the declaration lists members", () => {
  assert.ok(members.length >= 15);
  assert.ok(methods.length >= 8);
});

for (const name of members) {
  test(`Leaflet has ${name}`, () => {
    if (methods.includes(name)) {
      assert.ok(classes.some((one) => typeof one.prototype[name] === "function"));
    } else {
      assert.match(leafletSource(), new RegExp(`\\.${name}=`));
    }
  });
}

test("no script uses a private member of Leaflet that is not declared", () => {
  /* tsc says so too, but not of a value of type any, such as a track's path. */
  const ofPath = find("geo/web/static/**/*.js").flatMap(
    (file) => read(file).match(/\bpath\._\w+|_renderer\._\w+/g) ?? [],
  );
  assert.deepEqual(
    ofPath.map((use) => use.split(".").pop()).filter((name) => !members.includes(name)),
    [],
  );
});
