/* The handle of the sheet that the panel is on narrow screens: it peeks under the map, opens
 * half over it, and opens. Scrolling the page moves it as well. */

const HALF = 0.5; /* of the window's height is the sheet when it is half open */
const NARROW = "(max-width: 999px)";

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {{label: string}} component.data
 */
export default function ({ parentElement, data }) {
  const handle = /** @type {HTMLButtonElement & {followed?: boolean}} */ (
    parentElement.querySelector("button")
  );
  handle.setAttribute("aria-label", data.label);
  handle.title = data.label;
  if (handle.followed) return;
  handle.followed = true;
  handle.onclick = () => move(next());
  window.addEventListener("atlas:panel", () => matchMedia(NARROW).matches && move(HALF));
}

/** @returns {number} what share of the window the sheet is to take after a tap */
function next() {
  const share = 1 - top() / window.innerHeight;
  if (share < HALF - 0.05) return HALF;
  return share < 0.9 ? 1 : 0;
}

const scroller = () => /** @type {HTMLElement} */ (document.querySelector(".stMain"));
const top = () => document.querySelector(".st-key-beside")?.getBoundingClientRect().top ?? 0;

/** @param {number} share of the window that the sheet takes; 0: it peeks */
function move(share) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const to = share && scroller().scrollTop + top() - window.innerHeight * (1 - share);
  scroller().scrollTo({ top: to, behavior: calm ? "auto" : "smooth" });
}
