/* Has the page look again, time after time, while something is in the making: the page
 * leaves it out once all is there. */

const EVERY_MS = 600;

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
  clock.timer ??= window.setInterval(() => clock.tick?.(), EVERY_MS);
  return () => {
    window.clearInterval(clock.timer);
    clock.timer = undefined;
  };
}
