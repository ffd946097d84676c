/* What an address says of a map, and a map that stands alone: a saved file, or a page of
 * the site. It opens as its address asks, by the names that the page's address has. */
const AtlasAddress = (function () {
  "use strict";

  const { GROUNDS } = AtlasLooks;
  const { isolated } = AtlasSeaEvidence;

  const LAYERS = "layers";

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
   * @param {Record<string, string>} values by the name of the parameter; empty: without it,
   *   but for the layers: without them a map shows the usual ones
   */
  function withParts(href, values) {
    const url = new URL(href);
    for (const [name, value] of Object.entries(values)) {
      if (value || name === LAYERS) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    url.search = url.search.replaceAll("%2C", ",");
    return url;
  }

  /** @type {Record<string, string>} */
  const SIGNS = { "٫": ".", "،": ",", "؛": ";", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-" };

  /**
   * A text in the digits and marks that programs read: see geo/errors/typed.py.
   * @param {string} text
   */
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
      .replace(/[٫،؛−‐‑–—]/gu, (sign) => SIGNS[sign])
      .replace(/\p{Cf}/gu, "")
      .trim();

  /**
   * What a text of an address means, in plain signs, and without the marks behind it that
   * chat programs make a part of a link.
   * @template T
   * @param {string} text
   * @param {(text: string) => T | undefined} reader
   */
  function meaning(text, reader) {
    const bare = plain(text).replace(/[^\p{L}\p{N}]+$/u, "");
    for (const one of [text, plain(text), bare]) {
      const value = reader(one);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * Which of the names that a text lists are known, and which are not.
   * @param {string} text @param {Set<string>} known
   */
  function parted(text, known) {
    const names = text.split(",").filter(Boolean);
    const found = names.map((name) => meaning(name, (one) => (known.has(one) ? one : undefined)));
    return { known: found.filter((name) => name !== undefined), strange: names.filter((_, i) => !found[i]) };
  }

  const DECIMAL = /^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*$/iu;

  /** @param {string} text @param {string[]} all */
  const statesOf = (text, all) => {
    try {
      return AtlasSea.chooseClaimants(all, text.split(",").filter(Boolean));
    } catch {
      return undefined; /* unknown, or more than a map can show */
    }
  };

  /** @type {Record<string, (text: string, data: AtlasData) => unknown>} undefined: no use */
  const READ = {
    day: (text, { span, today }) => {
      const last = today ?? new Date().toISOString().slice(0, 10);
      const day = text.replaceAll("/", "-");
      return AtlasArticle.isDay(day) && day >= span[0] && day <= last ? day : undefined;
    },
    view: (text, { zooms }) => {
      const [lat, lng, zoom, ...more] = text
        .split(",")
        .map((cell) => (DECIMAL.test(cell) ? Number(cell) : NaN));
      const right = Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 20;
      return right && !more.length ? [lat, lng, Math.min(Math.max(zoom, zooms[0]), zooms[1])] : undefined;
    },
    language: (text, { words }) => AtlasArticle.languageOf(text, words),
    claimants: (text, { claimants }) =>
      statesOf(
        text,
        claimants.map(({ id }) => id),
      ),
    ground: (text) => (GROUNDS.includes(text) ? text : undefined),
  };

  /**
   * The name of a view, if a text is one.
   * @param {string} text @param {AtlasData} data
   */
  const viewNamed = (text, { views }) =>
    meaning(text, (one) => views.find(({ id }) => id === one.toLowerCase())?.id);

  /* What is chosen once the map stands, and the layers. */
  const CHOSEN = ["layers", "place", "agreement", "line", "against"];

  /** @type {Record<string, string>} what the map's start calls what an address calls otherwise */
  const STARTS = { day: "date" };

  /**
   * The parameters of an address; a link that went through HTML names some of them `amp;…`.
   * @param {string} search
   */
  const parameters = (search) => {
    const pairs = Array.from(new URLSearchParams(search), ([name, value]) => [
      name.replace(/^(?:amp;|#38;)+/iu, "").toLowerCase(),
      value,
    ]);
    return new URLSearchParams(Object.fromEntries(pairs)); /* of a name that is there twice the last */
  };

  /**
   * What an address asks a map to open with, and what of it is no use.
   * @param {string} search
   * @param {AtlasData} data
   */
  function read(search, data) {
    const params = parameters(search);
    /** @type {Record<string, string>} */
    const names = data.address;
    /** @type {Record<string, unknown>} */
    const start = {};
    /** @type {string[]} */
    const faults = [];
    for (const [part, reader] of Object.entries(READ)) {
      const text = params.get(names[part]);
      if (text === null || (part === "view" && viewNamed(text, data))) continue;
      const value = meaning(text, (one) => reader(one, data));
      if (value === undefined) faults.push(`${names[part]}=${text}`);
      else start[STARTS[part] ?? part] = value;
    }
    const layers = parted(plain(params.get(names.layers) ?? ""), new Set(data.layers.map(({ id }) => id)));
    if (layers.known.length || params.get(names.layers) === "") start.layers = layers.known;
    const chosen = /** @type {string[] | undefined} */ (start.claimants);
    if (chosen?.length && !params.has(names.layers)) start.layers = data.layers.map(({ id }) => id);
    if (layers.strange.length) faults.push(`${names.layers}=${layers.strange.join(",")}`);
    const foreign = new RegExp(`^(?:${data.foreign})$`, "iu");
    const known = new Set([...Object.keys(READ), ...CHOSEN].map((part) => names[part]));
    faults.push(...[...new Set(params.keys())].filter((name) => !known.has(name) && !foreign.test(name)));
    return { start, faults };
  }

  /**
   * Choose the place, the agreement or the line that an address names.
   * @param {AtlasMapView} atlas
   * @param {string} search
   * @returns {string[]} those that there are none of
   */
  function choose(atlas, search) {
    /** @type {Record<string, string>} */
    const address = atlas.data.address;
    const params = parameters(search);
    /** @type {string[]} */
    const faults = [];
    const near = !params.has(address.view);
    const view = viewNamed(params.get(address.view) ?? "", atlas.data);
    if (view) atlas.frame.showNamed(view);
    for (const [name, select] of /** @type {[string, (id: string) => true | undefined][]} */ ([
      [
        address.place,
        (id) => {
          const known = atlas.place(id);
          if (!known) return undefined;
          if (near) atlas.show([known.lat, known.lng, PLACE_ZOOM]);
          atlas.select(id);
          return true;
        },
      ],
      [address.agreement, orNone((id) => atlas.selectAgreement(id))],
      [address.line, orNone((id) => atlas.selectLine(id))],
      [address.against, orNone((day) => atlas.setAgainst(String(READ.day(day, atlas.data) ?? day)))],
    ])) {
      const id = params.get(name);
      if (id && !meaning(id, select)) faults.push(`${name}=${id}`);
    }
    return faults;
  }

  /**
   * @param {(id: string) => void} select throws where there is none
   * @returns {(id: string) => true | undefined}
   */
  const orNone = (select) => (id) => {
    try {
      select(id);
      return true;
    } catch {
      return undefined;
    }
  };

  const PLACE_ZOOM = 9;

  /**
   * Open a map that stands alone.
   * @param {L.Map} map @param {AtlasData} data
   */
  function open(map, data) {
    const { search } = window.location;
    const { start, faults } = data.address ? read(search, data) : { start: {}, faults: [] };
    const middle = /** @type {any} */ (start.view)?.slice(0, 2);
    const whole = /** @type {any} */ (map.options.maxBounds);
    if (middle && whole && !L.latLngBounds(whole).contains(middle)) {
      faults.push(`${data.address.view}=${start.view}`); /* the map shows the nearest that it has */
    }
    const atlas = window.startAtlas(map, { ...data, start: { ...data.start, ...start } });
    if (data.address) faults.push(...choose(atlas, search));
    const own = "address"; /* the notice of it */
    if (faults.length) atlas.notices.add(own, "address_unread", faults.map(isolated).join(" · "));
    AtlasArticle.talk(atlas);
    return atlas;
  }

  /**
   * Have the address follow the map.
   * @param {AtlasMapView} atlas
   */
  function keep(atlas) {
    const write = () => {
      const values = parts(atlas, atlas.data.address, atlas.shownLayers());
      try {
        const url = withParts(window.location.href, { ...values, [atlas.data.address.language]: "" });
        window.history.replaceState(null, "", url);
      } catch {
        /* Some browsers let no page of a folder write its address. */
      }
      window.dispatchEvent(new Event("atlas:address"));
    };
    window.addEventListener("atlas:settled", write);
    window.addEventListener("atlas:moved", write);
  }

  return { keep, open, parts, plain, read, withParts };
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
