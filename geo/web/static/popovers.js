/* What opens over the page by a key has the focus, and gives it back: Streamlit draws it at
 * the end of the page, some fifty stops from the button that opens it. */
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

  /** Follow the popovers of this document. */
  return function () {
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
