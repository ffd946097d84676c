/* From one day to another: by steps, to the neighbouring change, by keys. */
const AtlasSteps = (function () {
  "use strict";

  const { toDay, toIso } = AtlasTime;

  /**
   * A day some months on; the 31st becomes the last of a shorter month.
   * @param {Day} day
   * @param {number} months
   * @returns {Day}
   */
  function addMonths(day, months) {
    const date = new Date(toIso(day));
    const wanted = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(wanted, last));
    return toDay(date.toISOString().slice(0, 10));
  }

  /** @type {Record<string, (day: Day, sign: number) => Day>} */
  const STEPS = {
    day: (day, sign) => day + sign,
    week: (day, sign) => day + 7 * sign,
    month: (day, sign) => addMonths(day, sign),
  };

  /** @type {Record<string, number>} by key: later or earlier, as time runs in every language */
  const DIRECTIONS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

  /**
   * The neighbouring day of change; the day itself if there is none.
   * @param {Day[]} changes sorted
   * @param {Day} from
   * @param {number} sign
   */
  function neighbour(changes, from, sign) {
    const ahead = changes.filter((day) => (day - from) * sign > 0);
    return (sign < 0 ? ahead[ahead.length - 1] : ahead[0]) ?? from;
  }

  /**
   * Where a key leads from a day, if anywhere.
   * @param {Pick<KeyboardEvent, "key" | "shiftKey">} event
   * @param {Day} from
   * @param {{first: Day, end: Day, step: string, changes: Day[]}} span
   * @returns {Day | undefined}
   */
  function dayOfKey({ key, shiftKey }, from, { first, end, step, changes }) {
    const sign = DIRECTIONS[key];
    if (sign) return shiftKey ? neighbour(changes, from, sign) : STEPS[step](from, sign);
    if (key === "PageUp") return addMonths(from, 1);
    if (key === "PageDown") return addMonths(from, -1);
    if (key === "Home") return first;
    return key === "End" ? end : undefined;
  }

  return { STEPS, addMonths, dayOfKey, neighbour };
})();
