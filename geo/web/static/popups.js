/* The popup that a click opens: who holds a place and which source says so. The evidence
 * is large and wanted only after a click, so it is read then: from the file itself, or
 * from beside it. All text goes in as text, never as markup. */
const AtlasEvidence = (function () {
  "use strict";

  const { fillIn, node } = AtlasPaint;
  const { SignEvidence } = AtlasSignEvidence;
  const { describeOwn, webLink } = AtlasOwnEvidence;
  const { Brief } = AtlasBrief;
  const { SeaEvidence, fold, noteLine } = AtlasSeaEvidence;
  const INLINE = "atlas-evidence-data"; /* id of the element that holds it */
  const MOST_PX = 340; /* of what a popup says, and the frame around it, with its margin */
  const FRAME_PX = 60;
  const [LOW_PX, HIGH_PX] = [120, 300]; /* a popup is so high at most, by the map's height */
  const WIDE_PX = 900; /* on a map wider than this a popup keeps clear of chips and legend */
  const [EDGE_PX, BOXES_PX] = [20, 290]; /* what it leaves free at an edge, and where those stand */

  /**
   * The time between two days in whole days, months or, from two on, years.
   * @param {Day} from
   * @param {Day} to
   * @param {Record<string, Record<string, string>>} ages texts by unit and plural category
   * @param {LanguageCode} language
   */
  function ageText(from, to, ages, language) {
    const [first, last] = [from, to].map((day) => new Date(day * 864e5));
    let count = 12 * (last.getUTCFullYear() - first.getUTCFullYear());
    count += last.getUTCMonth() - first.getUTCMonth();
    if (last.getUTCDate() < first.getUTCDate()) count -= 1;
    let unit = "month";
    if (count === 0) [unit, count] = ["day", to - from];
    else if (count >= 24) [unit, count] = ["year", Math.floor(count / 12)];
    const forms = ages[unit];
    const category = new Intl.PluralRules(language).select(count);
    return fillIn(forms[category] ?? forms.other, { count: String(count) });
  }

  /** @typedef {Partial<Feature> & {sea?: L.LatLng}} Subject what a popup is about */

  class Evidence {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      /** @type {L.Popup | null} */
      this.popup = null;
      /** @type {Subject} */
      this.subject = {};
      /** @type {Feature | null} the sign that was clicked on the ground of a place */
      this.sign = null;
      /** @type {EvidenceData | undefined} once it is read */
      this.data = undefined;
      this._reading = /** @type {Promise<EvidenceData | undefined> | undefined} */ (undefined);
      const sources = (/** @type {string[]} */ ids, /** @type {EvidenceData} */ evidence) =>
        this._sourceList(ids, evidence);
      this.sea = new SeaEvidence(atlas, sources);
      this.signs = new SignEvidence(atlas, sources);
      this.brief = new Brief(atlas);
      atlas.map.on("popupclose", (event) => {
        if (event.popup === this.popup) this.popup = null;
      });
    }

    /**
     * Open what is known of a feature of the map, at a point; of ground with the sign that
     * was clicked on it.
     * @param {Subject} subject
     * @param {L.LatLngExpression} latlng
     * @param {Feature | null} [sign]
     */
    open(subject, latlng, sign = null) {
      this.subject = subject;
      this.sign = sign;
      this.popup = L.popup(this._margins()).setLatLng(latlng);
      this._fill(this.popup);
      this.popup.openOn(this.atlas.map);
    }

    /* A popup fits the map, and keeps clear of chips and legend where there is room beside them. */
    _margins() {
      const { x, y } = this.atlas.map.getSize();
      return {
        maxHeight: Math.max(LOW_PX, Math.min(HIGH_PX, y - 2 * FRAME_PX)),
        maxWidth: Math.min(MOST_PX, x - FRAME_PX),
        ...this.brief.options,
        autoPanPaddingTopLeft: /** @type {L.PointTuple} */ ([x > WIDE_PX ? BOXES_PX : EDGE_PX, EDGE_PX]),
        autoPanPaddingBottomRight: /** @type {L.PointTuple} */ ([EDGE_PX, EDGE_PX]),
      };
    }

    /* An open popup shows what holds on the day shown. */
    followDate() {
      if (!this.popup) return;
      const now = this._now();
      if (this._version(now) === this._filledVersion) return;
      if (Array.isArray(now) && !now.length) this.atlas.map.closePopup();
      else this.refresh();
    }

    /* Fill it again, for another day or in another language; where the reader has gone
     * since it opened, the map stays. */
    refresh() {
      if (!this.popup) return;
      this.popup.options.autoPan = false;
      this._fill(this.popup);
    }

    /**
     * What the popup is about as it is on the day: a place's cell, an agreement as it
     * stands, what lies at a spot at sea, or the very feature that was clicked.
     * @returns {any}
     */
    _now() {
      const { place, nominal, agreement, layer, sea } = this.subject;
      if (sea) return this.atlas.sea.under(sea);
      if (agreement) return this.atlas.layerSet.agreementOn(agreement) ?? this.subject;
      return place && layer !== "events" ? this.atlas.layerSet.cellOf(place, { nominal }) : this.subject;
    }

    /**
     * Changes whenever what the popup says changes.
     * @param {any} now
     */
    _version(now) {
      const { sea, places } = this.subject;
      if (sea) return this.sea.version(now, this.data);
      if (!places) return [this._cellVersion(now), ...this._here().map(({ id }) => id)].join();
      const cells = places.map((id) => this.atlas.layerSet.cellOf(id, { hidden: true }));
      return cells.map((cell) => this._cellVersion(cell)).join();
    }

    /**
     * The age of evidence changes with the day, any other feature only as a whole.
     * @param {any} feature
     */
    _cellVersion(feature) {
      if (!feature?.claim) return feature?.id;
      const { claim, look, seen } = feature;
      return `${claim} ${look} ${seen === undefined ? "" : this.lastSeen(seen)}`;
    }

    /* Events and agreements on the ground that the popup is about, the clicked first. */
    _here() {
      const { place, layer, places } = this.subject;
      if (!place || places || layer === "events") return [];
      const here = this.atlas.layerSet.signsAt(place);
      const { sign } = this;
      const first = sign?.agreement
        ? this.atlas.layerSet.agreementOn(sign.agreement)
        : here.find((feature) => feature === sign);
      return first ? [first, ...here.filter((feature) => feature !== first)] : here;
    }

    /** @param {L.Popup} popup */
    _fill(popup) {
      const [{ subject }, now] = [this, this._now()];
      this._filledVersion = this._version(now);
      this.read((evidence) => {
        if (popup !== this.popup || subject !== this.subject) return;
        this._filledVersion = this._version(now);
        const content = node("div", { class: "atlas-evidence", dir: this.atlas.direction });
        if (subject.own) content.append(...describeOwn(this.atlas, /** @type {Feature} */ (subject)));
        else if (!evidence) content.append(node("p", {}, this._texts.no_evidence));
        else this._describe(content, now, evidence);
        popup.setContent(this.brief.popup(content, subject, now, Boolean(this.sign)));
      }, popup);
    }

    /** @param {HTMLElement} content @param {any} now @param {EvidenceData} evidence */
    _describe(content, now, evidence) {
      const subject = /** @type {Feature & {sea?: L.LatLng}} */ (this.subject);
      if (subject.sea) {
        for (const feature of now) this._describeAtSea(content, feature, evidence);
      } else if (subject.agreement) {
        for (const feature of this._clickedFirst(now)) this._describeSign(content, feature, evidence);
      } else if (subject.layer === "events") {
        for (const feature of this._clickedFirst(subject)) this._describeSign(content, feature, evidence);
      } else if (subject.places) {
        this._describeFront(content, subject, evidence);
      } else {
        this._describePlace(content, String(subject.place), now, evidence);
      }
    }

    get _texts() {
      return this.atlas.texts;
    }

    /**
     * Hand the evidence over, at once where it is at hand; undefined if out of reach.
     * @param {(evidence: EvidenceData | undefined) => void} use
     * @param {L.Popup} [popup] that waits for it
     */
    read(use, popup) {
      const inline = document.getElementById(INLINE);
      if (!this.data && inline) this.data = JSON.parse(inline.textContent ?? "");
      if (this.data) {
        use(this.data);
        return;
      }
      popup?.setContent("…");
      this._fetch().then(use);
    }

    /* Clicks while it is under way wait for the same answer; after a failure the next
     * click tries again. */
    _fetch() {
      this._reading ??= AtlasFiles.read(this.atlas.data.evidence).then((evidence) => {
        /* Another's names and numbers would be other things: the server has newer records. */
        const isOurs = evidence?.edition === this.atlas.data.edition;
        this.data = isOurs ? evidence : undefined;
        this._reading = undefined;
        return this.data;
      });
      return this._reading;
    }

    /**
     * @param {HTMLElement} content
     * @param {string} place
     * @param {Feature | null} cell
     * @param {EvidenceData} evidence
     */
    _describePlace(content, place, cell, evidence) {
      const texts = this._texts;
      content.append(node("h3", {}, this.atlas.placeName(place)));
      if (!cell) {
        content.append(node("p", {}, texts.hidden));
        return;
      }
      content.append(this._claimLines(cell, evidence));
      if (cell.inherited) {
        const from = `${texts.inherited} ${this.atlas.placeName(cell.inherited)}.`;
        content.append(node("p", { class: "atlas-small" }, from));
      }
      if (cell.nominal) content.append(node("p", { class: "atlas-small" }, texts.nominal));
      this._describeHere(content, evidence);
    }

    /**
     * What happened on this ground and what applies there, a fold each; the clicked open.
     * @param {HTMLElement} content
     * @param {EvidenceData} evidence
     */
    _describeHere(content, evidence) {
      const here = this._here();
      if (!here.length) return;
      content.append(node("h4", {}, this._texts.here));
      for (const feature of here) {
        const { id, name, lines } = this.signs.of(feature, evidence);
        const part = fold(name, ...lines);
        part.dataset.id = id;
        part.open = feature.id === this.sign?.id;
        content.append(part);
      }
    }

    /** @param {Feature} cell @param {EvidenceData} evidence */
    _claimLines(cell, evidence) {
      const texts = this._texts;
      const claim = evidence.claims[String(cell.claim)];
      const block = node(
        "div",
        {},
        this._holder(cell, claim),
        this.atlas.looks.parts(cell.look).attacked
          ? node("p", { class: "atlas-attacked" }, texts.attacked)
          : null,
        node("p", {}, claim.held[this.atlas.language]),
      );
      if (cell.seen !== undefined) {
        const sure = `${texts.confidence}: ${texts.confidences[claim.confidence]}`;
        block.append(node("p", {}, `${this.lastSeen(cell.seen)} · ${sure}`));
      }
      if (claim.disputed) block.append(node("p", { class: "atlas-disputed" }, texts.disputed));
      const rest = [noteLine(claim.note, this.atlas.language), this._sourceList(claim.sources, evidence)];
      /* Of a sign that was clicked the reader wants what it says as well, in sight. */
      block.append(...(this.sign ? [fold(texts.note_and_sources, ...rest)] : rest));
      return block;
    }

    /**
     * When a state was last seen, and how long that was before the day shown.
     * @param {Day} seen
     */
    lastSeen(seen) {
      const { atlas, _texts: texts } = this;
      const day = atlas.longDate(seen);
      const shown = atlas.time.day();
      if (seen >= shown) return fillIn(texts.seen_until, { day });
      return fillIn(texts.seen_ago, { age: ageText(seen, shown, texts.ages, atlas.language), day });
    }

    /**
     * Who holds it: the camp, and the party or parties by name.
     * @param {Feature} cell
     * @param {any} claim
     */
    _holder(cell, claim) {
      const { language, data, looks } = this.atlas;
      const camp = data.camps[language][String(cell.camp)];
      const who =
        claim.parties.length && cell.camp === "contested"
          ? claim.parties.map((/** @type {Localized} */ party) => party[language]).join(" / ")
          : (claim.actor?.[language] ?? "");
      return node(
        "p",
        { class: "atlas-holder" },
        looks.swatch({ look: cell.look, age: 0 }),
        node("strong", {}, camp),
        who && who !== camp ? ` – ${who}` : "",
      );
    }

    /** @param {HTMLElement} content @param {Feature} feature @param {EvidenceData} evidence */
    _describeFront(content, feature, evidence) {
      const texts = this._texts;
      const called = this.atlas.data.fronts.names[feature.front ?? ""];
      content.append(node("h3", {}, called?.[this.atlas.language] ?? texts.front));
      for (const placeId of feature.places ?? []) {
        content.append(node("h4", {}, this.atlas.placeName(placeId)));
        const cell = this.atlas.layerSet.cellOf(placeId, { hidden: true });
        if (cell) content.append(this._claimLines(cell, evidence));
      }
    }

    /**
     * One of all that lie under a click at sea.
     * @param {HTMLElement} content
     * @param {Feature} feature
     * @param {EvidenceData} evidence
     */
    _describeAtSea(content, feature, evidence) {
      const part = node("section", { class: "atlas-at-sea", "data-id": feature.id });
      if (feature.agreement) this._describeSign(part, feature, evidence);
      else if (feature.layer === this.atlas.sea.lines) this.sea.line(part, feature, evidence);
      else if (feature.layer === this.atlas.sea.disputed) this.sea.dispute(part, feature, evidence);
      else this.sea.claim(part, feature, evidence);
      content.append(part);
    }

    /**
     * Many agreements are made, and much happens, in one place: the one clicked first.
     * @param {Feature} clicked
     */
    _clickedFirst(clicked) {
      return [clicked, ...this.atlas.layerSet.together(clicked).filter((other) => other !== clicked)];
    }

    /**
     * An agreement or an event, under its name.
     * @param {HTMLElement} content
     * @param {Feature} feature
     * @param {EvidenceData} evidence
     */
    _describeSign(content, feature, evidence) {
      const { name, lines } = this.signs.of(feature, evidence);
      content.append(node("h3", {}, name), ...lines);
    }

    /** @param {string[]} ids @param {EvidenceData} evidence */
    _sourceList(ids, evidence) {
      const list = node("ul", { class: "atlas-sources", dir: "ltr" });
      for (const id of ids) {
        const source = evidence.sources[id];
        const where = [source.publisher, source.date].filter(Boolean).join(", ");
        const item = node("li", { dir: "auto" }, webLink(source.url, source.title), ` – ${where}`);
        if (source.archived) item.append(" (", webLink(source.archived, this._texts.archived), ")");
        list.append(item);
      }
      return list;
    }
  }

  return { Evidence, ageText };
})();
