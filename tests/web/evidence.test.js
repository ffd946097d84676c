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
    documentElement: { style: {}, dataset: {} },
    createElement: () => ({ style: {} }),
    createElementNS: () => ({ style: {} }),
    getElementById: () => null,
  };
  const { Evidence } = load({ document, fetch })("AtlasEvidence");
  const evidence = new Evidence({ map: { on() {} }, data: { evidence: "evidence.json" } });
  return { urls, read: () => new Promise((use) => evidence.read(use, { setContent() {} })) };
}

const newer = () => Promise.resolve({ ok: true, json: () => Promise.resolve({ edition: "newer" }) });
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
  ["that of newer records", newer],
]) {
  test(`where it is ${name} each waiting click hears of it, and the next one tries again`, async () => {
    const { urls, read } = make([fails, good]);
    assert.deepEqual(await Promise.all([read(), read()]), [undefined, undefined]);
    assert.ok(await read());
    assert.equal(urls.length, 2);
  });
}

const AGES = {
  day: { one: "1 d", other: "{count} d" },
  month: { one: "one", two: "two", few: "{count} few", many: "{count} many", other: "{count} m" },
  year: { one: "1 y", other: "{count} y" },
};

for (const [from, to, arabic, english] of [
  ["2026-11-27", "2026-11-28", "1 d", "1 d"],
  ["2026-10-29", "2026-11-28", "30 d", "30 d"],
  ["2026-10-28", "2026-11-28", "one", "one"],
  ["2026-08-29", "2026-11-28", "two", "2 m"],
  ["2026-08-28", "2026-11-28", "3 few", "3 m"],
  ["2025-06-01", "2026-11-28", "17 many", "17 m"],
  ["2024-11-28", "2026-11-28", "2 y", "2 y"],
]) {
  test(`the age of evidence of ${from} on ${to}`, () => {
    const { ageText } = load()("AtlasEvidence");
    const day = (text) => Date.parse(text) / 864e5;
    assert.equal(ageText(day(from), day(to), AGES, "ar"), arabic);
    assert.equal(ageText(day(from), day(to), AGES, "en"), english);
  });
}

for (const [language, note, text, attributes] of [
  ["ar", { en: "Since 2014.", ar: "منذ 2014." }, "منذ 2014.", { class: "atlas-note" }],
  ["en", { en: "Since 2014.", ar: "منذ 2014." }, "Since 2014.", { class: "atlas-note" }],
  ["ar", { en: "Since 2014." }, "Since 2014.", { class: "atlas-note", dir: "ltr", lang: "en" }],
]) {
  test(`a note with ${Object.keys(note).join(" and ")} as read in ${language}`, () => {
    const document = {
      documentElement: { style: {}, dataset: {} },
      createElement: (tag) => ({
        tag,
        attributes: {},
        children: [],
        setAttribute(name, value) {
          this.attributes[name] = value;
        },
        append(child) {
          this.children.push(child);
        },
      }),
      createElementNS: () => ({ style: {} }),
      getElementById: () => null,
    };
    const { noteLine } = load({ document })("AtlasSeaEvidence");
    const line = noteLine(note, language);
    assert.deepEqual({ ...line.attributes }, attributes);
    assert.deepEqual([line.tag, ...line.children], ["p", text]);
  });
}

for (const [subject, tab] of [
  [{ place: "sirte", layer: "tripoli_held" }, "place"],
  [{ places: ["a", "b"], layer: "front_lines" }, "place"],
  [{ sea: {} }, "sea"],
  [{ agreement: "a" }, "agreements"],
  [{ place: "sirte", layer: "events" }, "events"],
  [{ own: {} }, "own"],
]) {
  test(`the evidence of ${Object.keys(subject)} belongs to the tab ${tab}`, () => {
    const { tabOf } = load()("AtlasBrief");
    assert.equal(tabOf(subject), tab);
  });
}
