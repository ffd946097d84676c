/* Has the page look again, at longer and longer intervals, while something is in the
 * making: the page leaves it out once all is there. */

const FIRST_MS = 400;
const LAST_MS = 2000;
const GROWTH = 1.25;

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {(name: string, value: unknown) => void} component.setTriggerValue
 */
export default function ({ parentElement, setTriggerValue }) {
  const clock = /** @type {HTMLElement & {tick?: () => void, timer?: number}} */ (
    parentElement.querySelector(".atlas-clock")
  );
  clock.tick = () => setTriggerValue("tick", Date.now());
  /** @param {number} wait ms */
  const turn = (wait) => {
    clock.timer = window.setTimeout(() => {
      clock.tick?.();
      turn(Math.min(LAST_MS, wait * GROWTH));
    }, wait);
  };
  if (clock.timer === undefined) turn(FIRST_MS);
  return () => {
    window.clearTimeout(clock.timer);
    clock.timer = undefined;
  };
}
