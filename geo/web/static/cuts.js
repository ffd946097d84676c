/* Thin lines broken off under the names that lie on them. */
const AtlasCuts = (function () {
  "use strict";

  const { svg } = AtlasPaint;

  const PANES = ["atlas-coasts", "atlas-borders", "atlas-roads", "atlas-lines"]; /* of lines that break off */
  const FAR_PX = 1e5; /* farther than any map reaches */

  class Cuts {
    /** @param {{of(pane: string): L.Renderer}} renderers */
    constructor(renderers) {
      this._renderers = renderers;
      /** @type {Element[]} */
      this._masks = [];
    }

    /** @param {Box[]} boxes of names */
    at(boxes) {
      for (const mask of this._masks.splice(0)) mask.remove();
      for (const pane of PANES) {
        const { _rootGroup: lines } = /** @type {any} */ (this._renderers.of(pane));
        lines?.removeAttribute("mask");
        if (lines && boxes.length) this._masks.push(this._cut(pane, lines, boxes));
      }
    }

    /** @param {string} pane @param {Element} lines drawn there @param {Box[]} boxes */
    _cut(pane, lines, boxes) {
      const all = { x: -FAR_PX, y: -FAR_PX, width: 2 * FAR_PX, height: 2 * FAR_PX };
      const holes = boxes.map(({ x, y, width, height }) => svg("rect", { x, y, width, height }));
      const seen = svg("rect", { ...all, fill: "white" });
      const mask = svg("mask", { id: pane, maskUnits: "userSpaceOnUse", ...all }, seen, ...holes);
      lines.before(mask);
      lines.setAttribute("mask", `url(#${pane})`);
      return mask;
    }
  }

  return { Cuts };
})();
