/* Shows a panel's HTML; sends the page which of its buttons was clicked, and has the
 * reader see what the map makes of it. */

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {PanelData} component.data
 * @param {(name: string, value: unknown) => void} component.setStateValue
 */
export default function ({ parentElement, data, setStateValue }) {
  const panel = /** @type {HTMLElement & {shownHtml?: string, showEvidence?: () => void}} */ (
    parentElement.querySelector(".atlas-panel")
  );
  if (panel.shownHtml !== data.html) {
    /* Only news: a click would miss a button that is made anew under the pointer. */
    const unfolded = [...panel.querySelectorAll("article details[open]")].map(rowOf);
    panel.shownHtml = data.html;
    panel.innerHTML = data.html;
    for (const one of panel.querySelectorAll("article details")) {
      /** @type {HTMLDetailsElement} */ (one).open ||= unfolded.includes(rowOf(one));
    }
  }
  panel.dir = data.dir;
  panel.lang = data.lang;
  panel.showEvidence ??= followEvidence(panel);
  panel.showEvidence();
  panel.onclick = ({ target }) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (target).closest("button");
    if (!button) return;
    if ("copy" in button.dataset || "copyAddress" in button.dataset) {
      copyText(button, button.dataset.copy ?? window.location.href);
      return;
    }
    setStateValue("pick", { what: button.dataset.pick, at: performance.now() });
    window.dispatchEvent(new Event("atlas:panel"));
  };
}

/** @param {Element} details @returns {string | undefined} the id of the row that it is of */
function rowOf(details) {
  return /** @type {HTMLElement} */ (details.closest("article")).dataset.id;
}

/**
 * Show what a click on the map hands over, where the panel has room for it.
 * @param {HTMLElement} panel
 */
function followEvidence(panel) {
  const show = () => {
    /** @type {HTMLElement | null} */
    const room = panel.querySelector("[data-evidence]");
    const given = window.atlasEvidence;
    if (!room) return;
    if (given && given.dataset.tab === room.dataset.evidence) {
      room.replaceChildren(document.importNode(given, true));
    } else {
      room.replaceChildren();
    }
  };
  window.addEventListener("atlas:evidence", show);
  return show;
}
