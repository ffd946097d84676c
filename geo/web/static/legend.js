/* The boxes on the map: the views that have a name, the legend with a switch for each layer
 * and the numbers of the day, and notices of what went wrong. */
const AtlasLegend = (function () {
  "use strict";

  const { GROUNDS } = AtlasLooks;
  const { colourSwatch, fillIn, lineSwatch, node, signSwatch, svg } = AtlasPaint;
  const NARROW_PX = 640; /* on a screen, or in a frame, no wider the legend begins closed */
  const LOW_PX = 480; /* or in a frame no higher */

  const isSmall = () =>
    Math.min(window.screen.width, window.innerWidth) <= NARROW_PX || window.innerHeight <= LOW_PX;
  const GROUPS = ["control", "sure", "sea", "agreements", "own"];
  /** @type {Record<string, string>} */
  const GROUP_OF_SUBJECT = {
    control: "control",
    places: "sure",
    sea: "sea",
    agreements: "agreements",
    events: "agreements",
  };

  /** @param {ShownLayer} layer */
  const groupOf = ({ own, subject = "", geometry }) =>
    own || !subject
      ? "own"
      : subject === "control" && geometry !== "area"
        ? "sure"
        : GROUP_OF_SUBJECT[subject];

  /**
   * Ground near places on record, and with the nominal as well, in thousands of km².
   * @param {number} near km²
   * @param {number} all km²
   */
  function span(near, all) {
    const [low, high] = [near, all].map((km2) => (km2 < 1000 ? km2 / 1000 : Math.round(km2 / 1000)));
    const written = [low, high].map((number) => number.toLocaleString("en", { maximumFractionDigits: 1 }));
    return written[0] === written[1] ? written[0] : written.join("–");
  }

  /** @param {HTMLElement} cell @param {string} text */
  const put = (cell, text) => {
    if (cell.textContent !== text) cell.textContent = text;
  };

  /** @param {L.Map} map @param {string} name @param {L.ControlPosition} position */
  function box(map, name, position = "topright") {
    const element = node("div", { class: `atlas-box atlas-${name}` });
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    const control = new L.Control({ position });
    control.onAdd = () => element;
    control.addTo(map);
    return element;
  }

  /**
   * The button that leads back to the whole country, below those of the zoom.
   * @param {AtlasMapView} atlas
   */
  function homeButton(atlas) {
    const drawing = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
    drawing.append(svg("path", { d: "M8 1L1 8H3V15H6.5V10H9.5V15H13V8H15Z" }));
    const button = node("button", { type: "button", class: "atlas-home" }, drawing);
    button.addEventListener("click", () => {
      atlas.map.closePopup();
      atlas.frame.showNamed("country");
    });
    const zoom = atlas.map.getContainer().querySelector(".leaflet-control-zoom");
    L.DomEvent.disableClickPropagation(button);
    zoom?.append(button);
    return button;
  }

  /* Buttons for the views that have a name. */
  class Chips {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.element = box(atlas.map, "views", "topleft");
      this.element.setAttribute("role", "group");
      this.draw();
    }

    draw() {
      const { data, texts, direction, frame } = this.atlas;
      this.element.dir = direction;
      this.element.hidden = !data.places.length;
      this.element.setAttribute("aria-label", texts.go_to);
      const chips = data.views.map(({ id }) => {
        const chip = node(
          "button",
          { type: "button", class: "atlas-chip", "data-view": id },
          texts.views[id],
        );
        chip.addEventListener("click", () => frame.showNamed(id));
        return chip;
      });
      this.element.replaceChildren(...chips);
    }
  }

  /** @typedef {{near: number, all: number, places: Set<string>}} Sum km² and places */

  class Legend {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.home = homeButton(atlas);
      this.element = box(atlas.map, "legend", "bottomleft");
      this.statement = box(atlas.map, "statement", "bottomright");
      /** @type {Record<string, boolean>} whether each group is open */
      this._open = { control: true };
      this._isSmall = isSmall();
      /** @type {[HTMLElement, LegendKey][]} */
      this._keys = [];
      /** @type {Record<string, HTMLElement[]>} cells for the numbers of each layer of ground */
      this._numbers = {};
      /** @type {{now: Feature | null | undefined}[] | undefined} tracks of ground */
      this._ground = undefined;
      atlas.map.on("moveend", () => this._showKeys());
      /* A frame within a page has its height some time after it begins. */
      atlas.map.on("resize", () => {
        if (isSmall() !== this._isSmall) this.draw();
      });
    }

    /* Show the numbers of a day, and explain what is drawn on it. */
    showDay() {
      const sums = this._sums();
      for (const [id, [km2, places]] of Object.entries(this._numbers)) {
        const { near, all, places: found } = sums[id] ?? { near: 0, all: 0, places: new Set() };
        put(km2, found.size ? span(near, all) : "–");
        put(places, String(found.size || "–"));
      }
      this._showKeys();
    }

    /* The ground of each layer on the day shown. */
    _sums() {
      const { data, time } = this.atlas;
      /** @type {Record<string, Sum>} */
      const sums = {};
      this._ground ??= time._tracks.filter(({ features }) => features[0].camp);
      for (const { now } of this._ground) {
        if (!now?.camp || !now.place) continue;
        const sum = (sums[now.layer] ??= { near: 0, all: 0, places: new Set() });
        const km2 = data.areas[now.geometry] ?? 0;
        sum.all += km2;
        sum.places.add(now.place);
        if (!now.nominal) sum.near += km2;
      }
      return sums;
    }

    /* List every layer and sign, by group, in the language of the atlas. */
    draw() {
      const { data, texts, direction, layerList } = this.atlas;
      this.statement.dir = this.element.dir = direction;
      this.statement.textContent = texts.statement;
      this.statement.hidden = !data.keys.length;
      this.home.title = texts.home;
      this.home.setAttribute("aria-label", texts.home);
      this._keys = [];
      this._numbers = {};
      /* What was opened just now has yet to say so. */
      for (const fold of this.element.querySelectorAll("details")) {
        this._open[fold.dataset.group ?? ""] = fold.open;
      }
      const groups = GROUPS.map((group) => {
        /** @type {HTMLElement[]} */
        const rows = layerList.filter((layer) => groupOf(layer) === group).map((layer) => this._row(layer));
        if (group === "sea" && data.claimants.length) rows.push(this.atlas.sea.control());
        const keys = data.keys.filter((key) => key.group === group).map((key) => this._key(key));
        if (group === "sea" && data.fades.length) {
          keys.push(node("p", { class: "atlas-small" }, texts.claims_end));
        }
        if (group === "control" && rows.length) rows.unshift(this._heads());
        if (group === "sure" && keys.length) rows.push(this._ageSwitch());
        return rows.length + keys.length ? this._fold(group, texts.groups[group], [...rows, ...keys]) : null;
      });
      this._isSmall = isSmall();
      this.element.replaceChildren(
        ...(this._isSmall
          ? [this._fold("all", texts.legend, groups)]
          : groups.filter((group) => group !== null)),
      );
      this.showDay();
    }

    /**
     * @param {string} group
     * @param {string} name
     * @param {(HTMLElement | null)[]} contents
     */
    _fold(group, name, contents) {
      const fold = node("details", { "data-group": group }, node("summary", {}, name), ...contents);
      fold.open = this._open[group] ??= false;
      fold.addEventListener("toggle", () => {
        if (this._open[group] === fold.open) return;
        this._open[group] = fold.open;
        this._showKeys();
        this.atlas.inset.update(); /* the box has another size */
        this.atlas.names.update();
      });
      return fold;
    }

    /* What the numbers beside the camps count. */
    _heads() {
      const { texts } = this.atlas;
      const cells = [texts.areas_head, texts.places_head].map((text) => node("span", {}, text));
      return node("div", { class: "atlas-row atlas-heads", title: texts.areas_note }, ...cells);
    }

    /** @param {LegendKey} key */
    _key(key) {
      const name = node("span", {}, key.name[this.atlas.language]);
      const row = node("div", { class: "atlas-row" }, ...this._swatches(key), name);
      this._keys.push([row, key]);
      return row;
    }

    /* Explain no more than what is drawn in view. */
    _showKeys() {
      if (!GROUPS.some((group) => group !== "control" && this._open[group])) return;
      const { looks, time, map } = this.atlas;
      const view = map.getBounds();
      const seen = new Set();
      for (const { now, path } of time.drawn()) {
        if (!now || seen.has(now.look)) continue;
        const at = path.getBounds?.() ?? L.latLngBounds([path.getLatLng()]);
        if (view.intersects(at)) seen.add(now.look);
      }
      const drawn = [...seen].map((look) => looks.parts(look));
      if (this.atlas.timeline.comparison.showsFronts()) drawn.push({ line: "before" });
      for (const [row, key] of this._keys) row.hidden = !drawn.some((look) => this._explains(key, look));
    }

    /**
     * Whether a key says anything of a look.
     * @param {LegendKey} key
     * @param {Look} look
     */
    _explains({ looks: aged = [], line, sign }, look) {
      if (line) return look.line === line;
      if (sign) return Boolean(look.sign) && sign.startsWith(String(look.sign));
      return aged.some(({ look: name }) => {
        const parts = this.atlas.looks.parts(name);
        if (!parts.fill) return parts === look;
        return Boolean(look.fill) && (!parts.attacked || look.attacked);
      });
    }

    /**
     * Show a layer's switch as it stands.
     * @param {string} id
     * @param {boolean} on
     */
    check(id, on) {
      /** @type {HTMLInputElement | null} */
      const input = this.element.querySelector(`[data-layer="${CSS.escape(id)}"]`);
      if (input) input.checked = on;
      this._showKeys();
    }

    /** @param {ShownLayer} layer */
    _row(layer) {
      const { sea, language, texts } = this.atlas;
      const input = node("input", { type: "checkbox", "data-layer": layer.id });
      input.checked = layer.clock.isShown(layer.id);
      input.addEventListener("change", () => this.atlas.setLayer(layer.id, input.checked));
      const full = layer.name[language];
      const name = node(
        "span",
        { dir: "auto", class: "atlas-layer", title: full },
        texts.short[layer.id] ?? full,
      );
      const ofSeas = layer.id === sea.claimed && sea.claimants.length > 0;
      const painted = ofSeas ? sea.swatches() : this._swatches(layer.swatch);
      const swatches = painted.length > 2 ? [node("span", { class: "atlas-ringed" }, ...painted)] : painted;
      const row = node("label", { class: "atlas-row" }, input, ...swatches, name);
      if (groupOf(layer) === "control") {
        const cells = [node("span", { class: "atlas-number" }), node("span", { class: "atlas-number" })];
        this._numbers[layer.id] = cells;
        row.append(...cells);
      }
      return row;
    }

    /* A switch by which ground shows the age of its evidence. */
    _ageSwitch() {
      const { atlas } = this;
      const { looks, texts } = atlas;
      const input = node("input", { type: "checkbox", "data-age": "" });
      input.checked = looks.byAge;
      input.addEventListener("change", () => {
        atlas.setGround(GROUNDS[Number(input.checked)]);
      });
      const scale = looks.byAge ? looks.ageSwatches() : [];
      const text = looks.byAge ? texts.age_scale : texts.by_age;
      return node("label", { class: "atlas-row" }, input, ...scale, node("span", {}, text));
    }

    /** @param {LayerSwatch} swatch */
    _swatches({ looks, line, sign, colour = "" }) {
      const { data, looks: paints } = this.atlas;
      if (looks) return looks.map((aged) => paints.swatch(aged));
      if (sign) return [signSwatch(data.signs[sign])];
      return [line ? lineSwatch(data.lines[line]) : colourSwatch(colour, 1)];
    }
  }

  /* What the reader must know: a line each, in the language of the atlas. */
  class Notices {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      /** @type {Map<string, {text: string, name: string}>} */
      this._notices = new Map();
      this.element = box(atlas.map, "notices", "topleft");
      this.element.setAttribute("role", "alert");
      this.draw();
    }

    /**
     * @param {string} id
     * @param {string} text key of the text, in which {name} stands for `name`
     * @param {string} name
     */
    add(id, text, name) {
      this._notices.set(id, { text, name });
      this.draw();
    }

    /** @param {string} id */
    remove(id) {
      if (this._notices.delete(id)) this.draw();
    }

    draw() {
      const { texts, direction } = this.atlas;
      const lines = [...this._notices.values()].map(({ text, name }) =>
        node("p", { dir: direction }, fillIn(texts[text], { name })),
      );
      this.element.hidden = !lines.length;
      this.element.replaceChildren(...lines);
    }
  }

  return { Chips, Legend, Notices, box, span };
})();
