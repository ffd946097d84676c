/* Where a name finds room, and how wide it is thought to be. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const evaluate = load();
const { cssOf, spacingOf } = evaluate("AtlasLabels");
const { spotsBeside, spotsOn } = evaluate("AtlasSpots");
const { overlaps, within } = evaluate("AtlasFlat");
const { Space } = evaluate("AtlasSpace");
const SIZE = { width: 40, height: 10 };
const POINT = { x: 100, y: 100 };

test("letters of country and sea are spaced, but not where they join", () => {
  const font = { css: "13px sans-serif", height: 16, spacing: 3 };
  assert.equal(spacingOf(font, "LIBYA"), 3);
  assert.equal(spacingOf(font, "ليبيا"), 0);
  assert.equal(spacingOf({ css: "", height: 16 }, "Sirte"), 0);
});

test("letters that join are never slanted", () => {
  const font = { css: "italic 11px sans-serif", height: 14 };
  assert.equal(cssOf(font, "Es Sider"), font.css);
  assert.equal(cssOf(font, "السدرة"), "11px sans-serif");
});

const DOT = { x: 96, y: 96, width: 8, height: 8 };
const dot = (of) => ({ x: 96, y: 96, width: 10, height: 8, of });
const space = () => new Space({ x: 0, y: 0, width: 400, height: 300 });

test("a name stands right of its dot, then left, above, below, aslant, or nowhere", () => {
  const room = space();
  const spots = [];
  for (let box; (box = room.first(spotsBeside(DOT, POINT, SIZE))); room.take(box)) spots.push([box.x, box.y]);
  assert.deepEqual(spots.slice(0, 4), [
    [105, 95],
    [55, 95],
    [80, 85],
    [80, 105],
  ]);
  const all = spotsBeside(DOT, POINT, SIZE);
  assert.ok(all.every((box) => !overlaps(box, DOT)));
  assert.equal(
    all.find((box) => room.isFree(box)),
    undefined,
  );
});

test("a name keeps clear of signs that lie on its own dot, and stands beside them", () => {
  const room = space();
  room.takeSign({ x: 93, y: 93, width: 14, height: 14 });
  const own = room.withSigns(DOT);
  assert.deepEqual({ ...own }, { x: 93, y: 93, width: 14, height: 14 });
  assert.equal(room.first(spotsBeside(DOT, POINT, SIZE)).x, 110);
  assert.equal(room.first(spotsBeside(own, POINT, SIZE)).x, 108);
});

test("a name keeps clear of the dot of another place, not of its own", () => {
  const [own, other] = [space(), space()];
  own.take(dot("sirte"));
  other.take(dot("misrata"));
  assert.equal(own.first(spotsBeside(DOT, POINT, SIZE), { of: "sirte" }).x, 105);
  assert.equal(other.first(spotsBeside(DOT, POINT, SIZE), { of: "sirte" }).x, 55);
});

test("a name without a dot stands on its point or beside what is there", () => {
  const room = space();
  const [first] = spotsOn(POINT, SIZE);
  assert.deepEqual({ ...first }, { x: 80, y: 95, ...SIZE });
  room.take(first);
  const next = room.first(spotsOn(POINT, SIZE));
  assert.ok(next && !overlaps(first, next));
});

test("no name is cut by the edge of the map", () => {
  const corner = { x: 395, y: 100 };
  assert.equal(space().first(spotsBeside({ ...DOT, x: 391 }, corner, SIZE)).x, 350);
});

const upright = (x) => [
  { x, y: 0 },
  { x, y: 300 },
];

test("a name stands on no line; on a thin one where there is no room else, which breaks off there", () => {
  const [room, roads] = [space(), space()];
  for (const x of [60, 85, 110, 130]) {
    room.takeLine(upright(x));
    roads.takeLine(upright(x), "thin");
  }
  const spots = spotsBeside(DOT, POINT, SIZE);
  assert.equal(room.first(spots), null);
  const box = roads.first(spots);
  assert.deepEqual({ ...box }, { ...spots[0] });
  roads.take(box, { x: 200, y: 200, ...SIZE });
  const [broken, ...others] = roads.onThinLines();
  assert.deepEqual([{ ...broken }, others.length], [{ ...box }, 0]);
  roads.takeLine(upright(20), "thin");
  assert.equal(roads.first([{ x: 30, y: 20, ...SIZE }]).x, 30);
});

test("what leads to a name crosses no other line, unless it may", () => {
  const room = space();
  const [near, far] = [
    { x: POINT.x + 40, y: POINT.y - 5, width: 20, height: 10 },
    { x: POINT.x - 5, y: POINT.y + 40, width: 20, height: 10 },
  ];
  room.takeLine([
    { x: POINT.x + 20, y: POINT.y - 30 },
    { x: POINT.x + 20, y: POINT.y + 30 },
  ]);
  assert.deepEqual(room.reached(POINT, [near, far]), far);
  assert.deepEqual(room.reached(POINT, [near, far], { over: true }), near);
});

test("what leads to a name far off its place crosses no other name", () => {
  const room = space();
  const [near, far] = [200, 20].map((x) => ({ x, y: 95, ...SIZE }));
  assert.deepEqual(room.reached(POINT, [near, far]), near);
  room.take({ x: 150, y: 90, width: 20, height: 20 });
  assert.deepEqual(room.reached(POINT, [near, far]), far);
});

test("what leads to a name passes over no dot, no sign and nothing that leads to another", () => {
  const [right, below] = [
    { x: POINT.x + 60, y: POINT.y - 5, width: 20, height: 10 },
    { x: POINT.x - 5, y: POINT.y + 60, width: 20, height: 10 },
  ];
  const between = { x: POINT.x + 30, y: POINT.y - 3, width: 6, height: 6 };
  const [dots, signs, leads] = [space(), space(), space()];
  dots.take({ ...between, of: "misrata" });
  signs.takeSign(between);
  leads.takeLine(upright(POINT.x + 30), "lead");
  for (const room of [dots, signs, leads]) {
    room.takeSign({ x: POINT.x - 7, y: POINT.y - 7, width: 14, height: 14 });
    assert.deepEqual(room.reached(POINT, [right, below], { of: "sirte", over: true }), below);
  }
  assert.deepEqual(dots.reached(POINT, [right, below], { of: "misrata" }), right);
});

test("a name breaks the borders of districts off, and goes round no such border", () => {
  const room = space();
  room.takeLine(upright(110), "faint");
  const [first] = spotsBeside(DOT, POINT, SIZE);
  assert.deepEqual(room.first([first]), first);
  assert.ok(!room.crosses(first));
  room.take(first);
  assert.equal(room.onThinLines().length, 1);
});

test("the cheapest of free spots is taken, where a thin line costs 1", () => {
  const room = space();
  const [near, far, farther] = [20, 60, 100].map((y) => ({ x: 20, y, ...SIZE }));
  room.takeLine(
    [
      { x: 0, y: 25 },
      { x: 90, y: 25 },
    ],
    "thin",
  );
  const cost = (/** @type {{y: number}} */ { y }) => y / 100;
  assert.deepEqual(room.first([near, far, farther], { cost }), far);
  assert.deepEqual(room.first([near, farther], { cost: ({ y }) => y / 50 }), near);
  assert.deepEqual(room.first([near, far], { fits: (box) => box === near }), near);
});

test("a name runs along a line, beside it, and needs a stretch as long as itself", () => {
  const slope = [
    { x: 50, y: 250 },
    { x: 250, y: 50 },
  ];
  const room = space();
  room.takeLine(slope);
  const spot = room.along(slope, { width: 120, height: 14 });
  assert.ok(Math.abs(spot.turn + Math.PI / 4) < 1e-6);
  assert.ok(spot.boxes.length > 3);
  assert.equal(room.along(slope, { width: 320, height: 14 }), null);
});

test("a name finds no room along a line that bends at once", () => {
  const zigzag = Array.from({ length: 12 }, (_, i) => ({ x: 30 * i, y: i % 2 ? 100 : 160 }));
  assert.equal(space().along(zigzag, { width: 120, height: 14 }), null);
});

test("the name of a water lies all within it", () => {
  const ring = [
    { x: 100, y: 100 },
    { x: 300, y: 100 },
    { x: 200, y: 280 },
  ];
  const box = space().within([ring], { width: 90, height: 26 });
  const corners = [box.x, box.x + box.width].flatMap((x) =>
    [box.y, box.y + box.height].map((y) => ({ x, y })),
  );
  assert.ok(corners.every((corner) => within(corner, [ring])));
  assert.equal(space().within([ring], { width: 190, height: 60 }), null);
});

test("a name stands on a pattern where any of its corners does", () => {
  const sea = new Space({ x: 0, y: 0, width: 100, height: 100 });
  const ring = [
    [50, 50],
    [90, 50],
    [90, 90],
    [50, 90],
  ].map(([x, y]) => ({ x, y }));
  sea.takeWater([ring]);
  assert.ok(sea.isOnWater({ x: 40, y: 60, width: 20, height: 10 }));
  assert.ok(!sea.isOnWater({ x: 10, y: 10, width: 20, height: 10 }));
  const inside = { x: 60, y: 60, width: 20, height: 10 };
  assert.ok(sea.isOnWater(inside));
  assert.ok(!sea.isOnShore(inside));
  assert.ok(sea.isOnShore({ ...inside, x: 40 }));
});
