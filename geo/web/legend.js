/* The boxes on the map: the date, and the legend with a switch for each layer. */
(function () {
  "use strict";

  const { colourSwatch, dotSwatch, lineSwatch, node, signSwatch } = window.AtlasPaint;
  const NARROW_PX = 640; /* on a screen no wider the legend begins closed */

  function box(map, name) {
    const element = node("div", { class: `atlas-box atlas-${name}` });
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    const control = new L.Control({ position: "topright" });
    control.onAdd = () => element;
    control.addTo(map);
    return element;
  }

  class Legend {
    constructor(atlas) {
      this.atlas = atlas;
      this.title = box(atlas.map, "title");
      this.element = box(atlas.map, "legend");
      this.when = node("div", { class: "atlas-date" });
      this.subtitle = node("div", { class: "atlas-subtitle" });
      this.title.append(this.when, this.subtitle);
    }

    showDay(day) {
      const { data, newest, words } = this.atlas;
      const title = data.places.length ? words.title : "";
      this.when.textContent = this.atlas.longDate(day);
      this.subtitle.textContent = day > newest ? words.after_evidence : title;
    }

    /* List every layer and sign in the language of the atlas. */
    draw() {
      const { data, words, language, direction } = this.atlas;
      this.title.dir = this.element.dir = direction;
      const open = this.element.querySelector("details")?.open ?? window.screen.width > NARROW_PX;
      const details = node("details", {}, node("summary", {}, words.legend));
      details.open = open;
      for (const layer of this.atlas.allLayers) {
        details.append(this._switch(layer));
        if (layer.id === "maritime_lines" && data.claimants.length) details.append(this.atlas.sea.control());
      }
      if (data.keys.length) details.append(node("hr"));
      for (const key of data.keys) {
        const marks = key.looks ? key.looks.map((look) => this.atlas.looks.swatch(look)) : this._swatches(key);
        details.append(node("div", { class: "atlas-row" }, ...marks, node("span", {}, key.name[language])));
      }
      if (data.keys.length) details.append(node("p", { class: "atlas-small" }, words.statement));
      this.element.replaceChildren(details);
    }

    /* Show a layer's switch as it stands. */
    check(id, on) {
      const input = this.element.querySelector(`[data-layer="${CSS.escape(id)}"]`);
      if (input) input.checked = on;
    }

    _switch(layer) {
      const input = node("input", { type: "checkbox", "data-layer": layer.id });
      input.checked = layer.clock.isShown(layer.id);
      input.addEventListener("change", () => this.atlas.setLayer(layer.id, input.checked));
      const name = node("span", { dir: "auto" }, layer.name[this.atlas.language]);
      return node("label", { class: "atlas-row" }, input, ...this._swatches(layer.swatch), name);
    }

    _swatches({ fills, line, colour, sign, water }) {
      const { sea } = this.atlas;
      if (water === "disputed") return [sea.disputedSwatch()];
      if (water === "claimed" && sea.claimants.length) return sea.swatches();
      if (sign) return [signSwatch(sign, this.atlas.data.colours)];
      if (fills) return fills.map((camp) => this.atlas.looks.swatch({ camp }));
      if (line) return [lineSwatch(this.atlas.data.lines[line])];
      return [colour ? colourSwatch(colour, 1) : dotSwatch()];
    }
  }

  window.AtlasLegend = { Legend };
})();
