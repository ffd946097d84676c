/* What Python knows of the map: its state as of the last message that Python has answered, and
 * of those that are on their way. What the reader changed since follows from it. */
const AtlasKnown = (function () {
  "use strict";

  /** @typedef {keyof MapState} Part */

  /* Parts that are one choice, as a click makes it. */
  const CHOICE = /** @type {Part[]} */ (["selected", "agreement", "line", "opened"]);

  /** @param {MapState} state */
  const partsOf = (state) => /** @type {Part[]} */ (Object.keys(state));

  /** @param {unknown} one @param {unknown} other */
  const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);

  class Known {
    /** @param {MapState} state that Python wanted first */
    constructor(state) {
      this.state = state;
      /** @type {{serial: number, state: MapState}[]} */
      this.onTheWay = [];
    }

    /** @param {number} serial @param {MapState} state */
    sent(serial, state) {
      this.onTheWay.push({ serial, state });
    }

    /** @param {number} serial of the last message that Python has answered */
    acknowledge(serial) {
      while (this.onTheWay.length && this.onTheWay[0].serial <= serial) {
        this.state = /** @type {{state: MapState}} */ (this.onTheWay.shift()).state;
      }
    }

    /**
     * Whether Python has yet to be sent a state.
     * @param {MapState} state
     */
    lacks(state) {
      return differ(state, this.onTheWay.at(-1)?.state ?? this.state);
    }

    /**
     * The parts of a state that the reader changed since Python's last answer.
     * @param {MapState} state
     * @param {(id: string) => boolean} [isOwn] whether a layer is the reader's own, which comes by itself
     */
    changedSince(state, isOwn = () => false) {
      /** @param {unknown} value */
      const bare = (value) => (Array.isArray(value) ? value.filter((id) => !isOwn(id)) : value);
      const changed = partsOf(state).filter((part) => differ(bare(state[part]), bare(this.state[part])));
      return new Set(changed.some((part) => CHOICE.includes(part)) ? [...changed, ...CHOICE] : changed);
    }

    /**
     * Note what the map shows of Python's, that is, all but what the reader changed.
     * @param {MapState} state
     * @param {Set<Part>} mine
     */
    adopt(state, mine) {
      const parts = partsOf(state).filter((part) => !mine.has(part));
      const theirs = Object.fromEntries(parts.map((part) => [part, state[part]]));
      for (const known of [this.state, ...this.onTheWay.map((message) => message.state)]) {
        Object.assign(known, theirs);
      }
    }
  }

  const FIRST_MS = 4000; /* an answer takes less than a second, but on a busy server */
  const MOST = 5;

  /* Has a message sent again, at longer and longer intervals, until it is answered: where two
   * runs of a session overlap, the older may put its own values in place of the newer's. */
  class Resender {
    constructor() {
      this._tries = 0;
      this._send = () => {};
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      this._timer = undefined;
    }

    /** @param {() => void} send in place of what was sent before */
    send(send) {
      this._tries = 0;
      this._send = send;
      this._send();
      this._wait();
    }

    answered() {
      clearTimeout(this._timer);
    }

    _wait() {
      clearTimeout(this._timer);
      if (this._tries === MOST) return;
      this._timer = setTimeout(
        () => {
          this._tries += 1;
          this._wait();
          this._send();
        },
        FIRST_MS * 2 ** this._tries,
      );
    }
  }

  return { Known, Resender };
})();
