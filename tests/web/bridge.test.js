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

/* The page around a map: `urls` are the steps of its history. */
function makePage(on) {
  const urls = ["http://a.test/?date=2019-12-19&plase=x&ref=y"];
  const sent = [];
  /** @type {Record<string, string>} */
  const named = {};
  const frame = Object.assign(named, {
    setAttribute: (/** @type {string} */ name, /** @type {string} */ text) => void (named[name] = text),
  });
  const page = {
    location: {
      get href() {
        return urls[urls.length - 1];
      },
      get search() {
        return new URL(urls[urls.length - 1]).search;
      },
    },
    history: {
      state: null,
      pushState: (_state, _title, url) => urls.push(String(url)),
      replaceState: (_state, _title, url) => (urls[urls.length - 1] = String(url)),
    },
    frames: [],
    document: { documentElement: {}, getElementById: () => null, querySelectorAll: () => [frame] },
    addEventListener: on,
    postMessage: ({ value }) => value && sent.push(value),
  };
  return { page, urls, sent };
}

/* As much of a map as a connection touches. */
function makeAtlas(move) {
  const atlas = {
    date: "2019-12-19",
    span: ["2014-05-16", "2026-01-01"],
    language: "ar",
    direction: "rtl",
    texts: { title: "الخريطة" },
    view: "28,17,5",
    claimants: [],
    selected: null,
    agreement: null,
    line: null,
    opened: "",
    sea: { emphasise() {} },
    layers: () => [],
    shownLayers: () => ["places", "events"],
    setLanguage() {},
    setDate: (date) => (atlas.date = date),
    setClaimants() {},
    setGround() {},
    against: null,
    setAgainst: (date) => (atlas.against = date),
    select: (id) => (atlas.selected = id),
    selectAgreement: (id) => (atlas.agreement = id),
    selectLine: (id) => (atlas.line = id),
    show: (view) => {
      atlas.view = String(view);
      move();
    },
  };
  return atlas;
}

const NAMES = ["layers", "view", "claimants", "place", "agreement", "line"];

/* A map, a page around it and a connection of both. */
function connect() {
  const listeners = {};
  const on = (name, call) => (listeners[name] ??= []).push(call);
  const { page, urls, sent } = makePage(on);
  const move = (named) => listeners["atlas:moved"].forEach((call) => call({ detail: { named } }));
  const atlas = makeAtlas(move);
  const timers = [];
  const evaluate = load({
    parent: page,
    addEventListener: on,
    URL,
    fetch: good,
    setTimeout: (call, ms) => timers.push({ call, ms }),
    clearTimeout: (id) => id && (timers[id - 1] = null),
  });
  evaluate("(atlas) => (window.startAtlas = () => atlas)")(atlas);
  Object.assign(evaluate("document.documentElement"), { addEventListener: () => {}, matches: () => true });
  evaluate("document").addEventListener = () => {};
  const names = Object.fromEntries(NAMES.map((name) => [name, name]));
  const args = {
    command: 0,
    acknowledged: 0,
    address: { ...names, day: "date", language: "lang" },
    beside: { tab: "", plase: "" },
    date: "2019-12-19",
    selected: null,
    own: [],
    layers: [],
  };
  const { Connection } = evaluate("AtlasBridge");
  const link = new Connection({}, {}, args);
  const settle = () => listeners["atlas:settled"].forEach((call) => call({}));
  const hand = (more = {}) => link.update(Object.assign(args, more), undefined);
  const back = () => {
    urls.pop();
    listeners.popstate.forEach((call) => call({ stopImmediatePropagation() {} }));
  };
  hand();
  link.send(null);
  hand({ acknowledged: 1 });
  return { atlas, page, urls, sent, move, settle, hand, back, timers };
}

test("the page's document has the language of the map", () => {
  const { page } = connect();
  assert.deepEqual(page.document.documentElement, { lang: "ar", dir: "rtl" });
  const [frame] = page.document.querySelectorAll("iframe");
  assert.equal(frame.title, "الخريطة");
});

test("the first address is no step; unknown parameters leave it, foreign ones stay", () => {
  const { urls } = connect();
  assert.deepEqual(urls, ["http://a.test/?date=2019-12-19&ref=y&layers=places,events&view=28,17,5&lang=ar"]);
});

test("a choice is a step, with what Python makes of it; a pan is none, a named view is", () => {
  const { atlas, urls, sent, move, settle, hand } = connect();
  atlas.selected = "sirte";
  move(); /* the popup moves the map before the choice has settled */
  assert.equal(urls.length, 1);
  assert.ok(!urls[0].includes("sirte"));
  settle();
  hand({ acknowledged: sent[sent.length - 1].serial, selected: "sirte", beside: { tab: "place" } });
  assert.equal(urls.length, 2);
  assert.ok(urls[1].includes("place=sirte&tab=place"));
  atlas.view = "29,18,6";
  move();
  assert.equal(urls.length, 2);
  assert.ok(urls[1].includes("view=29,18,6"));
  hand({ beside: { tab: "areas" } });
  assert.equal(urls.length, 3);
  atlas.view = "26,13,7";
  move(true);
  assert.equal(urls.length, 4);
  settle();
  hand();
  assert.equal(urls.length, 4);
});

test("what Python wants is one step, though the map moves and turns on the way", () => {
  const { urls, hand } = connect();
  hand({ command: 1, go: [32, 13, 9], date: "2020-01-01", selected: "tripoli" });
  assert.equal(urls.length, 2);
  assert.ok(urls[0].includes("date=2019-12-19") && urls[0].includes("view=28,17,5"));
  assert.ok(urls[1].includes("date=2020-01-01") && urls[1].includes("place=tripoli"));
});

test("going back asks Python, writes nothing meanwhile, and never loops", () => {
  const { urls, sent, move, settle, hand, back } = connect();
  hand({ command: 1, go: [32, 13, 9], selected: "tripoli" });
  const [first] = urls;
  back();
  const message = sent[sent.length - 1];
  assert.ok(first.endsWith(message.address));
  move();
  hand({ acknowledged: message.serial - 1, beside: { tab: "areas" } }); /* Python knows nothing of it yet */
  assert.deepEqual(urls, [first]);
  hand({ acknowledged: message.serial, command: 2, go: [28, 17, 5], selected: null, beside: { tab: "" } });
  settle();
  assert.deepEqual(urls, [first]);
});

test("an address stands in each message until it is answered, with what changed after it", () => {
  const { atlas, sent, settle, hand, back } = connect();
  hand({ command: 1, selected: "tripoli" });
  atlas.language = "en"; /* has not settled, and goes with the page that is left */
  back();
  const { address, serial } = sent.at(-1);
  assert.equal(sent.at(-1).address_serial, serial);
  assert.deepEqual([...sent.at(-1).changed], []);
  atlas.date = "2020-05-01";
  settle();
  const later = sent.at(-1);
  assert.ok(address);
  assert.deepEqual([later.address, later.address_serial, later.serial], [address, serial, serial + 1]);
  assert.deepEqual([...later.changed], ["date"]);
  hand({ acknowledged: serial + 1, command: 2, date: "2020-05-01" });
  atlas.date = "2020-06-01";
  settle();
  assert.equal(sent.at(-1).address, "");
  assert.deepEqual([...sent.at(-1).changed], ["date"]);
});

test("what nobody answers is sent again, more and more rarely, until somebody does", () => {
  const { sent, hand, back, timers } = connect();
  hand({ command: 1, selected: "tripoli" });
  back();
  const { address, serial } = sent.at(-1);
  const waiting = () => timers.filter(Boolean);
  const pass = () => {
    const [timer] = waiting();
    timers[timers.indexOf(timer)] = null;
    timer.call();
    return timer.ms;
  };
  hand({ acknowledged: serial - 1 }); /* an older run's */
  assert.deepEqual([pass(), pass()], [4000, 8000]);
  assert.deepEqual([sent.at(-1).address, sent.at(-1).serial], [address, serial + 2]);
  hand({ acknowledged: serial + 2, command: 2 });
  assert.equal(waiting().length, 0);
});

test("a day typed while the page flies to a place stays, and Python learns of it", () => {
  const { atlas, sent, settle, hand } = connect();
  atlas.date = "2020-05-01"; /* has not settled */
  hand({ command: 1, go: [32, 13, 9], selected: "tarhuna" });
  assert.deepEqual([atlas.date, atlas.selected], ["2020-05-01", "tarhuna"]);
  settle();
  const { date, selected, command } = sent.at(-1);
  assert.deepEqual([date, selected, command], ["2020-05-01", "tarhuna", 1]);
});

test("a day that is on its way to Python stays; what Python changes later does not", () => {
  const { atlas, sent, settle, hand } = connect();
  atlas.date = "2020-05-01";
  settle();
  hand({ command: 1, date: "2019-12-19", selected: "tarhuna" }); /* written before it came */
  assert.deepEqual([atlas.date, atlas.selected], ["2020-05-01", "tarhuna"]);
  const count = sent.length;
  settle();
  assert.equal(sent.length, count); /* it is known by then */
  hand({ command: 2, date: "2019-12-19", selected: "sirte" });
  assert.deepEqual([atlas.date, atlas.selected], ["2020-05-01", "sirte"]);
  hand({ command: 3, acknowledged: sent.at(-1).serial, date: "2014-08-25" });
  assert.equal(atlas.date, "2014-08-25");
});

test("a click on the map is one choice: no other place is opened over it", () => {
  const { atlas, hand } = connect();
  Object.assign(atlas, { agreement: "accord", opened: "1 agreements" });
  hand({ command: 1, selected: "sirte" });
  assert.deepEqual([atlas.selected, atlas.agreement, atlas.opened], [null, "accord", "1 agreements"]);
});

test("layers of Python's are shown though one of the reader's own has just come", async () => {
  const { atlas, hand } = connect();
  const shown = new Set(["places", "events"]);
  Object.assign(atlas, {
    notices: { add: (id) => assert.fail(id) },
    addLayer: ({ id }) => shown.add(id),
    layers: () => ["places", "events", "mine"].map((id) => ({ id })),
    setLayer: (id, on) => (on ? shown.add(id) : shown.delete(id)),
    shownLayers: () => [...shown],
  });
  hand({ own: [{ id: "mine", name: "mine", file: "mine.json" }] });
  await settled();
  assert.ok(shown.has("mine"));
  hand({ command: 1, layers: ["places"] });
  assert.deepEqual([...shown], ["places", "mine"]);
});

test("Python learns that the page has turned dark, once", () => {
  const { Bridge } = load({ parent: { postMessage() {} }, addEventListener() {} })("AtlasBridge");
  const bridge = new Bridge({});
  const told = [];
  bridge.connection = { update: (_args, theme) => told.push(theme), sendOnceDrawn: () => told.push("sent") };
  for (const base of ["light", "light", "dark", "dark"]) bridge.receive({ data: "a.json" }, { base });
  assert.deepEqual(told, ["light", "light", "dark", "sent", "dark"]);
});
