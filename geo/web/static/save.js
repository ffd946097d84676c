/* A button that saves a file: the server makes it at the click. How many are made before it, and
 * what is in the way of it, stands under the button. */

const ASK_MS = 2000;

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {SaveData} component.data
 */
export default function ({ parentElement, data }) {
  const box = /** @type {HTMLElement} */ (parentElement.querySelector(".atlas-save"));
  const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
  const note = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  box.dir = data.dir;
  box.lang = data.lang;
  button.textContent = data.label;
  button.className = data.primary ? "primary" : "";
  button.onclick = () => save(button, note, data);
}

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} note
 * @param {SaveData} data
 */
async function save(button, note, { address, working, failed, header }) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  note.textContent = working;
  note.className = "";
  const asking = setInterval(async () => {
    const ahead = await place(address);
    if (button.ariaBusy === "true") note.textContent = ahead || working;
  }, ASK_MS);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(await answer.text());
    const name = decodeURIComponent(answer.headers.get(header) ?? "");
    download(await answer.blob(), name);
    note.textContent = "";
  } catch (error) {
    /* A text of the server's, if it has sent one, else that none came. */
    note.textContent = (!(error instanceof TypeError) && /** @type {Error} */ (error).message) || failed;
    note.className = "fault";
  }
  clearInterval(asking);
  button.ariaBusy = "false";
}

/**
 * How many files are made before one, in words; none: empty.
 * @param {string} address
 */
async function place(address) {
  try {
    const answer = await fetch(`${address}/place`);
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; /* what became of the file is told in any case */
  }
}

/** @param {Blob} file @param {string} name */
function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); /* once it is written */
}
