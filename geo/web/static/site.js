/* What a page of the site does without a server: search, copying, the language that was
 * chosen last. Without scripts all is there but these. */
(function () {
  "use strict";

  const LANGUAGE = "atlas-language"; /* under which the browser keeps what was chosen */
  const { documentElement: root } = document;

  /** @param {string} code */
  function keepLanguage(code) {
    try {
      window.localStorage.setItem(LANGUAGE, code);
    } catch {
      /* A browser that keeps nothing asks again. */
    }
  }

  /* The first page leads on: to the language of the address, that chosen last, or the
   * browser's first that there is. */
  function leadOn() {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-lead]"));
    const ways = new Map(Array.from(links, (link) => [link.dataset.lead ?? "", link.href]));
    let kept = null;
    try {
      kept = window.localStorage.getItem(LANGUAGE);
    } catch {
      /* Nothing is kept. */
    }
    const requested = new URLSearchParams(window.location.search).get("lang");
    const wanted = [requested, kept, ...navigator.languages].map(
      (code) => code?.toLowerCase().split(/[-_]/)[0],
    );
    const found = wanted.find((code) => code && ways.has(code));
    if (found) window.location.replace(/** @type {string} */ (ways.get(found)));
  }

  /* The search: names are read once somebody is about to type. */
  class Search {
    /** @param {HTMLElement} box */
    constructor(box) {
      this.box = box;
      this.input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
      this.list = /** @type {HTMLElement} */ (box.querySelector("ul"));
      this.status = /** @type {HTMLElement} */ (box.querySelector(".status"));
      this.chosen = 0;
      /** @type {any} */
      this.finder = undefined;
      box.hidden = false;
      this.input.addEventListener("focus", () => this.read(), { once: true });
      this.input.addEventListener("input", () => this.show());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      document.addEventListener("keydown", (event) => {
        const at = /** @type {Element} */ (event.target);
        if (event.key !== "/" || at.closest("input, select, textarea")) return;
        event.preventDefault();
        this.input.focus();
      });
    }

    read() {
      const script = document.createElement("script");
      script.src = this.box.dataset.index ?? "";
      script.onload = () => {
        this.finder = new SiteNames.Finder(window.atlasNames);
        this.show();
      };
      document.head.append(script);
    }

    get options() {
      return /** @type {HTMLElement[]} */ ([...this.list.children]);
    }

    show() {
      const text = this.input.value.trim();
      if (!this.finder || !text) {
        this.close();
        return;
      }
      const code = root.lang;
      const kinds = window.atlasNames.kinds[code];
      const found = this.finder.find(text);
      this.list.replaceChildren(
        ...found.map((/** @type {any} */ { kind, id, name }, /** @type {number} */ i) => {
          const option = document.createElement("li");
          const what = document.createElement("small");
          option.id = `found-${i}`;
          option.role = "option";
          what.textContent = kinds[kind];
          const link = document.createElement("a");
          link.tabIndex = -1;
          link.href = `${this.box.dataset.up}${code}/${kind}/${id}.html`;
          link.append(name[code], " ", what);
          option.append(link);
          return option;
        }),
      );
      this.status.textContent = found.length ? "" : (this.box.dataset.none ?? "");
      this.list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(found.length > 0));
      this.choose(0);
    }

    /** @param {number} i */
    choose(i) {
      const { options } = this;
      this.chosen = options.length ? (i + options.length) % options.length : 0;
      options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.chosen)));
      const id = options[this.chosen]?.id;
      if (id) this.input.setAttribute("aria-activedescendant", id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    close() {
      this.list.hidden = true;
      this.status.textContent = "";
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !this.list.hidden) {
        event.preventDefault();
        this.choose(this.chosen + step);
      } else if (event.key === "Enter" && !this.list.hidden) {
        event.preventDefault();
        this.options[this.chosen]?.querySelector("a")?.click();
      } else if (event.key === "Escape") {
        this.close();
      }
    }
  }

  /* A map in an article's frame stands alone; its credit leads to the whole page. */
  function embed() {
    if (new URLSearchParams(window.location.search).get("embed") !== "1") return;
    root.dataset.embed = "";
    const follow = () => {
      const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.whole"));
      const url = new URL(window.location.href);
      url.searchParams.delete("embed");
      if (link) link.href = url.href;
    };
    window.addEventListener("atlas:address", follow);
    document.addEventListener("DOMContentLoaded", follow);
  }

  embed();
  const start = () => {
    const box = /** @type {HTMLElement | null} */ (document.querySelector(".find"));
    if (box) new Search(box);
    if (document.querySelector("[data-lead]")) leadOn();
    document.addEventListener("click", ({ target }) => {
      const at = /** @type {Element} */ (target);
      const button = /** @type {HTMLElement | null} */ (at.closest("button[data-copy]"));
      if (button) copyText(button, button.dataset.copy ?? "");
      const link = /** @type {HTMLAnchorElement | null} */ (at.closest("a[data-language]"));
      if (!link) return;
      keepLanguage(link.dataset.language ?? "");
      if (document.querySelector(".folium-map")) link.search = window.location.search;
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
