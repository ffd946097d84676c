/* What the popup of a click at sea says of each line and water. All text goes in as text. */
const AtlasSeaEvidence = (function () {
  "use strict";

  const { fillIn, node } = AtlasPaint;
  /**
   * A date or number keeps its order inside right-to-left text.
   * @param {string | number} text
   */
  const isolated = (text) => `\u2066${text}\u2069`;

  /**
   * A note of the records, in English if it has no twin in a language.
   * @param {Localized} note
   * @param {LanguageCode} language
   * @param {"p" | "div"} tag
   * @param {string} name its class
   */
  function noteLine(note, language, tag = "p", name = "atlas-note") {
    const text = note[language];
    return text
      ? node(tag, { class: name }, text)
      : node(tag, { class: name, dir: "ltr", lang: "en" }, note.en);
  }

  /** @param {string} title @param {...Node} children */
  const fold = (title, ...children) =>
    node("details", { class: "atlas-fold" }, node("summary", {}, title), ...children);

  /** @param {string[][]} rows */
  function table(rows) {
    const element = node("table", { class: "atlas-points", dir: "ltr" });
    for (const cells of rows) element.append(node("tr", {}, ...cells.map((cell) => node("td", {}, cell))));
    return element;
  }

  class SeaEvidence {
    /**
     * @param {AtlasMapView} atlas
     * @param {(ids: string[], evidence: EvidenceData) => HTMLElement} sourceList
     */
    constructor(atlas, sourceList) {
      this.atlas = atlas;
      this._sourceList = sourceList;
    }

    get texts() {
      return this.atlas.texts;
    }

    /** @param {number} value @param {number} [decimals] at most */
    _number(value, decimals = 1) {
      const { data, language } = this.atlas;
      return value.toLocaleString(data.writing[language].locale, { maximumFractionDigits: decimals });
    }

    /** @param {Localized} text */
    _in(text) {
      return text[this.atlas.language];
    }

    /** @param {HTMLElement} content @param {Feature} feature @param {EvidenceData} evidence */
    line(content, feature, evidence) {
      const { texts } = this;
      const line = evidence.maritime[feature.id];
      const error = fillIn(texts.within, { km: isolated(line.error_km) });
      const long = fillIn(texts.long, {
        nm: isolated(this._number(line.length_nm, 2)),
        km: isolated(this._number(line.length_km, 2)),
      });
      const where = fillIn(texts[line.origin], {
        datum: this._in(line.datum),
        km: isolated(line.error_km),
      });
      const points = [line.points.length, where].join(texts.semicolon);
      content.append(
        node("h3", {}, this._in(line.name)),
        node("p", { class: "atlas-small" }, `${this._in(line.basis)} · ${this._in(line.role)}`),
        node("p", {}, `${texts.drawn_by}: ${this._in(line.parties)}`),
        node("p", {}, `${texts.length}: ${long}`),
        ...this._area(line),
        node("p", {}, [this._in(line.construction), error].join(texts.semicolon)),
        ...this._life(line),
        noteLine(line.note, this.atlas.language),
        fold(`${texts.points} (${points})`, table(line.points)),
        ...this._basePoints(line.base),
        this._sourceList(line.sources, evidence),
      );
    }

    /** @param {any} line what it encloses, if it is the edge of an area */
    _area(line) {
      const { texts } = this;
      if (line.km2 === null) return [];
      return [
        node("p", {}, `${texts.area}: ${isolated(fillIn(texts.km2, { km2: this._number(line.km2) }))}`),
      ];
    }

    /**
     * The stages of a line by the day shown, objections to it, and what came later.
     * @param {any} line
     */
    _life(line) {
      const { texts } = this;
      const stages = this._stagesSoFar(line);
      const objections = stages.filter((stage) => stage.against);
      const others = stages.filter((stage) => !stage.against);
      const later = line.stages.filter((/** @type {any} */ stage) => !stages.includes(stage));
      return [
        ...this._stages(texts.stages, others),
        ...(objections.length
          ? this._stages(texts.objections, objections)
          : [node("p", {}, texts.no_objection)]),
        ...(later.length ? [fold(`${texts.later} (${later.length})`, ...this._stages("", later))] : []),
      ];
    }

    /** @param {any} line @returns {any[]} */
    _stagesSoFar(line) {
      return line.stages.filter((/** @type {any} */ stage) => stage.day <= this.atlas.date);
    }

    /**
     * A text that changes whenever what the popup says of features changes with the day.
     * @param {Feature[]} features
     * @param {EvidenceData | undefined} evidence
     */
    version(features, evidence) {
      return features
        .map(({ id }) => {
          const line = evidence?.maritime[id];
          return line ? `${id} ${this._stagesSoFar(line).length}` : id;
        })
        .join();
    }

    /** @param {string} title @param {any[]} stages */
    _stages(title, stages) {
      if (!stages.length) return [];
      const list = node("ul", { class: "atlas-stages" });
      for (const { date, stage, by, note } of stages) {
        const aside = note.en ? noteLine(note, this.atlas.language, "div", "atlas-small") : null;
        list.append(node("li", {}, `${isolated(date)} ${this._in(stage)}: ${this._in(by)}`, aside ?? ""));
      }
      return [node("div", {}, title ? node("h4", {}, title) : "", list)];
    }

    /** @param {any[]} stretches */
    _basePoints(stretches) {
      if (!stretches.length) return [];
      return [
        fold(
          `${this.texts.base_points} (${stretches.length})`,
          ...stretches.map((one) => this._stretch(one)),
        ),
      ];
    }

    /** @param {any} stretch */
    _stretch({ nm, distance, base }) {
      const head = fillIn(this.texts.stretch, {
        nm: isolated(this._number(nm)),
        distance: isolated(this._number(distance)),
      });
      const rows = base.map((/** @type {any[]} */ [place, ...at]) => [this._in(place), ...at]);
      return node("div", {}, node("p", {}, head), table(rows));
    }

    /** @param {HTMLElement} content @param {Feature} feature @param {EvidenceData} evidence */
    dispute(content, feature, evidence) {
      const { texts } = this;
      const dispute = evidence.disputes[feature.id];
      const area = isolated(fillIn(texts.km2, { km2: this._number(dispute.km2) }));
      const confidence = `${texts.confidence}: ${texts.confidences[dispute.confidence]}`;
      content.append(
        node("h3", {}, this._in(dispute.name)),
        node("p", {}, `${texts.both_claim}: ${area}`),
        node("p", {}, `${texts.known_since} ${isolated(dispute.known_from)} · ${confidence}`),
      );
      for (const side of dispute.sides) {
        const title = fillIn(texts.side, { state: this._in(side.state), since: isolated(side.since) });
        content.append(
          node("h4", {}, title),
          ...this._grounds(side),
          this._sourceList(side.sources, evidence),
        );
      }
    }

    /** @param {HTMLElement} content @param {Feature} feature @param {EvidenceData} evidence */
    claim(content, feature, evidence) {
      const { texts } = this;
      const water = evidence.waters[feature.id];
      const area = isolated(fillIn(texts.km2, { km2: this._number(water.km2) }));
      const confidence = `${texts.confidence}: ${texts.confidences[water.confidence]}`;
      content.append(
        node("h3", {}, fillIn(texts.claimed_by, { state: this._in(water.state) })),
        node("p", { class: "atlas-small" }, this._in(water.name)),
        node("p", {}, `${texts.since} ${isolated(water.since)} · ${area} · ${confidence}`),
        ...(water.cut ? [node("p", { class: "atlas-small" }, texts.claim_cut)] : []),
        ...this._grounds(water),
        this._sourceList(water.sources, evidence),
      );
    }

    /**
     * What a claim rests on: the lines behind it, with their dates, and its method.
     * @param {any} claim
     */
    _grounds({ lines, note }) {
      const { texts } = this;
      const method = noteLine(note, this.atlas.language);
      if (!lines.length) return [method];
      const list = node("ul", { class: "atlas-stages" });
      for (const { name, basis, since } of lines) {
        const about = [this._in(basis), isolated(since)].join(texts.comma);
        list.append(node("li", {}, `${this._in(name)} (${about})`));
      }
      return [node("p", {}, `${texts.rests_on}:`), list, method];
    }
  }

  return { fold, SeaEvidence, isolated, noteLine };
})();
