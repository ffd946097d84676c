/* When the page hears of a change. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

function make() {
  const events = [];
  const timers = new Map();
  let last = 0;
  const { Notifier } = load({
    CustomEvent,
    dispatchEvent: ({ type, detail }) => events.push(`${type} ${detail.date}`),
    setTimeout: (callback) => timers.set(++last, callback) && last,
    clearTimeout: (id) => timers.delete(id),
  })("AtlasNotify");
  const elapse = () => {
    for (const [id, callback] of timers) timers.delete(id) && callback();
  };
  return { notifier: new Notifier(() => "2019-12-19"), events, elapse };
}

test("changes settle once, after a rest", () => {
  const { notifier, events, elapse } = make();
  notifier.changed();
  notifier.changed();
  assert.deepEqual(events, []);
  elapse();
  assert.deepEqual(events, ["atlas:settled 2019-12-19"]);
});

test("from hold to release nothing settles but once at its end", () => {
  const { notifier, events, elapse } = make();
  notifier.hold();
  notifier.changed();
  elapse();
  assert.deepEqual(events, []);
  notifier.release();
  elapse();
  assert.deepEqual(events, ["atlas:settled 2019-12-19"]);
});
