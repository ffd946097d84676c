/* What opens by a key has the focus, and gives it back: Streamlit draws a popover at the end
 * of the page, some fifty stops from its button, and a story's step above the one it opens by. */
const followPopovers = (function () {
  "use strict";

  const BODY = "[data-testid=stPopoverBody]";
  const BUTTON = "[data-testid=stPopoverButton]";
  const STOPS = 'a[href], button, input, textarea, [tabindex="0"]';

  /** @param {Element | null} body @returns {HTMLElement[]} where Tab stops in it, in order */
  function stopsOf(body) {
    const found = /** @type {HTMLElement[]} */ ([...(body?.querySelectorAll(STOPS) ?? [])]);
    return found.filter((one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.offsetParent);
  }

  const STORY = ".st-key-story";
  const LISTED = '[class*="st-key-story-"]';

  const labelOf = () => document.querySelector(`${STORY} section`)?.getAttribute("aria-label");

  /* A story that a key opens is read from its step on; once it is closed, its button in the list
   * has the focus. */
  function followStories() {
    let opener = LISTED;
    /** @type {MutationObserver | undefined} */
    let drawn;

    /** @param {Element} pressed */
    function follow(pressed) {
      const before = labelOf();
      drawn = new MutationObserver(() => {
        if (labelOf() === before) return;
        drawn?.disconnect();
        const step = /** @type {HTMLElement | null} */ (document.querySelector(`${STORY} section`));
        const closed = /** @type {HTMLElement | null} */ (document.querySelector(`${opener} button`));
        const stays = pressed.isConnected && !pressed.matches(`${LISTED} *, :disabled`);
        if (!step) closed?.focus();
        else if (!stays) step.focus();
      });
      drawn.observe(document.body, { childList: true, subtree: true, attributes: true });
    }

    document.addEventListener(
      "click",
      (event) => {
        const pressed = /** @type {Element} */ (event.target).closest("button");
        const listed = pressed?.closest(LISTED);
        drawn?.disconnect();
        if (!pressed || event.detail || !(listed || pressed.closest(STORY))) return;
        const name = [...(listed?.classList ?? [])].find((one) => one.startsWith("st-key-story-"));
        if (name) opener = `.${CSS.escape(name)}`;
        follow(pressed);
      },
      true,
    );
  }

  /** Follow the popovers and stories of this document. */
  return function () {
    followStories();
    /** @type {HTMLElement | null} */
    let opener = null;
    const drawn = new MutationObserver(() => {
      const [first] = stopsOf(document.querySelector(BODY));
      if (!first) return;
      drawn.disconnect();
      first.focus();
    });

    document.addEventListener(
      "click",
      (event) => {
        const button = /** @type {Element} */ (event.target).closest(BUTTON);
        drawn.disconnect();
        if (!button || button.getAttribute("aria-expanded") === "true") return;
        opener = /** @type {HTMLElement} */ (button);
        const byKey = !event.detail;
        if (byKey) drawn.observe(document.body, { childList: true, subtree: true });
      },
      true,
    );

    /* Streamlit hears no key that is pressed in the map's frame. */
    window.addEventListener("atlas:escape", () => {
      if (opener?.getAttribute("aria-expanded") !== "true") return;
      opener.click();
      opener.focus();
    });

    document.addEventListener(
      "keydown",
      (event) => {
        const at = /** @type {Element} */ (event.target);
        const stops = event.key === "Tab" && opener ? stopsOf(at.closest(BODY)) : [];
        const edge = event.shiftKey ? stops[0] : stops.at(-1);
        if (!edge || at !== edge) return;
        /* From the button Tab goes on to what comes after it; backwards it stays there. */
        if (event.shiftKey) event.preventDefault();
        opener?.focus();
        event.stopPropagation();
      },
      true,
    );
  };
})();
