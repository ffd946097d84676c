/* The timeline under the map: a scrubber over the whole span with a strip of how much
 * changed when, marks for agreements and events, play, steps and a date field.
 *
 * It calls `host.setDate(iso)`, while it is dragged or plays once a frame; the page hears
 * of the date when it comes to rest (`host.telling`). Keys on the scrubber: arrows one
 * step, with Shift to the neighbouring change, Page Up and Down a month, Home, End, Space
 * to play or pause.
 * Time runs from left to right in every language, as it does in charts.
 */
(function () {
  "use strict";

  const { toDay, toIso } = window.AtlasTime;
  const { node, svg } = window.AtlasPaint;

  const BIN_PX = 3; /* width of a bar of the strip */
  const NEAR_PX = 6; /* a pointer this near a mark means the mark */
  const STRIP = { top: 24, height: 26 }; /* within the track, px; marks lie above */
  const ROWS = { agreement: 6, event: 17 }; /* middle of each row of marks, px */
  const SPEEDS = [7, 30, 91, 365]; /* days a second */
  const MARKS = {
    agreement: "M0 -4.5L4.5 0L0 4.5L-4.5 0Z",
    event: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
  };
  const ICONS = {
    earlier: "M2 2H4V14H2ZM14 2V14L5 8Z",
    back: "M11 2V14L3 8Z",
    play: "M4 2V14L14 8Z",
    pause: "M3 2H7V14H3ZM9 2H13V14H9Z",
    ahead: "M5 2V14L13 8Z",
    later: "M12 2H14V14H12ZM2 2V14L11 8Z",
  };

  const icon = (name) =>
    svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));

  const count = (sorted, low, high) => sorted.filter((day) => low <= day && day < high).length;

  /* A day some months on; the 31st becomes the last of a shorter month. */
  function addMonths(day, months) {
    const date = new Date(toIso(day));
    const wanted = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(wanted, last));
    return toDay(date.toISOString().slice(0, 10));
  }

  const STEPS = {
    day: (day, sign) => day + sign,
    week: (day, sign) => day + 7 * sign,
    month: (day, sign) => addMonths(day, sign),
  };

  class Timeline {
    /* host: the atlas. first, newest, end: days; newest is the last with evidence.
     * changes: days of changes, sorted, each as often as something changed.
     * marks: [{day, kind, title: {en, ar}}]. */
    constructor(host, { first, newest, end, changes, marks }) {
      Object.assign(this, { host, first, newest, end, changes, marks });
      this.changeDays = [...new Set(changes)];
      this.step = "day";
      this.speed = SPEEDS[1];
      this._build();
      this._listen();
      new ResizeObserver(() => this._draw()).observe(this.track);
    }

    /* Follow the date that the map shows. */
    show(day) {
      this.day = day;
      this.track.setAttribute("aria-valuenow", day);
      this.track.setAttribute("aria-valuetext", this.host.longDate(day));
      if (document.activeElement !== this.field) this.field.value = toIso(day);
      this._place();
      this.earlier.disabled = !(this.changeDays[0] < day);
      this.later.disabled = !(this.changeDays.at(-1) > day);
    }

    /* -- building -- */

    _build() {
      this.track = node("div", { class: "atlas-track", role: "slider", tabindex: 0, dir: "ltr" });
      this.track.setAttribute("aria-valuemin", this.first);
      this.track.setAttribute("aria-valuemax", this.end);
      this.track.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight PageUp PageDown Home End Space");
      this.thumb = node("div", { class: "atlas-thumb" });
      this.tip = node("div", { class: "atlas-tip", role: "tooltip", hidden: "" });
      this.earlier = this._button("earlier", () => this._goChange(-1));
      this.back = this._button("back", () => this._goStep(-1));
      this.player = this._button("play", () => this._toggle());
      this.ahead = this._button("ahead", () => this._goStep(1));
      this.later = this._button("later", () => this._goChange(1));
      this.field = node("input", { type: "date", class: "atlas-field", min: toIso(this.first), max: toIso(this.end) });
      this.stepPicker = node("select", { class: "atlas-pick" });
      this.speedPicker = node("select", { class: "atlas-pick" });
      const buttons = [this.earlier, this.back, this.player, this.ahead, this.later];
      const controls = node("div", { class: "atlas-controls" },
        node("span", { class: "atlas-buttons", dir: "ltr" }, ...buttons), this.field, this.stepPicker, this.speedPicker);
      this.controls = controls;
      this.element = node("div", { class: "atlas-timeline" }, controls, this.track, this.tip);
    }

    _button(name, action) {
      const button = node("button", { type: "button", class: "atlas-button" }, icon(name));
      button.addEventListener("click", action);
      return button;
    }

    /* Say everything in a language. */
    speak(words, direction) {
      this.words = words;
      this.controls.dir = direction;
      const names = { earlier: words.previous, back: words.back, ahead: words.ahead, later: words.next };
      for (const [name, text] of Object.entries(names)) this._name(this[name], text);
      this._name(this.field, words.date);
      this._name(this.stepPicker, words.step);
      this._name(this.speedPicker, words.speed);
      this.track.setAttribute("aria-label", words.date);
      this.track.title = words.keys;
      const options = (picker, values, texts) =>
        picker.replaceChildren(...values.map((value, i) => node("option", { value }, texts[i])));
      options(this.stepPicker, Object.keys(STEPS), Object.keys(STEPS).map((name) => words.steps[name]));
      options(this.speedPicker, SPEEDS, SPEEDS.map((days) => words.speeds[days]));
      this.stepPicker.value = this.step;
      this.speedPicker.value = this.speed;
      this._showPlaying();
      this._draw();
    }

    _name(element, text) {
      element.title = text;
      element.setAttribute("aria-label", text);
    }

    /* -- drawing -- */

    _x(day) {
      return ((day - this.first) / (this.end - this.first)) * this.width;
    }

    _dayAt(clientX) {
      const x = clientX - this.track.getBoundingClientRect().left;
      const day = this.first + Math.round((x / this.width) * (this.end - this.first));
      return Math.min(Math.max(day, this.first), this.end);
    }

    _draw() {
      this.width = this.track.clientWidth;
      if (!this.width || !this.words) return;
      const picture = svg("svg", { class: "atlas-strip", width: this.width, height: "100%", "aria-hidden": "true" });
      picture.append(...this._drawUnknown(), this._drawBars(), ...this._drawYears(), ...this._drawMarks());
      this.track.replaceChildren(picture, this.thumb);
      this._place();
    }

    _drawUnknown() {
      const x = this._x(this.newest);
      const box = { x, y: STRIP.top, width: Math.max(this.width - x, 0), height: STRIP.height, class: "atlas-unknown" };
      const line = svg("path", { d: `M${x} ${STRIP.top - 6}V${STRIP.top + STRIP.height}`, class: "atlas-evidence-end" });
      const text = svg("text", { x: this.width - 2, y: STRIP.top + 17, "text-anchor": "end", class: "atlas-end-text" });
      text.textContent = this.words.evidence_ends;
      const hatch = svg("pattern", { id: "atlas-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
        svg("path", { d: "M-1 1L1 -1M0 6L6 0M5 7L7 5", class: "atlas-hatch" }));
      return [svg("defs", {}, hatch), svg("rect", box), line, text];
    }

    /* Bars as high as the root of the changes, so that a lone one still shows. */
    _drawBars() {
      const bins = new Array(Math.ceil(this.width / BIN_PX)).fill(0);
      for (const day of this.changes) bins[Math.min(Math.floor(this._x(day) / BIN_PX), bins.length - 1)] += 1;
      const most = Math.sqrt(Math.max(...bins, 1));
      const foot = STRIP.top + STRIP.height;
      const bars = bins.map((many, i) => {
        const high = (Math.sqrt(many) / most) * STRIP.height;
        return high ? `M${(i * BIN_PX).toFixed(1)} ${foot}v${-high.toFixed(1)}h${BIN_PX - 0.6}V${foot}Z` : "";
      });
      return svg("path", { d: bars.join(""), class: "atlas-bars" });
    }

    _drawYears() {
      const years = [];
      const room = this.width > 600 ? 1 : 2;
      for (let year = new Date(toIso(this.first)).getUTCFullYear() + 1; ; year++) {
        const day = toDay(`${year}-01-01`);
        if (day > this.end) return years;
        const x = this._x(day);
        years.push(svg("path", { d: `M${x} ${STRIP.top}V${STRIP.top + STRIP.height + 4}`, class: "atlas-year" }));
        if (year % room || x > this.width - 30) continue;
        const text = svg("text", { x: x + 3, y: STRIP.top + STRIP.height + 12, class: "atlas-year-text" });
        text.textContent = year;
        years.push(text);
      }
    }

    _drawMarks() {
      return this.marks.map((mark) =>
        svg("path", { d: MARKS[mark.kind], transform: `translate(${this._x(mark.day).toFixed(1)} ${ROWS[mark.kind]})`, class: `atlas-mark atlas-mark-${mark.kind}` })
      );
    }

    _place() {
      if (this.width && this.day !== undefined) this.thumb.style.transform = `translateX(${this._x(this.day)}px)`;
    }

    /* -- moving -- */

    /* Show a day; the page hears of it once all comes to rest. */
    _move(day) {
      this.host.setDate(toIso(Math.min(Math.max(day, this.first), this.end)));
    }

    _go(day) {
      this._pause();
      this._move(day);
    }

    _goStep(sign) {
      this._go(STEPS[this.step](this.day, sign));
    }

    _goChange(sign) {
      const days = sign < 0 ? this.changeDays.filter((day) => day < this.day) : this.changeDays.filter((day) => day > this.day);
      const day = sign < 0 ? days.at(-1) : days[0];
      if (day !== undefined) this._go(day);
    }

    _toggle() {
      if (this.playing) {
        this._pause();
        return;
      }
      this.playing = true;
      this.host.telling.hold();
      this._showPlaying();
      const end = this.newest;
      let at = this.day >= end ? this.first : this.day;
      let last = null;
      const tick = (now) => {
        if (!this.playing) return;
        /* A tab that slept goes on where it was. */
        if (last !== null) at += (Math.min(now - last, 100) / 1000) * this.speed;
        last = now;
        this._move(Math.min(Math.floor(at), end));
        if (at < end) this.host.telling.nextFrame(tick);
        else this._pause();
      };
      this.host.telling.nextFrame(tick);
    }

    _pause() {
      if (!this.playing) return;
      this.playing = false;
      this.host.telling.release();
      this._showPlaying();
    }

    _showPlaying() {
      if (!this.words) return;
      this.player.replaceChildren(icon(this.playing ? "pause" : "play"));
      this._name(this.player, this.playing ? this.words.pause : this.words.play);
    }

    /* -- listening -- */

    _listen() {
      const { track } = this;
      track.addEventListener("pointerdown", (event) => this._grab(event));
      track.addEventListener("pointermove", (event) => this._hover(event));
      track.addEventListener("pointerleave", () => (this.tip.hidden = true));
      track.addEventListener("keydown", (event) => this._key(event));
      this.field.addEventListener("change", () => this._readField());
      this.field.addEventListener("blur", () => this._leaveField());
      this.stepPicker.addEventListener("change", () => (this.step = this.stepPicker.value));
      this.speedPicker.addEventListener("change", () => (this.speed = Number(this.speedPicker.value)));
    }

    _readField() {
      if (this.field.value && this.field.checkValidity()) this._go(toDay(this.field.value));
    }

    _leaveField() {
      if (!this.field.checkValidity()) this.field.reportValidity();
      this.field.value = toIso(this.day);
    }

    /* The pointer drags the date, at most one step a frame. */
    _grab(event) {
      if (event.button) return;
      event.preventDefault();
      this.track.focus({ preventScroll: true });
      this._pause();
      const mark = this._markAt(event);
      let wanted = mark ? mark.day : this._dayAt(event.clientX);
      let frame = null;
      const follow = () => {
        frame = null;
        this._move(wanted);
      };
      const drag = (moved) => {
        wanted = this._dayAt(moved.clientX);
        frame ??= this.host.telling.nextFrame(follow);
      };
      const release = () => {
        this.track.removeEventListener("pointermove", drag);
        this.track.removeEventListener("pointerup", release);
        this.track.removeEventListener("pointercancel", release);
        this.track.classList.remove("atlas-grabbed");
        cancelAnimationFrame(frame);
        this._move(wanted);
        this.host.telling.release();
      };
      this.host.telling.hold();
      this.track.setPointerCapture(event.pointerId);
      this.track.classList.add("atlas-grabbed");
      this.track.addEventListener("pointermove", drag);
      this.track.addEventListener("pointerup", release);
      this.track.addEventListener("pointercancel", release);
      frame = this.host.telling.nextFrame(follow);
    }

    /* The mark under the pointer, where the pointer is in their row. */
    _markAt(event) {
      const { left, top } = this.track.getBoundingClientRect();
      if (event.clientY - top > STRIP.top) return null;
      const row = event.clientY - top < (ROWS.agreement + ROWS.event) / 2 ? "agreement" : "event";
      const distance = (mark) => Math.abs(this._x(mark.day) - (event.clientX - left));
      const near = this.marks.filter((mark) => mark.kind === row && distance(mark) <= NEAR_PX);
      return near.sort((a, b) => distance(a) - distance(b))[0] ?? null;
    }

    /* Tell what lies under the pointer. */
    _hover(event) {
      const mark = this._markAt(event);
      const day = mark ? mark.day : this._dayAt(event.clientX);
      const titles = mark ? this.marks.filter((other) => other.day === day && other.kind === mark.kind).map((other) => other.title[this.host.language]) : [];
      if (!mark && day > this.newest) titles.push(this.words.evidence_ends);
      const bin = (this.end - this.first) * (BIN_PX / this.width);
      const many = mark ? 0 : count(this.changes, day - bin / 2, day + bin / 2);
      if (many) titles.push(`${this.words.changes}: ${many}`);
      this.tip.replaceChildren(
        node("strong", {}, this.host.longDate(day)), ...titles.map((title) => node("div", { dir: "auto" }, title)));
      this.tip.hidden = false;
      this.track.classList.toggle("atlas-on-mark", mark !== null);
      const middle = event.clientX - this.element.getBoundingClientRect().left;
      const half = this.tip.offsetWidth / 2 + 4;
      this.tip.style.left = `${Math.max(Math.min(middle, this.element.clientWidth - half), half)}px`;
    }

    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const forward = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (forward && event.shiftKey) this._goChange(forward);
      else if (forward) this._go(STEPS[this.step](this.day, forward));
      else if (event.key === "PageUp") this._go(addMonths(this.day, 1));
      else if (event.key === "PageDown") this._go(addMonths(this.day, -1));
      else if (event.key === "Home") this._go(this.first);
      else if (event.key === "End") this._go(this.end);
      else if (event.key === " ") event.repeat || this._toggle();
      else return;
      event.preventDefault();
    }
  }

  window.AtlasTimeline = { Timeline };
})();
