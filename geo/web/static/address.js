/* What an address says of a map, and a map that stands alone: a saved file, or a page of
 * the site. It opens as its address asks, by the names that the page's address has. */
const AtlasAddress = (function () {
  "use strict";

  const { GROUNDS } = AtlasLooks;

  /**
   * What an address says of the map, by name; empty: nothing.
   * @param {AtlasMapView} atlas
   * @param {PageArgs["address"]} names
   * @param {string[]} layers that are shown
   */
  function parts(atlas, names, layers) {
    return {
      [names.day]: atlas.date,
      [names.layers]: layers.join(","),
      [names.view]: atlas.view,
      [names.claimants]: atlas.claimants.join(","),
      [names.ground]: atlas.ground === GROUNDS[0] ? "" : atlas.ground,
      [names.language]: atlas.language,
      [names.place]: atlas.selected ?? "",
      [names.agreement]: atlas.agreement ?? "",
      [names.line]: atlas.line ?? "",
    };
  }

  /**
   * An address with other parts.
   * @param {string} href
   * @param {Record<string, string>} said by name; empty: none of it
   */
  function withParts(href, said) {
    const url = new URL(href);
    for (const [name, value] of Object.entries(said)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    url.search = url.search.replaceAll("%2C", ",");
    return url;
  }

  /** @param {string} text @param {Set<string>} known */
  const among = (text, known) => {
    const names = text.split(",").filter(Boolean);
    return names.length && names.every((name) => known.has(name)) ? names : undefined;
  };

  /** @type {Record<string, (text: string, data: AtlasData) => unknown>} undefined: no use */
  const READ = {
    day: (text, { span, today }) => {
      const last = today ?? new Date().toISOString().slice(0, 10);
      return AtlasArticle.isDay(text) && text >= span[0] && text <= last ? text : undefined;
    },
    layers: (text, { layers }) => among(text, new Set(layers.map(({ id }) => id))),
    view: (text, { zooms }) => {
      const view = text.split(",").map(Number);
      const [lat, lng, zoom] = view;
      const right = view.length === 3 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
      return right && zoom >= zooms[0] && zoom <= zooms[1] ? view : undefined;
    },
    language: (text, { words }) => (Object.hasOwn(words, text) ? text : undefined),
    claimants: (text, { claimants }) => among(text, new Set(claimants.map(({ id }) => id))),
    ground: (text) => (GROUNDS.includes(text) ? text : undefined),
  };

  /** @type {Record<string, string>} what the map's start calls what an address calls otherwise */
  const STARTS = { day: "date" };

  /**
   * What an address asks a map to open with, and the values of no use.
   * @param {string} search
   * @param {AtlasData} data
   */
  function read(search, data) {
    const said = new URLSearchParams(search);
    /** @type {Record<string, unknown>} */
    const start = {};
    /** @type {string[]} */
    const faults = [];
    for (const [part, reader] of Object.entries(READ)) {
      const text = said.get(/** @type {any} */ (data.address)[part]);
      if (text === null) continue;
      const value = reader(text, data);
      if (value === undefined) faults.push(text);
      else start[STARTS[part] ?? part] = value;
    }
    return { start, faults };
  }

  /**
   * Choose the place, the agreement or the line that an address names.
   * @param {AtlasMapView} atlas
   * @param {string} search
   * @returns {string[]} those that there are none of
   */
  function choose(atlas, search) {
    const { address } = atlas.data;
    const said = new URLSearchParams(search);
    const [place, agreement, line] = [address.place, address.agreement, address.line].map((name) =>
      said.get(name),
    );
    const faults = [];
    const near = !said.has(address.view);
    const known = place && atlas.place(place);
    if (known) {
      if (near) atlas.show([known.lat, known.lng, PLACE_ZOOM]);
      atlas.select(place);
    } else if (place) faults.push(place);
    for (const [id, select] of /** @type {[string | null, (id: string) => void][]} */ ([
      [agreement, (one) => atlas.selectAgreement(one)],
      [line, (one) => atlas.selectLine(one)],
    ])) {
      try {
        if (id) select(id);
      } catch {
        faults.push(/** @type {string} */ (id));
      }
    }
    return faults;
  }

  const PLACE_ZOOM = 9;

  /**
   * Open a map that stands alone.
   * @param {L.Map} map @param {AtlasData} data
   */
  function open(map, data) {
    const { search } = window.location;
    const { start, faults } = data.address ? read(search, data) : { start: {}, faults: [] };
    const atlas = window.startAtlas(map, { ...data, start: { ...data.start, ...start } });
    if (data.address) faults.push(...choose(atlas, search));
    const own = "address"; /* the notice of it */
    if (faults.length) atlas.notices.add(own, "address_unread", faults.join(", "));
    AtlasArticle.talk(atlas);
    return atlas;
  }

  /**
   * Have the address follow the map.
   * @param {AtlasMapView} atlas
   */
  function keep(atlas) {
    const write = () => {
      const said = parts(atlas, atlas.data.address, atlas.shownLayers());
      try {
        const url = withParts(window.location.href, { ...said, [atlas.data.address.language]: "" });
        window.history.replaceState(null, "", url);
      } catch {
        /* Some browsers let no page of a folder write its address. */
      }
      window.dispatchEvent(new Event("atlas:address"));
    };
    window.addEventListener("atlas:settled", write);
    window.addEventListener("atlas:moved", write);
  }

  return { keep, open, parts, read, withParts };
})();

window.openAtlas = AtlasAddress.open;

/* On a page of the site: its data are scripts beside it, its language is the page's. */
window.openAtlasOnSite = (map) => {
  const data = window.atlasFiles["map-data.js"];
  const start = { ...data.start, language: document.documentElement.lang };
  const atlas = window.openAtlas(map, { ...data, start });
  AtlasAddress.keep(atlas);
  return atlas;
};
