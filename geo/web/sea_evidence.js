/* What a click at sea tells of each line and water under it. All text goes in as text. */
(function () {
  "use strict";

  const { node } = window.AtlasPaint;
  const number = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
  const length = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  const isolated = (text) => `\u2066${text}\u2069`;

  class SeaEvidence {
    /* sources(ids, evidence): a list of them; see evidence.js. */
    constructor(atlas, sources) {
      this.atlas = atlas;
      this.sources = sources;
    }

    get words() {
      return this.atlas.words;
    }

    _in(text) {
      return text[this.atlas.language];
    }

    _note(text) {
      return node("p", { class: "atlas-note", dir: "ltr", lang: "en" }, text);
    }

    _fold(title, ...children) {
      return node("details", { class: "atlas-fold" }, node("summary", {}, title), ...children);
    }

    _table(rows) {
      const table = node("table", { class: "atlas-points", dir: "ltr" });
      for (const cells of rows) table.append(node("tr", {}, ...cells.map((cell) => node("td", {}, cell))));
      return table;
    }

    line(content, feature, evidence) {
      const { words } = this;
      const line = evidence.maritime[feature.id];
      const error = words.within.replace("{km}", isolated(line.error_km));
      const long = words.long.replace("{nm}", isolated(length(line.length_nm))).replace("{km}", isolated(length(line.length_km)));
      const stages = this._until(line);
      const against = stages.filter((stage) => stage.against);
      const others = stages.filter((stage) => !stage.against);
      const later = line.stages.filter((stage) => !stages.includes(stage));
      const where = words[line.origin].replace("{datum}", this._in(line.datum)).replace("{km}", isolated(line.error_km));
      content.append(
        node("h3", {}, this._in(line.name)),
        node("p", { class: "atlas-small" }, `${this._in(line.basis)} · ${this._in(line.role)}`),
        node("p", {}, `${words.drawn_by}: ${this._in(line.parties)}`),
        node("p", {}, `${words.length}: ${long}`),
        line.km2 === null ? "" : node("p", {}, `${words.area}: ${isolated(words.km2.replace("{km2}", number(line.km2)))}`),
        node("p", {}, [this._in(line.construction), error].join(words.semicolon)),
        this._stages(words.stages, others),
        against.length ? this._stages(words.objections, against) : node("p", {}, words.no_objection),
        later.length ? this._fold(`${words.later} (${later.length})`, this._stages("", later)) : "",
        this._note(line.note),
        this._fold(`${words.points} (${[line.points.length, where].join(words.semicolon)})`, this._table(line.points)),
        line.base.length ? this._fold(`${words.base_points} (${line.base.length})`, ...line.base.map((one) => this._stretch(one))) : "",
        this.sources(line.sources, evidence));
    }

    /* The steps of a line's life by the day shown. */
    _until(line) {
      return line.stages.filter((stage) => stage.day <= this.atlas.date);
    }

    /* Changes whenever what is told of features changes with the day. */
    standing(features, evidence) {
      return features.map(({ id }) => {
        const line = evidence?.maritime[id];
        return line ? `${id} ${this._until(line).length}` : id;
      }).join();
    }

    _stages(title, stages) {
      if (!stages.length) return "";
      const list = node("ul", { class: "atlas-stages" });
      for (const { date, stage, by, note } of stages) {
        const said = note ? node("div", { class: "atlas-small", dir: "ltr", lang: "en" }, note) : "";
        list.append(node("li", {}, `${isolated(date)} ${this._in(stage)}: ${this._in(by)}`, said));
      }
      return node("div", {}, title ? node("h4", {}, title) : "", list);
    }

    _stretch({ nm, distance, base }) {
      const head = this.words.stretch.replace("{nm}", isolated(number(nm))).replace("{distance}", isolated(number(distance)));
      return node("div", {}, node("p", {}, head), this._table(base.map(([place, ...at]) => [this._in(place), ...at])));
    }

    dispute(content, feature, evidence) {
      const { words } = this;
      const known = evidence.disputes[feature.id];
      content.append(
        node("h3", {}, this._in(known.name)),
        node("p", {}, `${words.both_claim}: ${isolated(words.km2.replace("{km2}", number(known.km2)))}`),
        node("p", {}, `${words.known_since} ${isolated(known.known_from)} · ${words.confidence}: ${words.confidences[known.confidence]}`));
      for (const side of known.sides) {
        const title = words.side.replace("{state}", this._in(side.state)).replace("{since}", isolated(side.since));
        content.append(node("h4", {}, title), ...this._grounds(side), this.sources(side.sources, evidence));
      }
    }

    claim(content, feature, evidence) {
      const { words } = this;
      const known = evidence.waters[feature.id];
      content.append(
        node("h3", {}, words.claimed_by.replace("{state}", this._in(known.state))),
        node("p", { class: "atlas-small" }, this._in(known.name)),
        node("p", {}, `${words.since} ${isolated(known.since)} · ${isolated(words.km2.replace("{km2}", number(known.km2)))} · ${words.confidence}: ${words.confidences[known.confidence]}`),
        ...this._grounds(known),
        this.sources(known.sources, evidence));
    }

    /* What a claim rests on: the lines behind it, with their dates, and its method. */
    _grounds({ lines, note }) {
      const { words } = this;
      const list = node("ul", { class: "atlas-stages" });
      for (const { name, basis, since } of lines) list.append(node("li", {}, `${this._in(name)} (${[this._in(basis), isolated(since)].join(words.comma)})`));
      const title = lines.length ? node("p", {}, `${words.rests_on}:`) : "";
      return [title, lines.length ? list : "", this._note(note)];
    }
  }

  window.AtlasSeaEvidence = { SeaEvidence };
})();
