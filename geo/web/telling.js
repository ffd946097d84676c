/* What the map tells the page, as events on window: `atlas:painted` after each frame that
 * shows a new day, `atlas:settled` once all is at rest; the head of atlas.js lists them. */
(function () {
  "use strict";

  const SETTLE_MS = 200; /* at rest this long is settled */

  class Telling {
    /* date: what returns the day shown, ISO. */
    constructor(date) {
      this._date = date;
    }

    /* Call back in the next frame, and know that it is one. */
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

    /* Nothing settles from hold to release: a drag or a play tells the page once. */
    hold() {
      this._held = true;
    }

    release() {
      this._held = false;
      this._settle();
    }

    unsettle() {
      clearTimeout(this._settling);
      if (!this._held) this._settling = setTimeout(() => this._settle(), SETTLE_MS);
    }

    _settle() {
      clearTimeout(this._settling);
      this.tell("atlas:settled", { date: this._date() });
    }

    /* Tell of the frame once it is painted: a task posted in a frame runs after it. */
    painted() {
      if (this._painting) return;
      this._painting = true;
      const tell = () => {
        this._painting = false;
        this.tell("atlas:painted", { date: this._date() });
      };
      if (this._inFrame) setTimeout(tell);
      else requestAnimationFrame(() => setTimeout(tell));
    }

    tell(name, detail) {
      window.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  window.AtlasTelling = { Telling };
})();
