/* Names on the map: placed by importance, none over another, at the zooms they suit. */
(function () {
  "use strict";

  const GAP = 3;

  const overlaps = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  /* entries: {id, lat, lng, text: {en, ar}, rank (0 first), zoom, style, dot (radius)} */
  const LabelLayer = L.Layer.extend({
    initialize(entries, options) {
      L.setOptions(this, options);
      this._entries = [...entries].sort((a, b) => a.rank - b.rank);
      this._measure = document.createElement("canvas").getContext("2d");
      this._widths = new Map();
      this._hidden = false;
      this.language = "en";
    },

    onAdd(map) {
      this._container = L.DomUtil.create("div", "atlas-labels leaflet-zoom-hide");
      map.getPane(this.options.pane).appendChild(this._container);
      map.on("moveend zoomend viewreset resize", this.update, this);
      this.update();
    },

    onRemove(map) {
      this._container.remove();
      map.off("moveend zoomend viewreset resize", this.update, this);
    },

    /* Hide or show the names that go with a layer. */
    setHidden(hidden) {
      if (hidden === this._hidden) return;
      this._hidden = hidden;
      this.update();
    },

    setLanguage(language) {
      this.language = language;
      this.update();
    },

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
        const box = this._place(entry, taken);
        if (!box) continue;
        taken.push(box);
        fragment.appendChild(this._element(entry, box));
      }
      this._container.replaceChildren(fragment);
    },

    /* Boxes of the dots that labels must keep clear of. */
    _dots(entries, view, zoom) {
      const boxes = [];
      for (const entry of entries) {
        if (!entry.dot || zoom < entry.zoom || !view.contains([entry.lat, entry.lng])) continue;
        const point = this._map.latLngToLayerPoint([entry.lat, entry.lng]);
        const r = entry.dot;
        boxes.push({ x: point.x - r, y: point.y - r, width: 2 * r, height: 2 * r, of: entry.id });
      }
      return boxes;
    },

    _size(entry) {
      const text = entry.text[this.language];
      const font = this.options.fonts[entry.style];
      const key = font.css + text;
      if (!this._widths.has(key)) {
        this._measure.font = font.css;
        const spacing = (font.spacing || 0) * text.length;
        this._widths.set(key, this._measure.measureText(text).width + spacing);
      }
      return { width: this._widths.get(key) + 2 * GAP, height: font.height };
    },

    _place(entry, taken) {
      const { width, height } = this._size(entry);
      const point = this._map.latLngToLayerPoint([entry.lat, entry.lng]);
      const off = (entry.dot || 0) + 1;
      const middle = point.y - height / 2;
      const centre = point.x - width / 2;
      const spots = entry.dot
        ? [
            [point.x + off, middle],
            [point.x - off - width, middle],
            [centre, point.y - off - height],
            [centre, point.y + off],
          ]
        : [[centre, middle]];
      for (const [x, y] of spots) {
        const box = { x, y, width, height };
        if (!taken.some((other) => other.of !== entry.id && overlaps(box, other))) return box;
      }
      return null;
    },

    _element(entry, box) {
      const element = document.createElement("div");
      element.className = `atlas-label atlas-label-${entry.style}`;
      element.textContent = entry.text[this.language];
      element.dir = "auto";
      element.style.width = `${box.width}px`;
      element.style.lineHeight = `${box.height}px`;
      L.DomUtil.setPosition(element, L.point(Math.round(box.x), Math.round(box.y)));
      return element;
    },
  });

  window.AtlasLabels = { LabelLayer };
})();
