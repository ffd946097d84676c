/* Shows a panel's HTML; tells the page which of its buttons was clicked, and has the
 * reader see what the map makes of it. */
export default function ({ parentElement, data, setTriggerValue }) {
  const panel = parentElement.querySelector(".atlas-panel");
  if (panel.told !== data.html) {
    /* Only news: a click would miss a button that is made anew under the pointer. */
    panel.told = data.html;
    panel.innerHTML = data.html;
  }
  panel.dir = data.dir;
  panel.lang = data.lang;
  panel.onclick = ({ target }) => {
    const button = target.closest("[data-pick]");
    if (!button) return;
    setTriggerValue("pick", button.dataset.pick);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = document.querySelector("iframe[title*=libya_control_atlas]");
    map?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
  };
}
