/* Loads the map's scripts, and the pinned Leaflet, with as much of a browser as they touch
 * while they load. What needs a real browser is tested in Chromium. */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ROOT = path.join(__dirname, "..", "..");
const find = (pattern) => fs.globSync(pattern, { cwd: ROOT }).map((file) => path.join(ROOT, file));
const read = (file) => fs.readFileSync(file, "utf8");

const PACKAGES = [".venv/lib/python*/site-packages", ".venv/Lib/site-packages"]; /* the latter on Windows */
const [LEAFLET] = PACKAGES.flatMap((folder) => find(`${folder}/xstatic/pkg/leaflet/data/leaflet.js`));

/* The files of the scripts, each of which uses those before it, as Python lists them. */
function scriptFiles() {
  const lists = find("geo/**/*.py").map((file) => /\nSCRIPTS = \(([^)]*)\)/.exec(read(file))?.[1]);
  const names = lists.find(Boolean).matchAll(/"([^"]+)"/g);
  return Array.from(names, ([, name]) => find(`geo/web/static/**/${name}`)[0]);
}

/* An element that bears whatever Leaflet does to it while it loads. */
function element() {
  return { style: {}, dataset: {}, appendChild() {}, setAttribute() {}, append() {}, addEventListener() {} };
}

/**
 * A window with Leaflet and all scripts, and an `evaluate` that sees their names.
 * @param {object} [more] what the window has besides
 */
function load(more = {}) {
  const document = { documentElement: element(), createElement: element, createElementNS: element };
  const window = {
    document,
    navigator: { userAgent: "node", platform: "" },
    location: { protocol: "file:" },
    screen: {},
    requestAnimationFrame: () => 0,
    cancelAnimationFrame() {},
    matchMedia: () => ({ matches: false }),
    CSS: { supports: (_, value) => /^(#|red|blue)/.test(value) },
    addEventListener() {},
    dispatchEvent() {},
    setTimeout,
    clearTimeout,
    URLSearchParams,
    ...more,
  };
  window.window = window;
  vm.createContext(window);
  for (const file of [LEAFLET, ...scriptFiles()]) vm.runInContext(read(file), window, { filename: file });
  return (code) => vm.runInContext(code, window);
}

module.exports = { find, leafletSource: () => read(LEAFLET), load, read };
