/* The boxes on the map: the date, the legend with a switch for each layer, and notices of
 * what went wrong. */
const AtlasLegend = (function () {
  "use strict";

  const { colourSwatch, fillIn, lineSwatch, node, signSwatch } = AtlasPaint;
  const NARROW_PX = 640; /* on a screen no wider the legend begins closed */

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

  class Legend {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.title = box(atlas.map, "title");
      this.element = box(atlas.map, "legend");
      this.statement = box(atlas.map, "statement", "bottomleft");
      this.when = node("div", { class: "atlas-date" });
      this.subtitle = node("div", { class: "atlas-subtitle" });
      this.title.append(this.when, this.subtitle);
    }

    /** @param {Day} day */
    showDay(day) {
      const { data, newest, texts } = this.atlas;
      const title = data.places.length ? texts.title : "";
      this.when.textContent = this.atlas.longDate(day);
      this.subtitle.textContent = day > newest ? texts.after_evidence : title;
    }

    /* List every layer and sign in the language of the atlas. */
    draw() {
      const { data, texts, language, direction, layerList } = this.atlas;
      this.title.dir = this.element.dir = direction;
      const open = this.element.querySelector("details")?.open ?? window.screen.width > NARROW_PX;
      const details = node("details", {}, node("summary", {}, texts.legend));
      details.open = open;
      for (const layer of layerList) {
        details.append(this._switch(layer));
        const { sea } = this.atlas;
        if (layer.id === sea.lines && data.claimants.length) details.append(sea.control());
      }
      if (data.keys.length) details.append(this._ageSwitch(), node("hr"));
      for (const key of data.keys) {
        const name = node("span", {}, key.name[language]);
        details.append(node("div", { class: "atlas-row" }, ...this._swatches(key), name));
      }
      this.element.replaceChildren(details);
      this.statement.dir = direction;
      this.statement.textContent = texts.statement;
      this.statement.hidden = !data.keys.length;
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
    }

    /** @param {ShownLayer} layer */
    _switch(layer) {
      const input = node("input", { type: "checkbox", "data-layer": layer.id });
      input.checked = layer.clock.isShown(layer.id);
      input.addEventListener("change", () => this.atlas.setLayer(layer.id, input.checked));
      const name = node("span", { dir: "auto" }, layer.name[this.atlas.language]);
      const { sea } = this.atlas;
      const ofSeas = layer.id === sea.claimed && sea.claimants.length > 0;
      const swatches = ofSeas ? sea.swatches() : this._swatches(layer.swatch);
      return node("label", { class: "atlas-row" }, input, ...swatches, name);
    }

    /* A switch by which ground shows the age of its evidence. */
    _ageSwitch() {
      const { layerSet, looks, texts } = this.atlas;
      const input = node("input", { type: "checkbox", "data-age": "" });
      input.checked = looks.byAge;
      input.addEventListener("change", () => {
        layerSet.showAge(input.checked);
        this.draw();
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

  return { Legend, Notices };
})();
