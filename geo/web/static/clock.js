/* Looks, at longer and longer intervals, how far something in the making has come, and has the page
 * run again when there is something new: the page leaves this out once all is there. */

const FIRST_MS = 250;
const LAST_MS = 1000;
const GROWTH = 1.2;

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {ClockData} component.data
 * @param {(name: string, value: unknown) => void} component.setTriggerValue
 */
export default function ({ parentElement, data, setTriggerValue }) {
  const clock = /** @type {HTMLElement & {look?: () => Promise<void>, timer?: number}} */ (
    parentElement.querySelector(".atlas-clock")
  );
  clock.look = async () => {
    if ((await state(data.address)) !== data.shown) setTriggerValue("tick", Date.now());
  };
  /** @param {number} wait ms */
  const turn = (wait) => {
    clock.timer = window.setTimeout(async () => {
      await clock.look?.();
      if (clock.timer !== undefined) turn(Math.min(LAST_MS, wait * GROWTH));
    }, wait);
  };
  if (clock.timer === undefined) turn(FIRST_MS);
  return () => {
    window.clearTimeout(clock.timer);
    clock.timer = undefined;
  };
}

/**
 * How far it has come; null where that is not to be had: then the page has to look for itself.
 * @param {string} address
 */
async function state(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
