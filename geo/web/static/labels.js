/* Names on the map: placed by importance, none over another, at the zooms they suit. */
const AtlasLabels = (function () {
  "use strict";

  const GAP = 3; /* px kept free at either side of a name */
  const JOINED = /\p{Script=Arabic}/u; /* letters that join are never spaced out */

  /** @param {Box} a @param {Box} b */
  const overlaps = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  /**
   * Space after each letter of a text, px.
   * @param {NameFont} font
   * @param {string} text
   */
  const spacingOf = (font, text) => (JOINED.test(text) ? 0 : (font.spacing ?? 0));

  /**
   * The first spot beside a point that is free: right of its dot, left, above, below; a
   * name without a dot stands on its point.
   * @param {Pick<NameEntry, "id" | "dot">} entry
   * @param {XY} point
   * @param {Size} size
   * @param {Box[]} taken
   * @returns {Box | null}
   */
  function freeBox({ id, dot }, point, { width, height }, taken) {
    const off = (dot || 0) + 1;
    const middle = point.y - height / 2;
    const centre = point.x - width / 2;
    const spots = dot
      ? [
          [point.x + off, middle],
          [point.x - off - width, middle],
          [centre, point.y - off - height],
          [centre, point.y + off],
        ]
      : [[centre, middle]];
    for (const [x, y] of spots) {
      const box = { x, y, width, height };
      if (!taken.some((other) => other.of !== id && overlaps(box, other))) return box;
    }
    return null;
  }

  class LabelLayer extends L.Layer {
    /**
     * @param {NameEntry[]} entries rank 0 is placed first
     * @param {LabelOptions} options
     *   fonts: how a name of each style is measured and drawn
     */
    constructor(entries, { pane, fonts, language }) {
      super();
      this._entries = [...entries].sort((a, b) => a.rank - b.rank);
      this._pane = pane;
      this._fonts = fonts;
      this._language = language;
      this._canvas = /** @type {CanvasRenderingContext2D} */ (
        document.createElement("canvas").getContext("2d")
      );
      /** @type {Map<string, number>} */
      this._widths = new Map();
      this._hidden = false;
      this._container = L.DomUtil.create("div", "atlas-labels leaflet-zoom-hide");
    }

    /** @override @param {L.Map} map */
    onAdd(map) {
      map.getPane(this._pane)?.appendChild(this._container);
      map.on("moveend zoomend viewreset resize", this.update, this);
      this.update();
      return this;
    }

    /** @override @param {L.Map} map */
    onRemove(map) {
      this._container.remove();
      map.off("moveend zoomend viewreset resize", this.update, this);
      return this;
    }

    /**
     * Hide or show the names that go with a layer.
     * @param {boolean} hidden
     */
    setHidden(hidden) {
      if (hidden === this._hidden) return;
      this._hidden = hidden;
      this.update();
    }

    /** @param {LanguageCode} language */
    setLanguage(language) {
      this._language = language;
      this.update();
    }

    update() {
      const map = this._map;
      if (!map) return;
      const zoom = map.getZoom();
      const view = map.getBounds().pad(0.1);
      const entries = this._entries.filter((entry) => !(this._hidden && entry.hideable));
      const taken = this._dots(entries, view, zoom);
      const fragment = document.createDocumentFragment();
      for (const entry of entries) {
        if (zoom < entry.zoom || zoom > (entry.maxZoom ?? 99)) continue;
        if (!view.contains([entry.lat, entry.lng])) continue;
        const point = map.latLngToLayerPoint([entry.lat, entry.lng]);
        const box = freeBox(entry, point, this._size(entry), taken);
        if (!box) continue;
        taken.push(box);
        fragment.appendChild(this._element(entry, box));
      }
      this._container.replaceChildren(fragment);
    }

    /**
     * Boxes of the dots that labels must keep clear of.
     * @param {NameEntry[]} entries
     * @param {L.LatLngBounds} view
     * @param {number} zoom
     * @returns {Box[]}
     */
    _dots(entries, view, zoom) {
      const boxes = [];
      for (const entry of entries) {
        if (!entry.dot || zoom < entry.zoom || !view.contains([entry.lat, entry.lng])) continue;
        const point = this._map.latLngToLayerPoint([entry.lat, entry.lng]);
        const r = entry.dot;
        boxes.push({ x: point.x - r, y: point.y - r, width: 2 * r, height: 2 * r, of: entry.id });
      }
      return boxes;
    }

    /** @param {NameEntry} entry */
    _size(entry) {
      const text = entry.text[this._language];
      const font = this._fonts[entry.style];
      const key = font.css + text;
      let width = this._widths.get(key);
      if (width === undefined) {
        this._canvas.font = font.css;
        width = this._canvas.measureText(text).width + spacingOf(font, text) * text.length;
        this._widths.set(key, width);
      }
      return { width: width + 2 * GAP, height: font.height };
    }

    /** @param {NameEntry} entry @param {Box} box */
    _element(entry, box) {
      const element = document.createElement("div");
      const text = entry.text[this._language];
      const font = this._fonts[entry.style];
      element.className = `atlas-label atlas-label-${entry.style}`;
      element.textContent = text;
      element.dir = "auto";
      element.style.font = font.css;
      element.style.letterSpacing = `${spacingOf(font, text)}px`;
      element.style.width = `${box.width}px`;
      element.style.lineHeight = `${box.height}px`;
      L.DomUtil.setPosition(element, L.point(Math.round(box.x), Math.round(box.y)));
      return element;
    }
  }

  return { LabelLayer, freeBox, spacingOf };
})();
