/* Thin lines broken off under the names that lie on them. */
const AtlasCuts = (function () {
  "use strict";

  const { svg } = AtlasPaint;

  const PANES = ["atlas-coasts", "atlas-borders", "atlas-roads", "atlas-lines"]; /* of lines that break off */
  const FAR_PX = 1e5; /* farther than any map reaches */

  class Cuts {
    /** @param {L.Map} map */
    constructor(map) {
      this._map = map;
      /** @type {Element[]} */
      this._masks = [];
    }

    /** @param {Box[]} boxes of names */
    at(boxes) {
      for (const mask of this._masks.splice(0)) mask.remove();
      for (const pane of PANES) {
        /* Whatever draws there: Folium's layers and our own have a renderer each. */
        const drawn = [...(this._map.getPane(pane)?.querySelectorAll(":scope > svg > g") ?? [])];
        for (const lines of drawn) lines.removeAttribute("mask");
        if (drawn.length && boxes.length) this._masks.push(this._cut(pane, drawn, boxes));
      }
    }

    /** @param {string} pane @param {Element[]} drawn lines @param {Box[]} boxes */
    _cut(pane, drawn, boxes) {
      const all = { x: -FAR_PX, y: -FAR_PX, width: 2 * FAR_PX, height: 2 * FAR_PX };
      const holes = boxes.map(({ x, y, width, height }) => svg("rect", { x, y, width, height }));
      const seen = svg("rect", { ...all, fill: "white" });
      const mask = svg("mask", { id: pane, maskUnits: "userSpaceOnUse", ...all }, seen, ...holes);
      drawn[0].before(mask);
      for (const lines of drawn) lines.setAttribute("mask", `url(#${pane})`);
      return mask;
    }
  }

  return { Cuts };
})();
