/* Copies a text for a button, on the page and on the static site. */
const copyText = (function () {
  "use strict";

  /**
   * Copy a text; the button says that it was copied.
   * @param {HTMLElement} button
   * @param {string} text
   */
  return async function (button, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      /* Without the right to the clipboard the text is there to be copied by hand. */
      window.prompt(button.textContent ?? "", text);
      return;
    }
    button.dataset.copied = "";
  };
})();
