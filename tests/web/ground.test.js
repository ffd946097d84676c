/* How fronts are joined, smoothed and faded, and rings drawn. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const evaluate = load();
const { Fronts, fadedStart, joined, smooth } = evaluate("AtlasFronts");
const { CellRing } = evaluate("AtlasGround");
const plain = (value) => JSON.parse(JSON.stringify(value));

test("lines are joined where just two meet, whichever way they run", () => {
  const a = [
    [0, 0],
    [1, 0],
  ];
  const b = [
    [2, 0],
    [1, 0],
  ];
  const [line, ...others] = plain(joined([a, b]));
  assert.deepEqual(others, []);
  assert.deepEqual(line.map(([x]) => x).sort(), [0, 1, 2]);
  const c = [
    [1, 0],
    [1, 1],
  ];
  assert.equal(joined([a, b, c]).length, 3);
});

test("a ring of lines is one", () => {
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const sides = [0, 1, 2].map((i) => [corners[i], corners[i + 1]]);
  const [ring, ...others] = plain(joined(sides));
  assert.deepEqual(others, []);
  assert.deepEqual(ring[0], ring[ring.length - 1]);
  const round = plain(smooth(ring));
  assert.deepEqual(round[0], round[round.length - 1]);
});

test("corners are cut, ends stay", () => {
  const line = [
    [0, 0],
    [8, 0],
    [8, 8],
  ];
  const cut = plain(smooth(line));
  assert.deepEqual([cut[0], cut[cut.length - 1]], [line[0], line[2]]);
  assert.ok(cut.every(([x, y]) => x !== 8 || y !== 0));
  assert.equal(smooth([line[0], line[2]]).length, 2);
});

test("a corner is cut no farther off than the band of a front is wide", () => {
  const line = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  const farthest = (most) => Math.max(...plain(smooth(line, most)).map(([x, y]) => Math.min(1 - x, y)));
  assert.ok(Math.max(...plain(smooth(line, 5)).map(([x, y]) => (y === 0 ? x : 0))) > 0.9);
  assert.ok(farthest(5) < farthest(Infinity));
});

test("a stub that leaves a front for the open is left out, a longer branch is not", () => {
  const fronts = Object.create(Fronts.prototype);
  fronts._closed = new Set();
  fronts.atlas = { data: { fronts: { band_km: 8 } } };
  const row = (...xs) => xs.map((x) => [x, 0]);
  const main = row(0, 2);
  for (const [end, kept] of [
    [2.05, 0],
    [2.1, 1],
  ]) {
    const branch = row(2, end);
    const open = fronts._openEnds([main, branch]);
    assert.equal(fronts._withoutStubs([branch], open).length, kept);
    assert.equal(fronts._withoutStubs([main, branch], open).length, 2); /* one front of one kind */
  }
});

test("the end of a line fades over thirty kilometres, in three parts", () => {
  const line = [
    [15, 0],
    [17, 0],
  ];
  const { faded, rest } = plain(fadedStart(line));
  assert.equal(faded.length, 3);
  assert.deepEqual(faded[0][0], line[0]);
  assert.deepEqual(rest[rest.length - 1], line[1]);
  const km = (rest[0][0] - 15) * 111.2;
  assert.ok(Math.abs(km - 30) < 0.1, String(km));
});

test("teeth stand on the side of an attacker, or all around, and point at the place", () => {
  const { teeth } = evaluate("AtlasPaint");
  const corners = (path) =>
    path
      .split("Z")
      .filter(Boolean)
      .map((tooth) =>
        tooth
          .slice(1)
          .split("L")
          .map((at) => at.split(" ").map(Number)),
      );
  const east = corners(teeth(0, 0, 5, 90));
  assert.equal(east.length, 5);
  for (const [point, ...base] of east) {
    assert.ok(base.every(([x]) => x > 0));
    assert.ok(base.every((corner) => Math.hypot(...corner) > Math.hypot(...point)));
  }
  const around = corners(teeth(0, 0, 5, null));
  assert.ok(around.some(([[x]]) => x < -4) && around.some(([[x]]) => x > 4));
});

test("a ring is drawn where Leaflet would draw it, what is out of sight cut off", () => {
  const Leaflet = evaluate("L");
  const corners = [
    [13, 32],
    [13.000001, 32],
    [14, 32],
    [14, 33],
    [13, 32],
  ];
  const crs = Leaflet.CRS.EPSG3857;
  const origin = Leaflet.point(8000, 6000);
  const map = {
    getZoom: () => 6,
    getZoomScale: (to, from) => 2 ** (to - from),
    getPixelOrigin: () => origin,
  };
  const drawn = (sight) => {
    const ring = new CellRing([[corners]], { ring: "core" });
    let path = "";
    Object.assign(ring, { _map: map, _renderer: { _bounds: sight, _setPath: (_, d) => (path = d) } });
    ring._update();
    return path;
  };
  const at = ([lng, lat]) => crs.latLngToPoint(Leaflet.latLng(lat, lng), 6)._round()._subtract(origin);
  const whole = [0, 2, 3, 4].map((i, k) => `${k ? "L" : "M"}${at(corners[i]).x} ${at(corners[i]).y}`);
  assert.equal(drawn(Leaflet.bounds([-1e5, -1e5], [1e5, 1e5])), `${whole.join("")}z`);
  assert.equal(drawn(Leaflet.bounds([-10, -10], [0, 0])), "M0 0");
  const { x, y } = at(corners[3]);
  const part = drawn(Leaflet.bounds([x - 5, y - 5], [x + 5, y + 5]));
  const spots = part
    .slice(1, -1)
    .split("L")
    .map((spot) => spot.split(" ").map(Number));
  assert.ok(spots.every(([left, top]) => Math.abs(left - x) <= 5 && Math.abs(top - y) <= 5));
  assert.deepEqual(plain(new CellRing([[corners]], { ring: "core" }).getBounds()), {
    _southWest: { lat: 32, lng: 13 },
    _northEast: { lat: 33, lng: 14 },
  });
});
