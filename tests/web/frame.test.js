/* Where the map opens, and what no box may cover. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const { Frame, frameView, lengthText } = load()("AtlasFrame");
const SIZE = { width: 1339, height: 636 };
const ZOOMS = [4, 13];
const FRAME = {
  bounds: [
    [19.2, 8.8],
    [36.4, 31],
  ],
  outline: [
    [19.5, 24],
    [23.4, 11.5],
    [33.2, 11.5],
    [35.3, 26.4],
    [31.3, 29],
  ],
};
test("a length is told in the language of the map", () => {
  assert.equal(lengthText(300000, "en"), "300 km");
  assert.equal(lengthText(500, "en"), "500 m");
  assert.equal(lengthText(300000, "ar"), "300 كم");
});

const view = (boxes, size = SIZE) => frameView(size, FRAME, boxes, ZOOMS);

test("a frame is shown as close as it has room, in the middle of the map", () => {
  const [lat, lng, zoom] = view([]);
  assert.equal(zoom, 5.5);
  assert.ok(Math.abs(lng - 19.9) < 0.01 && Math.abs(lat - 28.1) < 0.3);
  assert.equal(view([], { width: 2678, height: 1272 })[2], 6.5);
});

test("a box in an empty corner changes nothing", () => {
  assert.deepEqual(view([{ x: 10, y: 430, width: 250, height: 170 }]), view([]));
});

test("what must be seen moves from under a box, or is shown from farther off", () => {
  const moved = view([{ x: 700, y: 300, width: 639, height: 336 }]);
  assert.notDeepEqual(moved, view([]));
  assert.equal(view([{ x: 500, y: 0, width: 339, height: 150 }])[2] <= 5.5, true);
});

test("where no view is free of boxes the frame is held all the same", () => {
  const [, , zoom] = view([{ x: 0, y: 0, width: 1339, height: 636 }]);
  assert.equal(zoom, 5.5);
  assert.equal(view([], { width: 100, height: 60 })[2], 4);
});

test("a map that rests at a view is not drawn anew to show it", () => {
  const listeners = {};
  const shown = [];
  const map = {
    getCenter() {
      if (!shown.length) throw new Error("Set map center and zoom first.");
      return { equals: ([lat, lng]) => lat === 28 && lng === 17 };
    },
    getZoom: () => 6,
    on: (event, call) => (listeners[event] = call),
    setView: (centre, zoom) => shown.push([...centre, zoom]),
  };
  const frame = new Frame({ map });
  frame.show([28, 17], 6);
  listeners.moveend();
  frame.show([28, 17], 6);
  assert.deepEqual(shown, [[28, 17, 6]]);
  frame.show([28, 17], 7);
  frame.show([29, 17], 6);
  listeners.movestart();
  frame.show([28, 17], 6);
  assert.deepEqual(shown.slice(1), [
    [28, 17, 7],
    [29, 17, 6],
    [28, 17, 6],
  ]);
});
