/* Notifies the page around the map by events on window: `atlas:painted` after each frame
 * that shows a new day, `atlas:settled` once all is at rest; the head of atlas.js lists
 * them. Announces a new day to screen readers. */
const AtlasNotify = (function () {
  "use strict";

  const SETTLE_MS = 200; /* at rest this long is settled */

  class Notifier {
    /** @param {() => Iso} date what returns the day shown */
    constructor(date) {
      this._date = date;
      this._held = false;
      this._painting = false;
      this._inFrame = false;
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      this._timer = undefined;
    }

    /**
     * Call back in the next frame, and know that it is one.
     * @param {FrameRequestCallback} callback
     */
    nextFrame(callback) {
      return requestAnimationFrame((now) => {
        this._inFrame = true;
        try {
          callback(now);
        } finally {
          this._inFrame = false;
        }
      });
    }

    /* Nothing settles from hold to release: a drag or a play notifies the page once. */
    hold() {
      this._held = true;
    }

    release() {
      this._held = false;
      this._settle();
    }

    /* Something changed: it settles once nothing has for a while. */
    changed() {
      clearTimeout(this._timer);
      if (!this._held) this._timer = setTimeout(() => this._settle(), SETTLE_MS);
    }

    _settle() {
      clearTimeout(this._timer);
      this.dispatch("atlas:settled", { date: this._date() });
    }

    /* Announce the frame once it is painted: a task posted in a frame runs after it. */
    painted() {
      if (this._painting) return;
      this._painting = true;
      const announce = () => {
        this._painting = false;
        this.dispatch("atlas:painted", { date: this._date() });
      };
      if (this._inFrame) setTimeout(announce);
      else requestAnimationFrame(() => setTimeout(announce));
    }

    /** @param {string} name @param {object} detail */
    dispatch(name, detail) {
      window.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  /* Announces a new day, once it rests, to screen readers, and how much changed on it. */
  class Announcer {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.announced = atlas.time.day();
      this.region = AtlasPaint.node("p", { class: "atlas-status", role: "status" });
      atlas.timeline.element.append(this.region);
      window.addEventListener("atlas:settled", () => this._announce());
    }

    _announce() {
      const { time, timeline, texts } = this.atlas;
      const day = time.day();
      if (day === this.announced) return;
      this.announced = day;
      const many = AtlasStrip.countBetween(timeline.strip.changes, day, day + 1);
      /* The handle says the day itself. */
      const parts = document.activeElement === timeline.track ? [] : [this.atlas.longDate(day)];
      if (many) parts.push(`${texts.changes}: ${many}`);
      this.region.textContent = parts.join("; ");
    }
  }

  return { Notifier, Announcer };
})();
