/* A system set to less motion has a map that stands still between two views. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const ANIMATIONS = ["fadeAnimation", "inertia", "markerZoomAnimation", "zoomAnimation"];

/* What of Leaflet moves, and how the map is told to pan. */
function motion(reduced) {
  const evaluate = load({
    matchMedia: (query) => ({ matches: reduced && query.includes("reduced-motion") }),
  });
  const { options } = evaluate("L.Map.prototype");
  return { moving: ANIMATIONS.filter((name) => options[name]), evaluate };
}

/* How a map of a size that is asked to slide does it: by degrees, or at once. */
const slides = (evaluate) =>
  evaluate(`(() => {
    const done = [];
    L.Map.prototype.panBy.call(
      {
        _loaded: true, _panes: {}, _mapPane: { className: { baseVal: "" } },
        _getMapPanePos: () => L.point(0, 0), getSize: () => L.point(100, 100),
        _panAnim: { run: () => done.push("by degrees") },
        _rawPanBy: () => done.push("at once"), fire() { return this; },
      },
      [10, 10],
    );
    return done.join();
  })()`);

test("a map moves as Leaflet has it", () => {
  const { moving, evaluate } = motion(false);
  assert.deepEqual(moving, ANIMATIONS);
  assert.equal(slides(evaluate), "by degrees");
});

test("a system set to less motion stops all of it", () => {
  const { moving, evaluate } = motion(true);
  assert.deepEqual(moving, []);
  assert.equal(slides(evaluate), "at once");
});
