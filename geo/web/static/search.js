/* The search box of the page: sends what is typed, lists what it may mean, sends which of
 * them was picked. Arrows, Enter and Escape as in any list; "/" goes to the box. */

const WAIT_MS = 60; /* typing that goes on sends once */

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement} component.parentElement
 * @param {SearchData} component.data
 * @param {(name: string, value: unknown) => void} component.setStateValue
 */
export default function ({ parentElement, data, setStateValue }) {
  const box = /** @type {HTMLElement & {search?: Search}} */ (parentElement.querySelector(".atlas-search"));
  box.search ??= new Search(box);
  box.search.sendText = (text) => setStateValue("text", text);
  box.search.sendPick = (what) => setStateValue("pick", { what, at: performance.now() });
  box.search.show(data);
}

class Search {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
    this.list = /** @type {HTMLElement} */ (box.querySelector("ul"));
    this.chosen = 0;
    this.name = "";
    /* Whether the list is wanted: no answer opens it again once it was closed. */
    this.wanted = false;
    /** @type {SearchData | undefined} */
    this.data = undefined;
    this.listed = ""; /* the text that the list is of */
    this.hurried = false; /* whether Enter came before the list */
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {(text: string) => void} */
    this.sendText = () => {};
    /** @type {(pick: string) => void} */
    this.sendPick = () => {};
    this.input.oninput = () => this.typed();
    this.input.onkeydown = (event) => this.key(event);
    this.input.onfocus = () => this.input.select();
    this.input.onblur = () => this.close();
    this.list.onmousedown = (event) => this.click(event);
    followPopovers();
    window.addEventListener("atlas:search", () => {
      window.focus();
      this.input.focus();
    });
    document.addEventListener("keydown", (event) => {
      const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
      if (event.key !== "/" || event.ctrlKey || event.metaKey || at.closest("input, textarea")) return;
      event.preventDefault();
      this.input.focus();
    });
  }

  typed() {
    this.wanted = true;
    this.hurried = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value), WAIT_MS);
    if (!this.input.value.trim()) this.close();
  }

  /* The page answers a text once: what it answered last is still here. */
  /** @param {string} text */
  ask(text) {
    if (text === this.data?.text) this.show(this.data);
    else this.sendText(text);
  }

  /** @param {SearchData} data */
  show(data) {
    this.data = data;
    const { text, name, hits, label, empty, dir, lang } = data;
    this.box.dir = dir;
    this.box.lang = lang;
    this.input.placeholder = label;
    this.input.setAttribute("aria-label", label);
    if (name !== this.name) {
      this.name = name;
      if (!this.wanted) this.input.value = name;
    }
    const isLate = text !== this.input.value || !text.trim(); /* other than what is typed */
    if (isLate || !(this.wanted || this.hurried)) return;
    if (this.hurried && hits.length) {
      this.pick(hits[0].pick);
      return;
    }
    this.hurried = false;
    this.chosen = 0;
    this.list.replaceChildren(...hits.map((hit, i) => option(hit, i)));
    if (!hits.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = empty;
      this.list.append(none);
    }
    this.listed = text;
    this.open();
    this.mark();
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.wanted = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  options() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[role=option]"));
  }

  mark() {
    this.options().forEach((one, i) => {
      one.setAttribute("aria-selected", String(i === this.chosen));
      if (i !== this.chosen) return;
      this.input.setAttribute("aria-activedescendant", one.id);
      one.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.options().length;
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
    if (event.key in steps && count && !this.list.hidden) {
      event.preventDefault();
      this.chosen = (this.chosen + steps[event.key] + count) % count;
      this.mark();
    } else if (event.key === "Enter" && this.wanted) {
      const isListed = this.listed === this.input.value && !this.list.hidden;
      if (isListed) this.pick(this.options()[this.chosen]?.dataset.pick);
      else this.hurried = true;
    } else if (event.key === "Escape") {
      this.hurried = false;
      this.close();
    }
  }

  /** @param {MouseEvent} event */
  click(event) {
    event.preventDefault(); /* the box keeps the focus until the pick is sent */
    /** @type {HTMLElement | null} */
    const one = /** @type {Element} */ (event.target).closest("[role=option]");
    this.pick(one?.dataset.pick);
  }

  /** @param {string | undefined} pick */
  pick(pick) {
    if (!pick) return;
    this.hurried = false;
    this.sendPick(pick);
    this.input.value = this.name; /* that of the place chosen, whose name follows */
    this.close();
    this.input.blur();
    window.dispatchEvent(new Event("atlas:panel"));
  }
}

/**
 * @param {SearchData["hits"][number]} hit
 * @param {number} i
 */
function option({ pick, name, what, spelling }, i) {
  const one = document.createElement("li");
  one.id = `hit-${i}`;
  one.role = "option";
  one.dataset.pick = pick;
  const main = document.createElement("b");
  main.textContent = name;
  const rest = document.createElement("span");
  rest.textContent = [what, spelling].filter(Boolean).join(" · ");
  one.append(main, rest);
  return one;
}
