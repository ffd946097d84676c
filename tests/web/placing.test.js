/* Where the names of all places find room, seven days by five views: every pair is looked at. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load } = require("./load.js");

const ROOT = path.join(__dirname, "..", "..");
const rows = (file) => JSON.parse(fs.readFileSync(path.join(ROOT, "data", file), "utf8")).features;

const DAYS = [
  "2014-08-25",
  "2015-06-15",
  "2016-05-05",
  "2017-01-01",
  "2019-12-19",
  "2020-06-10",
  "2026-07-02",
];
const SIZE = { x: 988, y: 698 };
const VIEWS = {
  country: [28.1, 19.9, 5.5],
  tripoli: [32.625, 13.275, 9.5],
  benghazi: [32.15, 20.2, 9.75],
  "sirte-jufra": [30.3, 16.9, 7.5],
  "east-med": [33.8, 27.2, 6],
};
const AT_BORDER = "jaghbub";
const LETTER_PX = 7;
const SIGN_PX = 7;
const FAR_RANK = 24; /* names before it may stand far off their dots */
const FRONTIER = [
  [
    [31.65, 25.15],
    [29.2, 24.85],
    [20, 25],
  ],
];

/* An element that takes all that is done to it. */
const element = () => ({
  style: {},
  appendChild() {},
  append() {},
  addEventListener() {},
  setAttribute() {},
  getContext: () => ({ measureText: (/** @type {string} */ text) => ({ width: LETTER_PX * text.length }) }),
});
const document = { documentElement: element(), createElement: element, createElementNS: element };
const evaluate = load({ document });
const { LabelLayer } = evaluate("AtlasLabels");
const { boxOf, distance, meets, overlaps } = evaluate("AtlasFlat");
const { LatLngBounds } = evaluate("L");

/** A map without a page, with a view of it. */
function mapOf([lat, lon, zoom]) {
  const across = 256 * 2 ** zoom;
  const flat = (at) => {
    const [north, east] = Array.isArray(at) ? at : [at.lat, at.lng];
    const up = Math.asinh(Math.tan((north * Math.PI) / 180)) / (2 * Math.PI);
    return { x: (east / 360 + 0.5) * across, y: (0.5 - up) * across };
  };
  const middle = flat([lat, lon]);
  const toLayer = (at) => {
    const { x, y } = flat(at);
    return { x: x - middle.x + SIZE.x / 2, y: y - middle.y + SIZE.y / 2 };
  };
  const degrees = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / across))) * 180) / Math.PI;
  const [west, east] = [-1, 1].map((side) => ((middle.x + (side * SIZE.x) / 2) / across - 0.5) * 360);
  const [north, south] = [-1, 1].map((side) => degrees(middle.y + (side * SIZE.y) / 2));
  return {
    getZoom: () => zoom,
    getSize: () => SIZE,
    containerPointToLayerPoint: () => ({ x: 0, y: 0 }),
    latLngToLayerPoint: toLayer,
    getBounds: () => new LatLngBounds([south, west], [north, east]),
  };
}

const fonts = Object.fromEntries(
  ["city", "town", "site", "sea", "water", "island", "region", "country"].map((style) => [
    style,
    { css: `13px ${style}`, height: 16, spacing: style === "sea" ? 2 : 0 },
  ]),
);
const places = rows("layers/places.geojson").map(({ properties: place, geometry }, rank) => ({
  id: place.id,
  text: { en: place.name_en, ar: place.name_ar },
  lng: geometry.coordinates[0],
  lat: geometry.coordinates[1],
  style: { city: "city", town: "town" }[place.kind] ?? "site",
  zoom: 4.5,
  dot: 3,
  rank: place.id === AT_BORDER ? 0 : rank + 1,
}));
const around = rows("base/names.geojson").map(({ properties: name, geometry }) => ({
  id: name.name_en,
  text: { en: name.name_en, ar: name.name_ar },
  lng: geometry.coordinates[0],
  lat: geometry.coordinates[1],
  style: name.style,
  zoom: name.zoom_from,
  maxZoom: name.zoom_to,
  rank: { sea: -1, island: -2 }[name.style] ?? 1e6,
}));
const events = rows("layers/events.geojson");
const agreed = rows("layers/maritime_lines.geojson").map(({ geometry }) => geometry);
const linesOf = ({ type, coordinates }) => (type === "LineString" ? [coordinates] : coordinates);

/* What lies on a map on a day, and the names that find room there. */
function placed(map, day, language, entries = [...around, ...places], boxes = []) {
  const taken = { signs: [], lines: [] };
  const fill = (space) => {
    space.take(...boxes);
    for (const { properties: event, geometry } of events) {
      if (event.valid_from > day || (event.valid_to && event.valid_to <= day)) continue;
      const { x, y } = map.latLngToLayerPoint([geometry.coordinates[1], geometry.coordinates[0]]);
      const box = { x: x - SIGN_PX, y: y - SIGN_PX, width: 2 * SIGN_PX, height: 2 * SIGN_PX };
      taken.signs.push(box);
      space.takeSign(box);
    }
    for (const line of agreed.flatMap(linesOf)) {
      const points = line.map(([lng, lat]) => map.latLngToLayerPoint([lat, lng]));
      taken.lines.push(points);
      space.takeLine(points);
    }
  };
  const layer = new LabelLayer(entries, {
    pane: "",
    fonts,
    language,
    fill,
    frontier: FRONTIER,
  });
  const names = [];
  layer._map = map;
  layer.element = (text, style, box) => void names.push({ text, style, box });
  layer._container = { replaceChildren() {} };
  layer.update();
  return { names, ...taken };
}

const MAPS = Object.entries(VIEWS).map(([name, view]) => [name, mapOf(view)]);

const CASES = MAPS.flatMap(([view, map]) =>
  DAYS.flatMap((day) => ["en", "ar"].map((language) => ({ view, map, day, language }))),
);

test("no name lies on another, on a sign, on a line or over the edge, whatever the day and the view", () => {
  for (const { view, map, day, language } of CASES) {
    const { names, signs, lines } = placed(map, day, language);
    assert.ok(names.length > 5, `${view} ${day}: ${names.length} names`);
    for (const [i, { text, box }] of names.entries()) {
      const where = `${view} ${day} ${text}`;
      const others = names.slice(i + 1).filter((other) => overlaps(box, other.box));
      assert.deepEqual(
        others.map((other) => other.text),
        [],
        where,
      );
      assert.ok(!signs.some((sign) => overlaps(box, sign)), `${where}: on a sign`);
      assert.ok(box.x >= 0 && box.x + box.width <= SIZE.x, `${where}: cut`);
      assert.ok(box.y >= 0 && box.y + box.height <= SIZE.y, `${where}: cut`);
      const crossed = lines.some((line) => line.some((at, k) => k > 0 && meets(line[k - 1], at, box)));
      assert.ok(!crossed, `${where}: on a line`);
    }
  }
});

test("no name stands nearer to the dot of another place than to its own, nor is that hidden", () => {
  const dotOf = new Map(
    places.flatMap(({ text, ...place }) => Object.values(text).map((name) => [name, place])),
  );
  const chips = { x: 100, y: 100, width: 200, height: 120 };
  for (const [view, map] of MAPS) {
    const dots = places.map(({ lat, lng, style }) => ({ ...map.latLngToLayerPoint([lat, lng]), style }));
    for (const language of ["en", "ar"]) {
      const { names } = placed(map, "2026-07-02", language, places, [chips]);
      assert.ok(names.length > 5, view);
      for (const { text, style, box } of names) {
        const where = `${view} ${text}`;
        const at = map.latLngToLayerPoint([dotOf.get(text).lat, dotOf.get(text).lng]);
        assert.ok(distance(at, chips) > 0, `${where}: of what a box hides`);
        const own = distance(at, box);
        if (dotOf.get(text).rank < FAR_RANK) continue; /* something may lead there */
        const others = dots.filter((dot) => style !== "city" || dot.style === "city");
        assert.ok(!others.some((dot) => distance(dot, box) < own - 1e-6), `${where}: read as another`);
      }
    }
  }
});

test("a name stands on its own side of the border where it has room there", () => {
  const map = mapOf(VIEWS.country);
  const point = map.latLngToLayerPoint([29.74, 24.52]);
  const edge = map.latLngToLayerPoint([29.74, 24.9]);
  for (const language of ["en", "ar"]) {
    const { names } = placed(map, "2026-07-02", language);
    const [jaghbub] = names.filter(({ text }) => ["Jaghbub", "الجغبوب"].includes(text));
    assert.ok(jaghbub, language);
    assert.ok(jaghbub.box.x + jaghbub.box.width < edge.x, language);
    assert.ok(boxOf([point, jaghbub.box]).width < 120);
  }
});

test("the name of a region lies on no border, and on no other side of one", () => {
  const map = mapOf(VIEWS.country);
  const [border] = FRONTIER.map((line) => line.map((at) => map.latLngToLayerPoint(at)));
  const found = [22, 24.2, 24.7, 25.2, 28].map((lng) => {
    const region = { text: { en: "CYRENAICA" }, style: "region", lat: 28, lng, zoom: 0, rank: 0 };
    const { names } = placed(map, "2019-12-19", "en", [region]);
    for (const { box } of names) {
      const corner = { x: box.x + box.width, y: box.y + box.height };
      const whole = boxOf([map.latLngToLayerPoint([28, lng]), box, corner]);
      assert.ok(!border.some((at, k) => k > 0 && meets(border[k - 1], at, whole)), `${lng}`);
    }
    return names.length;
  });
  assert.deepEqual([found[0], found[4]], [1, 1]);
});
