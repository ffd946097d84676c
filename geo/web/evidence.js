/* What a click opens: who holds a place and which source says so. The evidence is large
 * and wanted only after a click, so it is read then: from the file itself, or from beside
 * it. All text goes in as text, never as markup. */
(function () {
  "use strict";

  const { node } = window.AtlasPaint;
  const { SeaEvidence } = window.AtlasSeaEvidence;
  const INLINE = "atlas-evidence-data"; /* id of the element that holds it */

  function webLink(url, text) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    return node("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  }

  /* A date keeps its order inside right-to-left text. */
  const isolated = (iso) => `\u2066${iso}\u2069`;

  class Evidence {
    constructor(atlas) {
      this.atlas = atlas;
      this.popup = null;
      this.sea = new SeaEvidence(atlas, (ids, evidence) => this._sourceList(ids, evidence));
      atlas.map.on("popupclose", (event) => {
        if (event.popup === this.popup) this.popup = this.subject = null;
      });
    }

    /* Open what is known of a feature of the map, at a point. */
    open(feature, latlng) {
      this.subject = feature;
      this.popup = L.popup({ maxWidth: 340, maxHeight: 300, ...this._margins() }).setLatLng(latlng);
      this._fill();
      this.popup.openOn(this.atlas.map);
    }

    /* A popup keeps clear of the legend, where there is room beside it. */
    _margins() {
      const wide = this.atlas.map.getSize().x > 900;
      return { autoPanPaddingTopLeft: [20, 20], autoPanPaddingBottomRight: [wide ? 290 : 20, 20] };
    }

    /* Follow the date: an open popup tells of the day shown. */
    follow() {
      if (!this.popup) return;
      const now = this._now();
      if (this._standing(now) === this.standing) return;
      if (Array.isArray(now) && !now.length) this.atlas.map.closePopup();
      else this.retell();
    }

    /* Tell it again, on another day or in another language; where the reader has gone since
     * it opened, the map stays. */
    retell() {
      if (!this.popup) return;
      this.popup.options.autoPan = false;
      this._fill();
    }

    /* What the popup is about as it is on the day: a place's cell, an agreement's standing,
     * or the very feature that was clicked. */
    _now() {
      const { place, nominal, agreement, layer, sea } = this.subject;
      if (sea) return this.atlas.sea.under(sea);
      if (agreement) return this.atlas.agreementOn(agreement) ?? this.subject;
      return place && layer !== "events" ? this.atlas.cellOf(place, { nominal }) : this.subject;
    }

    /* Changes whenever what is told changes. */
    _standing(now) {
      return this.subject.sea ? this.sea.standing(now, this.evidence) : now;
    }

    _fill() {
      const { popup, subject } = this;
      this.told = this._now();
      this.standing = this._standing(this.told);
      this._read((evidence) => {
        if (popup !== this.popup) return;
        this.standing = this._standing(this.told);
        const direction = this.atlas.direction;
        const content = node("div", { class: "atlas-evidence", dir: direction });
        if (subject.own) this._describeOwn(content, subject);
        else if (!evidence) content.append(node("p", {}, this._words.no_evidence));
        else if (subject.sea) this.told.forEach((one) => this._describeAtSea(content, one, evidence));
        else if (subject.agreement) this._describeAll(this.told, (one) => this._describeAgreement(content, one, evidence));
        else if (subject.layer === "events") this._describeAll(subject, (one) => this._describeEvent(content, one, evidence));
        else if (subject.camps) this._describeFront(content, subject, evidence);
        else this._describePlace(content, subject, evidence);
        popup.setContent(content);
      });
    }

    get _words() {
      return this.atlas.words;
    }

    /* Hand the evidence over, at once where it is at hand; null if it is out of reach. */
    _read(use) {
      const inline = document.getElementById(INLINE);
      if (!this.evidence && inline) this.evidence = JSON.parse(inline.textContent);
      if (this.evidence) return use(this.evidence);
      this.popup.setContent("…");
      return fetch(this.atlas.data.evidence)
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null)
        .then((evidence) => {
          this.evidence = evidence;
          use(evidence);
        });
    }

    _describePlace(content, feature, evidence) {
      const words = this._words;
      content.append(node("h3", {}, this.atlas.placeName(feature.place)));
      const cell = this.told;
      if (!cell) {
        content.append(node("p", {}, words.hidden));
        return;
      }
      content.append(this._claimLines(cell, evidence));
      if (cell.inherited) {
        const from = `${words.inherited} ${this.atlas.placeName(cell.inherited)}.`;
        content.append(node("p", { class: "atlas-small" }, from));
      }
      if (cell.nominal) content.append(node("p", { class: "atlas-small" }, words.nominal));
    }

    _claimLines(cell, evidence) {
      const words = this._words;
      const { language } = this.atlas;
      const claim = evidence.claims[cell.claim];
      const look = this.atlas.looks.of(cell);
      const camp = this.atlas.data.camps[language][cell.camp];
      const who = claim.parties.length && cell.camp === "contested"
        ? claim.parties.map((party) => party[language]).join(" / ")
        : claim.actor?.[language] ?? "";
      const holder = node("p", { class: "atlas-holder" },
        this.atlas.looks.swatch({ ...look, nominal: false }), node("strong", {}, camp), who && who !== camp ? ` – ${who}` : "");
      const about = claim.precision === "day" ? "" : ` (${words.precisions[claim.precision]})`;
      const until = claim.until ? isolated(claim.until) : words.no_later;
      const block = node("div", {}, holder,
        look.attacked ? node("p", { class: "atlas-attacked" }, words.attacked) : null,
        node("p", {}, `${words.since} ${isolated(claim.since)}${about} · ${words.until} ${until}`));
      const sure = `${words.confidence}: ${words.confidences[claim.confidence]} · ${words.last_seen} ${isolated(claim.last_seen)}`;
      if (cell.camp !== "no_record") block.append(node("p", {}, sure));
      block.append(node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, claim.note));
      block.append(this._sourceList(claim.sources, evidence));
      return block;
    }

    _describeFront(content, feature, evidence) {
      const words = this._words;
      content.append(node("h3", {}, feature.firm ? words.front : words.faint_front));
      for (const placeId of feature.places) {
        content.append(node("h4", {}, this.atlas.placeName(placeId)));
        const cell = this.atlas.cellOf(placeId, { hidden: true });
        if (cell) content.append(this._claimLines(cell, evidence));
      }
    }

    /* One of all that lie under a click at sea. */
    _describeAtSea(content, feature, evidence) {
      const part = node("section", { class: "atlas-at-sea", "data-id": feature.id });
      if (feature.agreement) this._describeAgreement(part, feature, evidence);
      else if (feature.layer === "maritime_lines") this.sea.line(part, feature, evidence);
      else if (feature.layer === "disputed_maritime") this.sea.dispute(part, feature, evidence);
      else this.sea.claim(part, feature, evidence);
      content.append(part);
    }

    /* Many agreements are made, and much happens, in one place: the one clicked comes first. */
    _describeAll(subject, describe) {
      describe(subject);
      for (const other of this.atlas.together(subject)) if (other !== subject) describe(other);
    }

    _describeAgreement(content, feature, evidence) {
      const words = this._words;
      const { language } = this.atlas;
      const known = evidence.agreements[feature.id];
      content.append(
        node("h3", {}, known.name[language]),
        node("p", { class: "atlas-small" }, known.kind[language]),
        ...known.statuses.map(({ status, by, since }) => {
          const text = (by[language] ? words.status_by : words.status_only)
            .replace("{status}", status[language]).replace("{by}", by[language]).replace("{since}", isolated(since));
          return node("p", {}, text);
        }),
        known.parties[language] ? node("p", {}, `${words.parties}: ${known.parties[language]}`) : "",
        node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, known.note),
        this._sourceList(known.sources, evidence));
    }

    _describeEvent(content, feature, evidence) {
      const { language } = this.atlas;
      const known = evidence.events[feature.id];
      const days = known.first === known.last ? isolated(known.first) : `${isolated(known.first)} – ${isolated(known.last)}`;
      content.append(
        node("h3", {}, known.name[language]),
        node("p", { class: "atlas-small" }, `${known.kind[language]} · ${days}`),
        node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, known.note),
        this._sourceList(known.sources, evidence));
    }

    /* A feature of the reader's own file: its name, its time, and all that it says. */
    _describeOwn(content, feature) {
      const words = this._words;
      const until = feature.valid_to ? isolated(feature.valid_to) : words.no_later;
      const since = feature.valid_from ? `${words.since} ${isolated(feature.valid_from)} · ` : "";
      content.append(
        node("h3", { dir: "auto" }, this._text(this._nameOf(feature))),
        node("p", {}, `${since}${words.until} ${until}`));
      const rows = Object.entries(feature.own).filter(([, value]) => value !== null && value !== "");
      const table = node("table", { class: "atlas-own" });
      for (const [name, value] of rows) {
        table.append(node("tr", {}, node("th", { dir: "auto" }, name), node("td", { dir: "auto" }, this._text(value))));
      }
      content.append(table);
    }

    _text(value) {
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    }

    _nameOf({ own, layer }) {
      return own[`name_${this.atlas.language}`] ?? own.name ?? own.title ?? this.atlas.layerName(layer);
    }

    _sourceList(ids, evidence) {
      const list = node("ul", { class: "atlas-sources", dir: "ltr" });
      for (const id of ids) {
        const source = evidence.sources[id];
        const where = [source.publisher, source.date].filter(Boolean).join(", ");
        list.append(node("li", { dir: "auto" }, webLink(source.url, source.title), ` – ${where}`));
      }
      return list;
    }
  }

  window.AtlasEvidence = { Evidence };
})();
