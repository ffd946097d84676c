/* Shows a panel's HTML, and tells the page which of its buttons was clicked. */
export default function ({ parentElement, data, setTriggerValue }) {
  const panel = parentElement.querySelector(".atlas-panel");
  if (panel.innerHTML !== data.html) panel.innerHTML = data.html;
  panel.dir = data.dir;
  panel.lang = data.lang;
  panel.onclick = ({ target }) => {
    const button = target.closest("[data-pick]");
    if (button) setTriggerValue("pick", button.dataset.pick);
  };
}
