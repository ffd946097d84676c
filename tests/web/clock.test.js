/* The page is to run again only when what it waits for has come further. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

const SCRIPT = path.join(__dirname, "../../geo/web/static/clock.js");

/** The component's function, with a window and a fetch of the test's own. */
function clock(answers) {
  const due = [];
  const window = {
    setTimeout: (work, wait) => due.push({ work, wait }),
    clearTimeout: () => due.splice(0),
  };
  const fetch = async () => {
    const text = answers.shift();
    if (text === undefined) throw new TypeError("no answer");
    return { ok: text !== null, text: async () => text };
  };
  const text = fs.readFileSync(SCRIPT, "utf-8").replace("export default", "return");
  const start = vm.runInNewContext(`(() => {${text}})()`, { window, fetch, Date, Math });
  const ticks = [];
  const element = {};
  const close = start({
    parentElement: { querySelector: () => element },
    data: { address: "/progress/x", shown: "pending" },
    setTriggerValue: (name) => ticks.push(name),
  });
  return { due, ticks, close, next: () => due.shift().work() };
}

test("while nothing is new the page does not run, and looks less and less often", async () => {
  const { due, ticks, next } = clock(["pending", "pending", "drawn"]);
  const first = due[0].wait;
  await next();
  await next();
  assert.deepEqual(ticks, []);
  assert.ok(due[0].wait > first);
  await next();
  assert.deepEqual(ticks, ["tick"]);
});

test("where no answer is to be had the page looks for itself", async () => {
  const { ticks, next } = clock([null]);
  await next();
  await next();
  assert.deepEqual(ticks, ["tick", "tick"]);
});

test("a clock that is left out looks no more", async () => {
  const { due, next, close } = clock(["pending", "pending"]);
  const looking = next();
  close();
  await looking;
  assert.equal(due.length, 0);
});
