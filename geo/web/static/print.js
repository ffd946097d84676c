/* Paper: ground and waters hatched by lines. Chromium prints each pattern as images, some
 * thousands for the country: a sheet of 60 MB and more, which takes it minutes. */
const AtlasPrint = (function () {
  "use strict";

  const { TILE, svg } = AtlasPaint;

  const PATTERN = /^url\("?#(.+?)"?\)$/;
  const NOTHING = "M0 0"; /* what Leaflet draws of a path out of view */
  const TILING = "atlas-held"; /* its paths touch and do not overlap: they may be one */

  /**
   * Path data somewhere else.
   * @param {string} data with M, L, H and V, and whatever is relative
   * @param {number} x
   * @param {number} y
   */
  function moved(data, x, y) {
    /** @type {Record<string, number[]>} */
    const by = { M: [x, y], L: [x, y], H: [x], V: [y] };
    return data.replace(/([MLHV])([^a-zA-Z]*)/g, (_, command, numbers) => {
      const values = numbers.match(/-?[\d.]+/g) ?? [];
      const shifts = by[command];
      return (
        command +
        values
          .map(
            (/** @type {string} */ value, /** @type {number} */ i) =>
              Number(value) + shifts[i % shifts.length],
          )
          .join(" ")
      );
    });
  }

  /**
   * What a tile shows, all over a box.
   * @param {string} data of a tile
   * @param {{x: number, y: number, width: number, height: number}} box in units of the tile
   */
  function tiled(data, { x, y, width, height }) {
    const tiles = [];
    for (let row = Math.floor(y / TILE); row * TILE < y + height; row++) {
      for (let column = Math.floor(x / TILE); column * TILE < x + width; column++) {
        tiles.push(moved(data, column * TILE, row * TILE));
      }
    }
    return tiles.join("");
  }

  /**
   * @template {Element} T
   * @param {T} element
   * @param {Record<string, string | number>} attributes that are others
   * @returns {T}
   */
  function copy(element, attributes) {
    const made = /** @type {T} */ (element.cloneNode());
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    return made;
  }

  class Print {
    /** @param {HTMLElement} map */
    constructor(map) {
      this.map = map;
      /** @type {(() => void)[]} */
      this._undo = [];
      window.addEventListener("beforeprint", () => this.begin());
      window.addEventListener("afterprint", () => this.end());
    }

    /** Put lines in place of patterns. */
    begin() {
      this.end();
      for (const root of this.map.querySelectorAll(".leaflet-pane > svg")) {
        this._hatch(/** @type {SVGSVGElement} */ (root));
      }
    }

    /** Put the patterns back. */
    end() {
      for (const undo of this._undo.splice(0).reverse()) undo();
    }

    /** @param {SVGSVGElement} root */
    _hatch(root) {
      const tiling = root.parentElement?.classList.contains(`leaflet-${TILING}-pane`);
      /** @type {Map<string, SVGPathElement[]>} */
      const alike = new Map();
      for (const path of root.querySelectorAll("path")) {
        const id = PATTERN.exec(path.getAttribute("fill") ?? "")?.[1];
        if (!id || path.getAttribute("d") === NOTHING) continue;
        const key = tiling ? `${id} ${path.getAttribute("fill-opacity")}` : String(alike.size);
        alike.set(key, [...(alike.get(key) ?? []), path]);
      }
      for (const paths of alike.values()) this._draw(paths);
    }

    /** @param {SVGPathElement[]} paths of one look */
    _draw(paths) {
      const [first] = paths;
      const fill = first.getAttribute("fill") ?? "";
      const opacity = first.getAttribute("fill-opacity") ?? "1";
      const pattern = document.getElementById(PATTERN.exec(fill)?.[1] ?? "");
      const [plain, mark] = pattern?.children ?? [];
      if (!pattern || !plain || !mark) return;
      const shapes = new Set(paths.map((path) => path.getAttribute("d")));
      const outline = svg("path", { d: [...shapes].join(""), "clip-rule": "evenodd" });
      const clip = svg("clipPath", { id: `print-${this._undo.length}` }, outline);
      const scale = Number(/[\d.]+/.exec(pattern.getAttribute("patternTransform") ?? "1")?.[0]);
      const lines = copy(mark, { transform: `scale(${scale})` });
      const tint = Number(plain.getAttribute("fill-opacity") ?? "1") * Number(opacity);
      const hatch = svg("g", { "clip-path": `url(#${clip.id})`, opacity, "pointer-events": "none" }, lines);
      const colour = plain.getAttribute("fill") ?? "none";
      const ground = { fill: colour, "fill-opacity": tint };
      const grounds = paths.map((path) =>
        copy(path, path.getAttribute("stroke") === fill ? { ...ground, stroke: colour } : ground),
      );
      paths[paths.length - 1].after(...grounds, clip, hatch);
      const { x, y, width, height } = outline.getBBox();
      const box = { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
      lines.setAttribute("d", tiled(mark.getAttribute("d") ?? "", box));
      for (const path of paths) path.style.display = "none"; /* its fill Leaflet may set anew */
      this._undo.push(() => {
        for (const made of [...grounds, clip, hatch]) made.remove();
        for (const path of paths) path.style.removeProperty("display");
      });
    }
  }

  return { Print, moved, tiled };
})();
