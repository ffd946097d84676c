/* The timeline under the map: a scrubber over the whole span (strip.js draws it), play,
 * steps and a date field.
 *
 * It calls `atlas.setDate(iso)`, while it is dragged or plays once a frame; the page hears
 * of the date when it comes to rest (`atlas.notifier`). Keys on the scrubber: arrows one
 * step, with Shift to the neighbouring change, Page Up and Down a month, Home, End, Space
 * to play or pause.
 * Time runs from left to right in every language, as it does in charts.
 */
const AtlasTimeline = (function () {
  "use strict";

  const { toDay, toIso } = AtlasTime;
  const { fillIn, node, svg } = AtlasPaint;
  const { STEPS, dayOfKey, neighbour } = AtlasSteps;
  const { Strip } = AtlasStrip;
  const { Comparison } = AtlasCompare;

  const SPEEDS = [7, 30, 91, 365]; /* days a second */
  const END_TEXT_PX = 110; /* the words at the end of the track take so much of it */
  const LONGEST_TICK_MS = 100; /* a tab that slept goes on where it was */
  const ICONS = {
    earlier: "M2 2H4V14H2ZM14 2V14L5 8Z",
    back: "M11 2V14L3 8Z",
    play: "M4 2V14L14 8Z",
    pause: "M3 2H7V14H3ZM9 2H13V14H9Z",
    ahead: "M5 2V14L13 8Z",
    later: "M12 2H14V14H12ZM2 2V14L11 8Z",
  };

  /** @param {keyof typeof ICONS} name */
  const icon = (name) =>
    svg(
      "svg",
      { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
      svg("path", { d: ICONS[name] }),
    );

  class Timeline {
    /**
     * @param {AtlasMapView} atlas
     * @param {TimelineSpan} span
     */
    constructor(atlas, span) {
      this.atlas = atlas;
      this.strip = new Strip(span);
      /** @type {TimelineMark | null} */
      this.over = null; /* the mark under the pointer */
      /** @type {Day[]} each day of change once */
      this.changeDays = [...new Set(span.changes)];
      /** @type {Day | undefined} the day shown, once there is one */
      this.day = undefined;
      this.step = "day";
      this.speed = SPEEDS[1];
      this.playing = false;
      this.buttons = this._makeButtons();
      this.field = node("input", {
        type: "date",
        class: "atlas-field",
        min: toIso(span.first),
        max: toIso(span.end),
      });
      this.stepPicker = node("select", { class: "atlas-pick" });
      this.speedPicker = node("select", { class: "atlas-pick" });
      this.latest = node("button", { type: "button", class: "atlas-button atlas-latest" });
      this.comparison = new Comparison(atlas, this);
      const buttons = node("span", { class: "atlas-buttons", dir: "ltr" }, ...Object.values(this.buttons));
      this.when = node("div", { class: "atlas-date" });
      this.subtitle = node("div", { class: "atlas-subtitle" });
      this.controls = node(
        "div",
        { class: "atlas-controls" },
        node("div", { class: "atlas-title" }, this.when, this.subtitle),
        buttons,
        this.latest,
        this.comparison.button,
        this.field,
        this.stepPicker,
        this.speedPicker,
        this.comparison.note,
      );
      this.track = this._makeTrack();
      this.thumb = node("div", { class: "atlas-thumb" });
      this.tip = node("div", { class: "atlas-tip", role: "tooltip", hidden: "" });
      this.element = node("div", { class: "atlas-timeline" }, this.track, this.controls, this.tip);
      this._listen();
      new ResizeObserver(() => this.draw()).observe(this.track);
    }

    /**
     * Follow the date that the map shows.
     * @param {Day} day
     */
    show(day) {
      const { data, newest, texts } = this.atlas;
      const title = data.places.length ? texts.title : "";
      this.day = day;
      this.when.textContent = this.atlas.longDate(day);
      this.subtitle.textContent = day > newest ? texts.after_evidence : title;
      this.track.setAttribute("aria-valuenow", String(day));
      this.track.setAttribute("aria-valuetext", this.atlas.longDate(day));
      if (document.activeElement !== this.field) this.field.value = toIso(day);
      this._placeThumb();
      this.comparison.followDay();
      this.latest.disabled = day === this.strip.newest;
      this.buttons.earlier.disabled = !(this.changeDays[0] < day);
      this.buttons.later.disabled = !(this.changeDays[this.changeDays.length - 1] > day);
    }

    /* -- building -- */

    _makeButtons() {
      return {
        earlier: this._button("earlier", () => this._goChange(-1)),
        back: this._button("back", () => this._goStep(-1)),
        play: this._button("play", () => this._togglePlay()),
        ahead: this._button("ahead", () => this._goStep(1)),
        later: this._button("later", () => this._goChange(1)),
      };
    }

    _makeTrack() {
      return node("div", {
        class: "atlas-track",
        role: "slider",
        tabindex: 0,
        dir: "ltr",
        "aria-valuemin": this.strip.first,
        "aria-valuemax": this.strip.end,
        "aria-keyshortcuts": "ArrowLeft ArrowRight PageUp PageDown Home End Space",
      });
    }

    /** @param {keyof typeof ICONS} name @param {() => void} action */
    _button(name, action) {
      const button = node("button", { type: "button", class: "atlas-button" }, icon(name));
      button.addEventListener("click", action);
      return button;
    }

    /* Show every text in the language of the atlas. */
    setLanguage() {
      const { texts, direction } = this.atlas;
      const { earlier, back, ahead, later } = this.buttons;
      this.controls.dir = direction;
      this._name(earlier, texts.previous);
      this._name(back, texts.back);
      this._name(ahead, texts.ahead);
      this._name(later, texts.next);
      this.latest.textContent = texts.latest;
      this.latest.setAttribute("aria-label", texts.latest);
      this.latest.title = fillIn(texts.newest, { day: this.atlas.longDate(this.strip.newest) });
      this._name(this.field, texts.date);
      this._name(this.stepPicker, texts.step);
      this._name(this.speedPicker, texts.speed);
      this.track.setAttribute("aria-label", texts.date);
      this.track.title = texts.keys;
      const steps = Object.keys(STEPS).map((value) => node("option", { value }, texts.steps[value]));
      const speeds = SPEEDS.map((value) => node("option", { value }, texts.speeds[value]));
      this.stepPicker.replaceChildren(...steps);
      this.speedPicker.replaceChildren(...speeds);
      this.stepPicker.value = this.step;
      this.speedPicker.value = String(this.speed);
      this._showPlaying();
      this.comparison.setLanguage();
      if (this.strip.width) this.draw(); /* else once its width is known */
    }

    /** @param {HTMLElement} element @param {string} text */
    _name(element, text) {
      element.title = text;
      element.setAttribute("aria-label", text);
    }

    draw() {
      if (!this.track.clientWidth) return;
      const picture = this.strip.draw(this.track.clientWidth, this.atlas.texts);
      this.track.replaceChildren(picture, this.comparison.band, this.thumb, this.comparison.thumb);
      this._placeThumb();
      this.comparison.place();
    }

    _placeThumb() {
      if (!this.strip.width || this.day === undefined) return;
      const x = this.strip.x(this.day);
      this.thumb.style.transform = `translateX(${x}px)`;
      this.track.classList.toggle("atlas-at-end", x > this.strip.width - END_TEXT_PX);
    }

    /* -- moving -- */

    /* The day shown; before there is one nothing moves. */
    get _current() {
      return this.day ?? this.strip.first;
    }

    /**
     * Show a day; the page hears of it once all comes to rest.
     * @param {Day} day
     */
    _move(day) {
      this.atlas.setDate(toIso(this.comparison.clamp(this.strip.clamp(day))));
    }

    /** @param {Day} day */
    _go(day) {
      this._pause();
      this._move(day);
    }

    /** @param {number} sign */
    _goStep(sign) {
      this._go(STEPS[this.step](this._current, sign));
    }

    /** @param {number} sign */
    _goChange(sign) {
      this._go(neighbour(this.changeDays, this._current, sign));
    }

    _togglePlay() {
      if (this.playing) this._pause();
      else this._play();
    }

    _play() {
      this.playing = true;
      this.atlas.notifier.hold();
      this._showPlaying();
      const end = this.strip.newest;
      let at = this._current >= end ? this.strip.first : this._current;
      /** @type {number | null} */
      let last = null;
      const tick = (/** @type {number} */ now) => {
        if (!this.playing) return;
        if (last !== null) at += (Math.min(now - last, LONGEST_TICK_MS) / 1000) * this.speed;
        last = now;
        this._move(Math.min(Math.floor(at), end));
        if (at < end) this.atlas.notifier.nextFrame(tick);
        else this._pause();
      };
      this.atlas.notifier.nextFrame(tick);
    }

    _pause() {
      if (!this.playing) return;
      this.playing = false;
      this.atlas.notifier.release();
      this._showPlaying();
    }

    _showPlaying() {
      const { texts } = this.atlas;
      this.buttons.play.replaceChildren(icon(this.playing ? "pause" : "play"));
      this._name(this.buttons.play, this.playing ? texts.pause : texts.play);
    }

    /* -- listening -- */

    _listen() {
      const { track } = this;
      track.addEventListener("pointerdown", (event) => this.grab(event, track, (day) => this._move(day)));
      track.addEventListener("pointermove", (event) => this._hover(event));
      track.addEventListener("pointerleave", () => this._leave());
      track.addEventListener("keydown", (event) => this._key(event));
      this.latest.addEventListener("click", () => this._go(this.strip.newest));
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
      this.field.value = toIso(this._current);
    }

    /** @param {number} clientX */
    _dayAt(clientX) {
      return this.strip.dayAt(clientX - this.track.getBoundingClientRect().left);
    }

    /** @param {PointerEvent} event */
    _markAt(event) {
      const { left, top } = this.track.getBoundingClientRect();
      return this.strip.markAt(event.clientX - left, event.clientY - top);
    }

    /**
     * The pointer drags a thumb, at most one step a frame.
     * @param {PointerEvent} event
     * @param {HTMLElement} slider that takes the focus
     * @param {(day: Day) => void} move
     */
    grab(event, slider, move) {
      if (event.button) return;
      event.preventDefault();
      const { track } = this;
      const { notifier } = this.atlas;
      slider.focus({ preventScroll: true });
      this._pause();
      let wanted = this._markAt(event)?.day ?? this._dayAt(event.clientX);
      const follow = () => {
        frame = null;
        move(wanted);
      };
      /** @type {number | null} */
      let frame = notifier.nextFrame(follow);
      const drag = (/** @type {PointerEvent} */ moved) => {
        wanted = this._dayAt(moved.clientX);
        frame ??= notifier.nextFrame(follow);
      };
      const release = () => {
        track.removeEventListener("pointermove", drag);
        for (const name of ["pointerup", "pointercancel"]) track.removeEventListener(name, release);
        track.classList.remove("atlas-grabbed");
        if (frame !== null) cancelAnimationFrame(frame);
        move(wanted);
        notifier.release();
      };
      notifier.hold();
      track.setPointerCapture(event.pointerId);
      track.classList.add("atlas-grabbed");
      track.addEventListener("pointermove", drag);
      for (const name of ["pointerup", "pointercancel"]) track.addEventListener(name, release);
    }

    _leave() {
      this.over = null;
      this.tip.hidden = true;
    }

    /**
     * Show what lies under the pointer.
     * @param {PointerEvent} event
     */
    _hover(event) {
      const mark = this._markAt(event);
      const day = mark ? mark.day : this._dayAt(event.clientX);
      this.over = mark;
      if (mark && !mark.title) this._entitle(() => this.over === mark && mark.title && this._hover(event));
      const titles = mark?.title ? this.strip.titles(mark, this.atlas.language) : [];
      const lines = mark ? titles : this._notesOn(day);
      this.tip.replaceChildren(
        node("strong", {}, this.atlas.longDate(day)),
        ...lines.map((line) => node("div", { dir: "auto" }, line)),
      );
      this.tip.hidden = false;
      this.track.classList.toggle("atlas-on-mark", mark !== null);
      const middle = event.clientX - this.element.getBoundingClientRect().left;
      const half = this.tip.offsetWidth / 2 + 4;
      this.tip.style.left = `${Math.max(Math.min(middle, this.element.clientWidth - half), half)}px`;
    }

    /**
     * Read what the marks stand for, which comes with the evidence.
     * @param {() => void} then
     */
    _entitle(then) {
      this.atlas.evidence.read((evidence) => {
        if (evidence) this.strip.entitle(evidence);
        then();
      });
    }

    /** @param {Day} day */
    _notesOn(day) {
      const { texts } = this.atlas;
      const many = this.strip.changesNear(day);
      const ended = day > this.strip.newest ? [texts.evidence_ends] : [];
      return many ? [...ended, `${texts.changes}: ${many}`] : ended;
    }

    /** @param {KeyboardEvent} event */
    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const day = this.dayOfKey(event, this._current);
      if (day !== undefined) this._go(day);
      else if (event.key === " ") event.repeat || this._togglePlay();
      else return;
      event.preventDefault();
    }

    /**
     * Where a key leads from a day, if anywhere.
     * @param {KeyboardEvent} event
     * @param {Day} from
     */
    dayOfKey(event, from) {
      const { first, end } = this.strip;
      return dayOfKey(event, from, { first, end, step: this.step, changes: this.changeDays });
    }
  }

  return { Timeline };
})();
