/* The evidence is fetched once, however often one clicks meanwhile. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

function make(answers) {
  const urls = [];
  const fetch = (url) => {
    urls.push(url);
    return answers.shift()();
  };
  const document = {
    documentElement: { style: {} },
    createElement: () => ({ style: {} }),
    createElementNS: () => ({ style: {} }),
    getElementById: () => null,
  };
  const { Evidence } = load({ document, fetch })("AtlasEvidence");
  const evidence = new Evidence({ map: { on() {} }, data: { evidence: "evidence.json" } });
  return { urls, read: () => new Promise((use) => evidence._read({ setContent() {} }, use)) };
}

const good = () => Promise.resolve({ ok: true, json: () => Promise.resolve({ claims: {} }) });
const missing = () => Promise.resolve({ ok: false });
const broken = () => Promise.reject(new Error("no network"));

test("two clicks and a third after them fetch it once", async () => {
  const { urls, read } = make([good]);
  const [first, second] = await Promise.all([read(), read()]);
  assert.equal(await read(), first);
  assert.equal(second, first);
  assert.deepEqual(urls, ["evidence.json"]);
});

for (const [name, fails] of [
  ["missing", missing],
  ["out of reach", broken],
]) {
  test(`where it is ${name} each waiting click hears of it, and the next one tries again`, async () => {
    const { urls, read } = make([fails, good]);
    assert.deepEqual(await Promise.all([read(), read()]), [undefined, undefined]);
    assert.ok(await read());
    assert.equal(urls.length, 2);
  });
}
