/* The other day: a second thumb on the timeline, the button that puts it there, and how
 * ground looks while two days are compared.
 *
 * The other day lies before the day shown; the thumbs do not pass each other. Keys on its
 * thumb are those of the first, Delete and Escape take it away.
 */
const AtlasCompare = (function () {
  "use strict";

  const { toDay, toIso } = AtlasTime;
  const { fillIn, node } = AtlasPaint;

  const { SHARES, linesOf } = AtlasFronts;

  const FRONTS = "front_lines"; /* their layer */
  const PANE = "atlas-fronts";
  const RINGS = "disagreements";
  const USUAL_DAYS = 30; /* so long before the day shown the other one stands at first */

  class Comparison {
    /**
     * @param {AtlasMapView} atlas
     * @param {InstanceType<typeof AtlasTimeline.Timeline>} timeline
     */
    constructor(atlas, timeline) {
      this.atlas = atlas;
      this.timeline = timeline;
      /** @type {Day | null} the other day */
      this.day = null;
      /** @type {Map<Feature, {at(day: Day): Feature | null}> | undefined} tracks of cells */
      this._tracks = undefined;
      /** @type {L.Polyline[][]} draw the fronts of the other day that have moved: of each
       * style the whole and its ends, the faintest last */
      this._moved = [];
      /** @type {any[]} the tracks of these */
      this._gone = [];
      this.button = node("button", { type: "button", class: "atlas-button atlas-compare" });
      this.thumb = node("div", { class: "atlas-other", role: "slider", tabindex: 0, hidden: "" });
      this.band = node("div", { class: "atlas-between", hidden: "" });
      this.note = node("div", { class: "atlas-compared", hidden: "" });
      this.button.addEventListener("click", () => this._toggle());
      this.thumb.addEventListener("pointerdown", (event) => {
        event.stopPropagation();
        timeline.grab(event, this.thumb, (day) => this._move(day));
      });
      this.thumb.addEventListener("keydown", (event) => this._key(event));
    }

    /**
     * Compare with another day, or with none.
     * @param {Iso | null} iso
     */
    set(iso) {
      const day = iso === null ? null : toDay(iso);
      if (day !== null && !(day >= this.timeline.strip.first && day < this.atlas.time.day())) {
        throw new RangeError(`${iso} is no day before ${this.atlas.date}: use an earlier one`);
      }
      if (day === this.day) return;
      const before = this.day;
      this.day = day;
      const { time, data, looks } = this.atlas;
      if (before !== null && day !== null) time.touch(before, day);
      else for (const { id, look = "" } of data.layers) if (looks.parts(look).fill) time.refresh(id);
      time.refresh(RINGS); /* which stand off teeth */
      this.show();
      this.atlas.notifier.painted();
      this.atlas.notifier.changed();
    }

    /* A day shown that does not lie after the other one ends the comparison. */
    followDay() {
      if (this.day !== null && this.atlas.time.day() <= this.day) this.set(null);
      else if (this.day !== null) this.show();
    }

    /**
     * The nearest day that the first thumb can go to.
     * @param {Day} day
     */
    clamp(day) {
      return this.day === null ? day : Math.max(day, this.day + 1);
    }

    /**
     * The rings of a cell by whether it changed hands since the other day; null while no
     * days are compared.
     * @param {Feature} cell
     * @returns {Record<string, L.PathOptions> | null}
     */
    rings(cell) {
      if (this.day === null) return null;
      const { data, looks } = this.atlas;
      const { camp = "" } = cell;
      const same = this._campBefore(cell) === camp;
      /** @type {Record<string, L.PathOptions>} */
      const rings = {};
      for (const ring of data.rings) {
        const far = ring === "nominal";
        const bare = far && same && camp !== "no_record";
        const look = same ? "stayed" : far ? "gained_nominal" : "gained";
        const fillColor = bare ? data.colours.land : looks.paint.ground(camp, look);
        rings[ring] = { fillColor, fillOpacity: 1, color: fillColor, weight: 0.6, opacity: 1 };
      }
      return rings;
    }

    /** @param {Feature} cell @returns {string | undefined} who had its ground */
    _campBefore(cell) {
      if (!this._tracks) {
        this._tracks = new Map();
        for (const track of this.atlas.time.tracks()) {
          for (const feature of track.features) if (feature.camp) this._tracks.set(feature, track);
        }
      }
      return this._tracks.get(cell)?.at(Number(this.day))?.camp;
    }

    /* -- the thumb -- */

    setLanguage() {
      const { texts } = this.atlas;
      this.button.textContent = texts.compare;
      this.button.title = texts.compare_help;
      this.thumb.setAttribute("aria-label", texts.compared_with);
      this.show();
    }

    /* Draw the fronts of the other day that have moved since, if they are others. */
    drawFronts() {
      const { day } = this;
      if (day === null && !this._moved.length) return;
      const { layerSet, legend, time } = this.atlas;
      const tracks = day !== null && time.isShown(FRONTS) ? [...time.tracksOf(FRONTS)] : [];
      const gone = tracks.filter((track) => !track.now && track.at(Number(day)));
      if (gone.length === this._gone.length && gone.every((track, i) => track === this._gone[i])) return;
      const began = Boolean(gone.length) !== Boolean(this._gone.length);
      this._gone = gone;
      const parts = layerSet.frontsBeside(gone.flatMap(({ geometry }) => linesOf(geometry)));
      if (!this._moved.length) this._moved = this._makeFronts();
      for (const paths of this._moved) paths.forEach((path, i) => path.setLatLngs(parts[i]));
      if (began) legend.check(FRONTS, time.isShown(FRONTS));
    }

    /* The line of fronts that have moved, on a broader one of the colour of paper. */
    _makeFronts() {
      const { map, renderers } = this.atlas;
      const options = { pane: PANE, renderer: renderers.of(PANE), interactive: false };
      return this._frontStyles().map((styles) =>
        styles.map((style) => new L.Polyline([], { ...style, ...options }).addTo(map)),
      );
    }

    _frontStyles() {
      const { colours, lines } = this.atlas.data;
      const casing = { color: colours.halo, weight: 3.5, opacity: 0.6 };
      return [casing, lines.before].map(({ opacity = 1, ...style }) =>
        SHARES.map((share) => ({ ...style, opacity: opacity * share })),
      );
    }

    /* Paint what is drawn here anew, after the colours have changed. */
    repaint() {
      const styles = this._frontStyles();
      this._moved.forEach((paths, i) => paths.forEach((path, k) => path.setStyle(styles[i][k])));
    }

    /* The fronts of the other day that have moved since. */
    gone() {
      return this._gone.map(({ features, geometry }) => ({ now: features[0], geometry }));
    }

    /* Whether a front of the other day is drawn. */
    showsFronts() {
      return this._gone.length > 0;
    }

    /* Put the thumb where its day is, if there is one, and say what the map then shows. */
    show() {
      const { atlas, button, day, thumb, band, note, timeline } = this;
      const on = day !== null;
      button.setAttribute("aria-pressed", String(on));
      button.disabled = !on && timeline.day === timeline.strip.first;
      for (const element of [thumb, band, note]) element.hidden = !on;
      this.drawFronts();
      if (!on) return;
      const text = atlas.longDate(day);
      thumb.setAttribute("aria-valuemin", String(timeline.strip.first));
      thumb.setAttribute("aria-valuemax", String(atlas.time.day() - 1));
      thumb.setAttribute("aria-valuenow", String(day));
      thumb.setAttribute("aria-valuetext", text);
      note.textContent = fillIn(atlas.texts.compared, { day: text });
      this.place();
    }

    place() {
      const { strip, day: shown } = this.timeline;
      if (this.day === null || !strip.width || shown === undefined) return;
      const x = strip.x(this.day);
      this.thumb.style.transform = `translateX(${x}px)`;
      this.band.style.left = `${x}px`;
      this.band.style.width = `${Math.max(strip.x(shown) - x, 0)}px`;
    }

    _toggle() {
      if (this.day !== null) this.set(null);
      else this._move(this.atlas.time.day() - USUAL_DAYS);
    }

    /** @param {Day} day */
    _move(day) {
      const { first } = this.timeline.strip;
      const last = this.atlas.time.day() - 1;
      if (last >= first) this.set(toIso(Math.min(Math.max(day, first), last)));
    }

    /** @param {KeyboardEvent} event */
    _key(event) {
      if (this.day === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.stopPropagation();
      const day = this.timeline.dayOfKey(event, this.day);
      if (event.key === "Delete" || event.key === "Escape") this._end();
      else if (day !== undefined) this._move(day);
      else return;
      event.preventDefault();
    }

    _end() {
      this.set(null);
      this.button.focus();
    }
  }

  return { Comparison };
})();
