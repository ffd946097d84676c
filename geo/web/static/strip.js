/* The picture in the timeline's track: bars of how much changed when, marks of agreements
 * and events, years, and where the evidence ends. */
const AtlasStrip = (function () {
  "use strict";

  const { startOf, toDay, today, toIso, upperBound } = AtlasTime;
  const { svg } = AtlasPaint;

  const BIN_PX = 3; /* width of a bar */
  const NEAR_PX = 8; /* a pointer this near a mark means the mark */
  const SLOT_PX = 24; /* marks of a kind within so much of the track are one, with their number */
  const MOST_TITLES = 6; /* of the marks in a slot */
  const PILL = { digit: 5.5, edge: 4.5, least: 16, most: 21, height: 11 };
  const BARS = { top: 24, height: 26 }; /* within the track, px; marks lie above */
  const FOOT = BARS.top + BARS.height;
  const ROWS = { agreement: 6, event: 17 }; /* middle of each row of marks, px */
  const MARKS = {
    agreement: "M0 -4.5L4.5 0L0 4.5L-4.5 0Z",
    event: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
  };
  const LETTER_PX = 6; /* room for one of the words at the end */
  const WIDE_PX = 600; /* on a track wider than this every year is named, else every second */

  /** @param {number} many @returns {number} px across of what tells how many marks there are */
  const pillWidth = (many) =>
    Math.min(Math.max(PILL.least, PILL.edge + PILL.digit * String(many).length), PILL.most);

  /**
   * How many days of a sorted list lie in `low <= day < high`.
   * @param {Day[]} sorted
   * @param {number} low
   * @param {number} high
   */
  const countBetween = (sorted, low, high) =>
    upperBound(sorted, high - 1e-9) - upperBound(sorted, low - 1e-9);

  /**
   * The days on which a place changed its state, sorted, each as often as places did; on a
   * map without places, those on which a feature began.
   * @param {Pick<AtlasData, "features" | "layers" | "places">} data
   * @param {Day} first days up to it are no change
   */
  function changeDays({ features, layers, places }, first) {
    const rings = new Set(layers.filter(({ geometry }) => geometry === "point").map(({ id }) => id));
    const changed = (/** @type {Feature} */ { claim, layer, nominal, inherited }) =>
      claim && !nominal && !inherited && !rings.has(layer);
    const days = [];
    for (const feature of features) {
      if (places.length && !changed(feature)) continue;
      const day = startOf(feature);
      if (day > first) days.push(day);
    }
    return days.sort((a, b) => a - b);
  }

  /** @type {Record<string, TimelineMark["kind"]>} by the layer of what they stand for */
  const MARKED = { agreements: "agreement", events: "event" };

  /**
   * Marks of new standings of agreements, and of events, by day.
   * @param {Pick<AtlasData, "features">} data
   * @param {Day} first days before it are not on the timeline
   * @returns {TimelineMark[]}
   */
  function marksOf({ features }, first) {
    const marks = [];
    for (const { id, layer, own, from: day } of features) {
      const kind = MARKED[layer];
      if (kind && !own && day >= first) marks.push({ id, kind, day });
    }
    return marks.sort((a, b) => a.day - b.day);
  }

  /**
   * The last day that can be shown: today as the page has it, else by the reader's clock.
   * @param {Pick<AtlasData, "span" | "start" | "today">} data
   */
  const lastDay = (data) =>
    Math.max(toDay(data.span[1]), toDay(data.start.date), data.today ? toDay(data.today) : today());

  class Strip {
    /**
     * @param {TimelineSpan} span
     */
    constructor({ first, newest, end, changes, marks }) {
      this.first = first;
      this.newest = newest;
      this.end = end;
      this.changes = changes;
      this.marks = marks;
      this.width = 0;
    }

    /** @param {Day} day @returns {number} px from the left edge */
    x(day) {
      return ((day - this.first) / (this.end - this.first)) * this.width;
    }

    /** @param {number} x px from the left edge @returns {Day} */
    dayAt(x) {
      return this.clamp(this.first + Math.round((x / this.width) * (this.end - this.first)));
    }

    /** @param {Day} day */
    clamp(day) {
      return Math.min(Math.max(day, this.first), this.end);
    }

    /**
     * The mark at a point of the track, where the point is in its row.
     * @param {number} x
     * @param {number} y
     */
    markAt(x, y) {
      if (y > BARS.top) return null;
      const row = y < (ROWS.agreement + ROWS.event) / 2 ? "agreement" : "event";
      const distance = (/** @type {TimelineMark} */ mark) => Math.abs(this.x(mark.day) - x);
      const off = (/** @type {{x: number}} */ slot) => Math.abs(slot.x - x);
      const [slot] = this.slots(row)
        .filter((other) => off(other) <= NEAR_PX)
        .sort((a, b) => off(a) - off(b));
      return slot ? [...slot.marks].sort((a, b) => distance(a) - distance(b))[0] : null;
    }

    /**
     * Marks of a kind by where they are drawn: those too near each other as one.
     * @param {TimelineMark["kind"]} kind
     * @returns {{x: number, marks: TimelineMark[]}[]}
     */
    slots(kind) {
      /** @type {Map<number, TimelineMark[]>} */
      const slots = new Map();
      for (const mark of this.marks) {
        if (mark.kind !== kind) continue;
        const slot = Math.floor(this.x(mark.day) / SLOT_PX);
        slots.set(slot, [...(slots.get(slot) ?? []), mark]);
      }
      return [...slots].map(([slot, marks]) => {
        const middle = (slot + 0.5) * SLOT_PX;
        const off = this.x(marks[0].day) - middle;
        const lone = marks.every(({ day }) => day === marks[0].day);
        return { x: lone ? middle + Math.max(-4, Math.min(off, 4)) : middle, marks };
      });
    }

    /**
     * Note what the marks stand for.
     * @param {Pick<EvidenceData, "agreements" | "events">} evidence
     */
    entitle({ agreements, events }) {
      for (const mark of this.marks) {
        mark.title = mark.kind === "event" ? events[Number(mark.id)].name : agreements[mark.id].mark;
      }
    }

    /**
     * What a mark stands for, and those drawn as one with it.
     * @param {TimelineMark} mark
     * @param {LanguageCode} language
     * @returns {string[]}
     */
    titles(mark, language) {
      const marks = this.slots(mark.kind).find((slot) => slot.marks.includes(mark))?.marks ?? [mark];
      const [same, rest] = [true, false].map((on) => marks.filter(({ day }) => (day === mark.day) === on));
      const titles = [
        ...same.map(({ title }) => title?.[language] ?? ""),
        ...rest.map(({ day, title }) => `${toIso(day)} ${title?.[language] ?? ""}`),
      ];
      const more = titles.length - MOST_TITLES;
      return more > 0 ? [...titles.slice(0, MOST_TITLES), `+${more}`] : titles;
    }

    /**
     * How much changed within the bar around a day.
     * @param {Day} day
     */
    changesNear(day) {
      const bin = (this.end - this.first) * (BIN_PX / this.width);
      return countBetween(this.changes, day - bin / 2, day + bin / 2);
    }

    /**
     * @param {number} width px
     * @param {Texts} texts
     */
    draw(width, texts) {
      this.width = width;
      return svg(
        "svg",
        { class: "atlas-strip", width, height: "100%", "aria-hidden": "true" },
        ...this._drawUnknown(texts),
        this._drawBars(),
        ...this._drawYears(),
        ...this._drawMarks(),
      );
    }

    /** @param {Texts} texts */
    _drawUnknown(texts) {
      const x = this.x(this.newest);
      const box = {
        x,
        y: BARS.top,
        width: Math.max(this.width - x, 0),
        height: BARS.height,
        class: "atlas-unknown",
      };
      const line = svg("path", { d: `M${x} ${BARS.top - 6}V${FOOT}`, class: "atlas-evidence-end" });
      const hatch = svg(
        "pattern",
        { id: "atlas-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
        svg("path", { d: "M-1 1L1 -1M0 6L6 0M5 7L7 5", class: "atlas-hatch" }),
      );
      const parts = [svg("defs", {}, hatch), svg("rect", box), line];
      if (box.width < texts.evidence_ends.length * LETTER_PX) return parts; /* bars lie there */
      const at = { x: this.width - 2, y: BARS.top + 17, "text-anchor": "end", class: "atlas-end-text" };
      const text = svg("text", at);
      text.textContent = texts.evidence_ends;
      return [...parts, text];
    }

    /* Bars as high as the root of the changes, so that a lone one still shows. */
    _drawBars() {
      const bins = new Array(Math.ceil(this.width / BIN_PX)).fill(0);
      for (const day of this.changes) bins[Math.min(Math.floor(this.x(day) / BIN_PX), bins.length - 1)] += 1;
      const most = Math.sqrt(Math.max(...bins, 1));
      const bars = bins.map((many, i) => {
        const high = (Math.sqrt(many) / most) * BARS.height;
        return high ? `M${(i * BIN_PX).toFixed(1)} ${FOOT}v${-high.toFixed(1)}h${BIN_PX - 0.6}V${FOOT}Z` : "";
      });
      return svg("path", { d: bars.join(""), class: "atlas-bars" });
    }

    _drawYears() {
      const years = [];
      const every = this.width > WIDE_PX ? 1 : 2;
      for (let year = new Date(toIso(this.first)).getUTCFullYear() + 1; ; year++) {
        const day = toDay(`${year}-01-01`);
        if (day > this.end) return years;
        const x = this.x(day);
        years.push(svg("path", { d: `M${x} ${BARS.top}V${FOOT + 4}`, class: "atlas-year" }));
        if (year % every || x > this.width - 30) continue;
        const text = svg("text", { x: x + 3, y: FOOT + 12, class: "atlas-year-text" });
        text.textContent = String(year);
        years.push(text);
      }
    }

    _drawMarks() {
      /** @type {TimelineMark["kind"][]} */
      const kinds = ["agreement", "event"];
      return kinds.flatMap((kind) =>
        this.slots(kind).flatMap(({ x, marks }) => this._drawMark(kind, x, marks.length)),
      );
    }

    /**
     * A mark, or how many there are.
     * @param {TimelineMark["kind"]} kind
     * @param {number} x
     * @param {number} many
     * @returns {SVGElement[]}
     */
    _drawMark(kind, x, many) {
      const y = ROWS[kind];
      const look = `atlas-mark atlas-mark-${kind}`;
      if (many === 1) {
        const transform = `translate(${x.toFixed(1)} ${y})`;
        return [svg("path", { d: MARKS[kind], transform, class: look })];
      }
      const { height } = PILL;
      const width = pillWidth(many);
      const box = {
        x: x - width / 2,
        y: y - height / 2,
        width,
        height,
        rx: kind === "event" ? height / 2 : 2,
      };
      const narrow = { textLength: width - 3, lengthAdjust: "spacingAndGlyphs" };
      const count = { x, y: y + 3.3, class: "atlas-mark-count", ...(many > 999 ? narrow : {}) };
      const text = svg("text", count);
      text.textContent = String(many);
      return [svg("rect", { ...box, class: look }), text];
    }
  }

  return { SLOT_PX, Strip, changeDays, countBetween, lastDay, marksOf, pillWidth };
})();
