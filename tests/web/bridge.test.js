/* What the page and the map hand each other. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const settled = () => new Promise(setImmediate);

function make(answer) {
  const log = [];
  const atlas = {
    addLayer({ id, name }) {
      if (name === "refused") throw new RangeError("no layer");
      log.push(`add ${id}`);
    },
    removeLayer: (id) => log.push(`remove ${id}`),
    notices: {
      add: (id, text, name) => log.push(`notice ${id} ${text} ${name}`),
      remove: (id) => log.push(`clear ${id}`),
    },
  };
  const fetched = [];
  const fetch = (file) => {
    fetched.push(file);
    return answer(file);
  };
  const { OwnLayers } = load({ fetch })("AtlasBridge");
  return { own: new OwnLayers(atlas), log, fetched };
}

const good = () =>
  Promise.resolve({ ok: true, json: () => Promise.resolve({ geometries: [], features: [] }) });
const layer = (id, name = id) => ({ id, name, file: `${id}.json` });

test("a layer is fetched once, added, and removed with the page's own", async () => {
  const { own, log, fetched } = make(good);
  own.update([layer("a")]);
  own.update([layer("a"), layer("b")]);
  await settled();
  own.update([layer("b")]);
  assert.deepEqual(fetched, ["a.json", "b.json"]);
  assert.deepEqual(log, ["add a", "add b", "remove a", "clear a"]);
  assert.ok(own.has("b") && !own.has("a"));
});

for (const [name, answer, title] of [
  ["was swept", () => Promise.resolve({ ok: false, status: 404 }), "mine"],
  ["is out of reach", () => Promise.reject(new Error("no network")), "mine"],
  [
    "is no JSON",
    () => Promise.resolve({ ok: true, json: () => Promise.reject(new SyntaxError("<")) }),
    "mine",
  ],
  ["is refused", good, "refused"],
]) {
  test(`the reader learns that a file ${name}, once, until it is removed`, async () => {
    const { own, log, fetched } = make(answer);
    own.update([layer("a", title)]);
    await settled();
    own.update([layer("a", title)]);
    await settled();
    assert.deepEqual(log, [`notice a own_unreadable ${title}`]);
    assert.equal(fetched.length, 1);
    own.update([]);
    assert.deepEqual(log.slice(1), ["clear a"]);
  });
}

test("a layer that left while it was read is not added", async () => {
  const { own, log } = make(good);
  own.update([layer("a")]);
  own.update([]);
  await settled();
  assert.deepEqual(log, ["clear a"]);
});

test("a day off the timeline is shown as the nearest one", () => {
  const { nearestDate } = load()("AtlasBridge");
  const span = ["2014-05-16", "2026-11-27"];
  const shown = ["2013-01-01", "2019-12-19", "2026-11-28"].map((date) => nearestDate(date, span));
  assert.deepEqual(shown, ["2014-05-16", "2019-12-19", "2026-11-27"]);
});
