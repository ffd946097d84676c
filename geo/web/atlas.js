/* The atlas on a Leaflet map: layers on a clock, legend with switches, names, evidence,
 * and the interface `window.atlas` that the page, tests and embedders use.
 *
 *   atlas.date                    the day shown, ISO
 *   atlas.setDate(iso)            show another day
 *   atlas.layers()                [{id, name, shown, count, nominal}] on this day: features,
 *                                 and how many of them are nominal ground
 *   atlas.setLayer(id, on)        show or hide a layer
 *   atlas.select(placeId)         open the evidence of a place
 *   atlas.language, atlas.setLanguage("en" | "ar")
 *   event `atlas:painted` on window, after each frame that shows a new day
 */
(function () {
  "use strict";

  const { TimeLayer, toDay, toIso } = window.AtlasTime;
  const { LabelLayer } = window.AtlasLabels;
  const SVG = "http://www.w3.org/2000/svg";

  /* ---- small DOM helpers; text always goes in as text, never as markup ---- */

  function node(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  function svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function webLink(url, text) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    return node("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  }

  /* A date keeps its order inside right-to-left text. */
  const isolated = (iso) => `\u2066${iso}\u2069`;

  /* ---- fills: a colour with a pattern on it ---- */

  const MARKS = {
    plain: () => [],
    dots: (ink) => [svg("circle", { cx: 2, cy: 2, r: 0.75, fill: ink }), svg("circle", { cx: 6, cy: 6, r: 0.75, fill: ink })],
    horizontal: (ink) => [svg("path", { d: "M0 2H8M0 6H8", stroke: ink, "stroke-width": 0.6 })],
    vertical: (ink) => [svg("path", { d: "M2 0V8M6 0V8", stroke: ink, "stroke-width": 0.6 })],
    backslash: (ink) => [svg("path", { d: "M-2 6L2 10M0 0L8 8M6 -2L10 2", stroke: ink, "stroke-width": 0.8 })],
    cross: (ink) => [svg("path", { d: "M0 0L8 8M8 0L0 8", stroke: ink, "stroke-width": 0.9 })],
    diagonal: (ink) => [svg("path", { d: "M-2 2L2 -2M0 8L8 0M6 10L10 6", stroke: ink, "stroke-width": 2 })],
  };

  const isAttacked = (cell) => cell.status === "contested" && cell.camp !== "contested";
  const fillId = (camp, attacked) => `fill-${camp}${attacked ? "-attacked" : ""}`;

  function definePatterns(fills, attack) {
    const defs = svg("defs");
    for (const [camp, fill] of Object.entries(fills)) {
      for (const attacked of [false, true]) {
        const tile = { id: fillId(camp, attacked), width: 8, height: 8, patternUnits: "userSpaceOnUse" };
        const ground = svg("rect", { width: 8, height: 8, fill: fill.colour });
        const look = attacked ? attack : fill;
        const marks = MARKS[look.mark](look.ink);
        defs.append(svg("pattern", tile, ground, ...marks));
      }
    }
    document.body.append(svg("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true" }, defs));
  }

  const SWATCH = { class: "atlas-swatch", width: 22, height: 14, "aria-hidden": "true" };

  function swatch(fill, opacity) {
    return svg("svg", SWATCH, svg("rect", { width: 22, height: 14, fill, opacity, rx: 2 }));
  }

  function lineSwatch(style) {
    const line = { x1: 1, x2: 21, y1: 7, y2: 7, stroke: style.color, "stroke-width": style.weight };
    if (style.dashArray) line["stroke-dasharray"] = style.dashArray;
    return svg("svg", SWATCH, svg("line", line));
  }

  function dotSwatch() {
    return svg("svg", SWATCH, svg("circle", { cx: 11, cy: 7, r: 3, class: "atlas-dot" }));
  }

  /* ---- the atlas ---- */

  class Atlas {
    constructor(map, data) {
      this.map = map;
      this.data = data;
      this.language = data.start.language;
      this._onChange = () => {};
      this._places = new Map(data.places.map((place) => [place.id, place]));
      definePatterns(data.fills, data.attack);
      this.show(data.start.view);
      this._makePanes();
      this.time = new TimeLayer(data.geometries, data.features, {
        day: toDay(data.start.date),
        shown: data.start.layers,
        renderer: (pane) => this._renderer(pane),
        pane: (feature) => this._paneOf(feature),
        style: (feature) => this._styleOf(feature),
      });
      this.time.addTo(map);
      this.time.on("featureclick", (event) => this._clicked(event.feature, event.latlng));
      this.names = new LabelLayer(this._nameEntries(), { pane: "atlas-names", fonts: data.fonts });
      this.names.language = this.language;
      this.names.addTo(map);
      this._addControls();
      this._dressUp();
      map.on("moveend", () => this._onMoved());
      map.on("zoomend", () => this._placeDots());
      this._placeDots();
      this._painted();
    }

    /* -- the interface -- */

    get date() {
      return toIso(this.time.day());
    }

    setDate(iso) {
      const day = toDay(iso);
      if (!Number.isFinite(day)) throw new RangeError(`${iso} is no date: write 2019-12-19`);
      if (day === this.time.day()) return;
      this.time.setDay(day);
      this._dressUp();
      this._painted();
    }

    layers() {
      const counts = {};
      const nominal = {};
      for (const feature of this.time.current()) {
        counts[feature.layer] = (counts[feature.layer] || 0) + 1;
        if (feature.nominal) nominal[feature.layer] = (nominal[feature.layer] || 0) + 1;
      }
      return this.data.layers.map((layer) => ({
        id: layer.id,
        name: layer.name[this.language],
        shown: this.time.isShown(layer.id),
        count: counts[layer.id] || 0,
        nominal: nominal[layer.id] || 0,
      }));
    }

    /* Ids of the layers shown, without counting what is in them. */
    shownLayers() {
      return this.data.layers.map((layer) => layer.id).filter((id) => this.time.isShown(id));
    }

    setLayer(id, on) {
      if (!this.data.layers.some((layer) => layer.id === id)) {
        throw new RangeError(`${id} is no layer`);
      }
      if (this.time.isShown(id) === on) return;
      this.time.setShown(id, on);
      if (id === "places") this._placeDots();
      this._dressUp();
    }

    select(placeId) {
      const place = this._places.get(placeId);
      if (!place) throw new RangeError(`${placeId} is no place`);
      const cells = this.time.current().filter((feature) => feature.place === placeId && feature.camp);
      const cell = cells.find((feature) => !feature.nominal) || cells[0];
      this._openEvidence(cell || { place: placeId }, [place.lat, place.lng]);
    }

    setLanguage(language) {
      if (language === this.language) return;
      this.language = language;
      this.names.setLanguage(language);
      this._dressUp();
    }

    /* Called with {layers} or {selected} when the reader changes something on the map. */
    onChange(listener) {
      this._onChange = listener;
    }

    /* Show a view, [lat, lng, zoom]; the country as a whole fills whatever room there is. */
    show(view) {
      const [lat, lng, zoom] = view;
      if (String(view) === String(this.data.country.view)) {
        this.map.fitBounds(this.data.country.bounds, { animate: false });
      } else {
        this.map.setView([lat, lng], zoom, { animate: false });
      }
    }

    get view() {
      const { lat, lng } = this.map.getCenter();
      const zoom = Number(this.map.getZoom().toFixed(2));
      return `${lat.toFixed(4)},${lng.toFixed(4)},${zoom}`;
    }

    /* -- panes and styles -- */

    _makePanes() {
      this._renderers = {};
      for (const [name, pane] of Object.entries(this.data.panes)) {
        const element = this.map.getPane(name) || this.map.createPane(name);
        element.style.zIndex = pane.z;
        element.style.opacity = pane.opacity;
        if (pane.still) element.style.pointerEvents = "none";
      }
    }

    _renderer(pane) {
      this._renderers[pane] ??= L.svg({ pane, padding: 0.6 });
      return this._renderers[pane];
    }

    _paneOf(feature) {
      if (feature.camp) return feature.nominal ? "atlas-nominal" : "atlas-held";
      if (feature.camps) return "atlas-fronts";
      return feature.layer === "places" ? "atlas-places" : "atlas-lines";
    }

    _styleOf(feature) {
      if (feature.camp) {
        const { colour } = this.data.fills[feature.camp];
        const patterned = `url(#${fillId(feature.camp, isAttacked(feature))})`;
        const fillColor = feature.nominal ? colour : patterned;
        /* A stroke of the fill's own closes the hairline between neighbours. */
        return { fillColor, fillOpacity: 1, color: fillColor, weight: 0.8, opacity: 1 };
      }
      const lines = this.data.lines;
      if (feature.camps) return feature.firm ? (feature.minor ? lines.minor : lines.firm) : lines.faint;
      if (feature.layer === "places") {
        const place = this._places.get(feature.place);
        const size = this.map.getZoom() >= place.zoom ? place.dot : 0;
        if (!size) return null;
        return { radius: size, className: "atlas-dot", color: "#fff", weight: 1, fillColor: "#2b2b2b", fillOpacity: 1 };
      }
      const drawn = (feature.construction ?? "published") === "published" ? "maritime" : "worked_out";
      return lines[feature.layer] ?? lines[drawn];
    }

    _placeDots() {
      this.time.refresh("places");
      this.names.setHidden(!this.time.isShown("places"));
    }

    _nameEntries() {
      return [...this.data.names, ...this.data.places.map((place) => ({ ...place, hideable: true }))];
    }

    /* -- controls -- */

    _addControls() {
      const control = (position, name) => {
        const element = node("div", { class: `atlas-box atlas-${name}` });
        L.DomEvent.disableClickPropagation(element);
        L.DomEvent.disableScrollPropagation(element);
        const made = new L.Control({ position });
        made.onAdd = () => element;
        made.addTo(this.map);
        return element;
      };
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.map);
      this._title = control("topright", "title");
      this._legend = control("topright", "legend");
    }

    _dressUp() {
      const words = this.data.words[this.language];
      const rtl = this.language === "ar" ? "rtl" : "ltr";
      this.map.getContainer().dir = "ltr";
      this._title.dir = this._legend.dir = rtl;
      const when = new Intl.DateTimeFormat(this.language === "ar" ? "ar-LY-u-nu-latn" : "en-GB", {
        day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
      }).format(new Date(this.date));
      const late = toDay(this.date) > toDay(this.data.span[1]);
      this._title.replaceChildren(
        node("div", { class: "atlas-date" }, when),
        node("div", { class: "atlas-subtitle" }, late ? words.after_evidence : words.title)
      );
      const open = this._legend.querySelector("details")?.open ?? window.screen.width > 640;
      const details = node("details", {}, node("summary", {}, words.legend));
      details.open = open;
      for (const layer of this.layers()) details.append(this._switch(layer));
      details.append(node("hr"));
      for (const key of this.data.keys) {
        const mark = key.line ? lineSwatch(this.data.lines[key.line]) : this._swatch(key);
        details.append(node("div", { class: "atlas-row" }, mark, node("span", {}, key.name[this.language])));
      }
      details.append(node("p", { class: "atlas-small" }, words.statement));
      this._legend.replaceChildren(details);
    }

    _switch(layer) {
      const box = node("input", { type: "checkbox", "data-layer": layer.id });
      box.checked = layer.shown;
      box.addEventListener("change", () => {
        this.setLayer(layer.id, box.checked);
        this._onChange({ layers: this.shownLayers() });
        this._legend.querySelector(`[data-layer="${layer.id}"]`)?.focus();
      });
      const spec = this.data.layers.find((other) => other.id === layer.id).swatch;
      const marks = spec.fills
        ? spec.fills.map((camp) => this._swatch({ camp }))
        : [spec.line ? lineSwatch(this.data.lines[spec.line]) : dotSwatch()];
      const label = node("label", { class: "atlas-row" }, box, ...marks, node("span", {}, layer.name));
      return label;
    }

    /* A swatch that looks as the fill does on the map: {camp, attacked, nominal}. */
    _swatch(look) {
      const { panes, fills } = this.data;
      if (look.nominal) return swatch(fills[look.camp].colour, panes["atlas-nominal"].opacity);
      return swatch(`url(#${fillId(look.camp, look.attacked)})`, panes["atlas-held"].opacity);
    }

    /* -- evidence -- */

    _clicked(feature, latlng) {
      if (!feature || /^(claimed|disputed)_/.test(feature.layer)) return;
      this._openEvidence(feature, latlng);
      if (feature.place) this._onChange({ selected: feature.place });
    }

    _openEvidence(feature, latlng) {
      const content = node("div", { class: "atlas-evidence", dir: this.language === "ar" ? "rtl" : "ltr" });
      if (feature.camps) this._describeFront(content, feature);
      else if (feature.layer === "maritime_lines") this._describeLine(content, feature);
      else this._describePlace(content, feature);
      L.popup({ maxWidth: 340, maxHeight: 300, autoPanPadding: [20, 20] })
        .setLatLng(latlng)
        .setContent(content)
        .openOn(this.map);
    }

    _describePlace(content, feature) {
      const words = this.data.words[this.language];
      const place = this._places.get(feature.place);
      content.append(node("h3", {}, place.text[this.language]));
      const cell = feature.claim ? feature : this._cellOf(feature.place);
      if (!cell) {
        content.append(node("p", {}, words.hidden));
        return;
      }
      const claim = this.data.claims[cell.claim];
      content.append(this._claimLines(cell, claim));
      if (cell.inherited) {
        const from = this._places.get(cell.inherited).text[this.language];
        content.append(node("p", { class: "atlas-small" }, `${words.inherited} ${from}.`));
      }
      if (cell.nominal) content.append(node("p", { class: "atlas-small" }, words.nominal));
    }

    _cellOf(placeId) {
      const cells = this.time.current().filter((feature) => feature.camp && feature.place === placeId);
      return cells.find((feature) => !feature.nominal) || cells[0] || null;
    }

    _claimLines(cell, claim) {
      const words = this.data.words[this.language];
      const block = node("div");
      const attacked = isAttacked(cell);
      const camp = this.data.camps[this.language][cell.camp];
      const who = claim.parties.length && cell.camp === "contested"
        ? claim.parties.map((party) => party[this.language]).join(" / ")
        : claim.actor?.[this.language] ?? "";
      block.append(
        node("p", { class: "atlas-holder" },
          this._swatch({ camp: cell.camp, attacked }),
          node("strong", {}, camp),
          who && who !== camp ? ` – ${who}` : ""),
      );
      if (attacked) block.append(node("p", { class: "atlas-attacked" }, words.attacked));
      const about = claim.precision === "day" ? "" : ` (${words.precisions[claim.precision]})`;
      const until = claim.until ? isolated(claim.until) : words.no_later;
      block.append(node("p", {}, `${words.since} ${isolated(claim.since)}${about} · ${words.until} ${until}`));
      const sure = node("p", {}, `${words.confidence}: ${words.confidences[claim.confidence]} · ${words.last_seen} ${isolated(claim.last_seen)}`);
      if (cell.camp !== "no_record") block.append(sure);
      block.append(node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, claim.note));
      block.append(this._sourceList(claim.sources));
      return block;
    }

    _describeFront(content, feature) {
      const words = this.data.words[this.language];
      content.append(node("h3", {}, feature.firm ? words.front : words.faint_front));
      const blocks = feature.places
        .map((placeId) => [placeId, this._claimOn(placeId)])
        .map(([placeId, cell]) => [this._places.get(placeId).text[this.language], cell]);
      for (const [name, cell] of blocks) {
        content.append(node("h4", {}, name));
        if (cell) content.append(this._claimLines(cell, this.data.claims[cell.claim]));
      }
    }

    /* The claim on a place's cell today, even where its layer is switched off. */
    _claimOn(placeId) {
      const day = this.time.day();
      return this.data.features.find((f) => f.camp && f.place === placeId && f.from <= day && day < f.to);
    }

    _describeLine(content, feature) {
      const words = this.data.words[this.language];
      const line = this.data.maritime[feature.id];
      content.append(
        node("h3", {}, line.name[this.language]),
        node("p", {}, `${words.between} ${line.claimants} · ${line.length_nm} nm`),
        node("p", {}, `${words.opposed_by} ${line.opposed_by}`),
        node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, line.note),
        this._sourceList(line.sources)
      );
    }

    _sourceList(ids) {
      const list = node("ul", { class: "atlas-sources", dir: "ltr" });
      for (const id of ids) {
        const source = this.data.sources[id];
        const where = [source.publisher, source.date].filter(Boolean).join(", ");
        list.append(node("li", { dir: "auto" }, webLink(source.url, source.title), ` – ${where}`));
      }
      return list;
    }

    /* -- telling others -- */

    _onMoved() {
      window.dispatchEvent(new CustomEvent("atlas:moved", { detail: { view: this.view } }));
    }

    _painted() {
      const date = this.date;
      requestAnimationFrame(() =>
        setTimeout(() => window.dispatchEvent(new CustomEvent("atlas:painted", { detail: { date } })))
      );
    }
  }

  window.startAtlas = (map, data) => {
    window.atlas = new Atlas(map, data);
  };
})();
