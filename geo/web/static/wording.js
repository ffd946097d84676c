/* Says in the language of the page what Streamlit says in English alone: what stands in its
 * document, and the names of its controls. Its days are written as the language has them.
 * Once the component is gone, all is as Streamlit has it. */

const NAMES = ["aria-label", "aria-valuetext", "aria-roledescription", "placeholder", "title"];
const SELECTED = NAMES.map((name) => `[${name}]`).join();
const DAY =
  /^(\d+ – |(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, )?(January|February|March|April|May|June|July|August|September|October|November|December)(?: (\d{1,2}),)?(?: (\d{4}))?$/;
const WEEK = ["S", "M", "T", "W", "T", "F", "S"];
const A_SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;

/**
 * @typedef {object} Words
 * @property {[string, string][]} texts what Streamlit says, and what the page says instead
 * @property {string} locale
 */

/**
 * @param {object} component as Streamlit calls it
 * @param {HTMLElement & {wording?: Wording}} component.parentElement
 * @param {Words} component.data
 */
export default function ({ parentElement, data }) {
  parentElement.wording ??= new Wording(data);
  return () => {
    parentElement.wording?.stop();
    delete parentElement.wording;
  };
}

class Wording {
  /** @param {Words} words */
  constructor({ texts, locale }) {
    this.locale = locale;
    /** @type {Map<string, string>} */
    this.whole = new Map();
    /** @type {[RegExp, string][]} messages with gaps */
    this.parted = [];
    for (const [theirs, ours] of texts) {
      if (theirs.includes("{")) this.parted.push([pattern(theirs), ours]);
      else this.whole.set(theirs, ours);
    }
    /** @type {WeakMap<Node, Map<string, [string, string]>>} what stood there, and stands now */
    this.said = new WeakMap();
    this.observer = new MutationObserver((changes) => changes.forEach((change) => this.follow(change)));
    this.observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: NAMES,
    });
    this.within(document.body);
  }

  /** @param {MutationRecord} change */
  follow({ type, target, addedNodes, attributeName }) {
    if (type === "childList") addedNodes.forEach((node) => this.within(node));
    else this.say(target, attributeName ?? "");
  }

  /** @param {Node} root */
  within(root) {
    for (const [node, name] of named(root)) this.say(node, name);
    if (!(root instanceof Element)) return;
    if (root.closest("table, [role=application], [role=dialog]") || root.querySelector("table")) {
      this.week(root);
    }
  }

  /**
   * Say a text, or a name of an element, in our words, if Streamlit said it.
   * @param {Node} node @param {string} name of an attribute; empty: the text itself
   */
  say(node, name) {
    const now = get(node, name);
    const known = this.said.get(node)?.get(name);
    if (!now || now === known?.[1] || node.parentElement?.closest("code, style, script")) return;
    const ours = this.ours(now);
    if (ours === undefined) return;
    this.keep(node, name, now, ours);
  }

  /** @param {Node} node @param {string} name @param {string} theirs @param {string} ours */
  keep(node, name, theirs, ours) {
    const kept = this.said.get(node) ?? new Map();
    this.said.set(node, kept.set(name, [theirs, ours]));
    put(node, name, ours);
  }

  /**
   * @param {string} text
   * @returns {string | undefined} none: it is not Streamlit's
   */
  ours(text) {
    if (!/[A-Za-z]/.test(text)) return undefined;
    const whole = this.whole.get(text) ?? this.day(text);
    if (whole !== undefined) return whole;
    for (const [theirs, ours] of this.parted) {
      const found = theirs.exec(text)?.groups;
      if (found) return ours.replace(/\{(\w+)\}/g, (_, gap) => this.ours(found[gap]) ?? found[gap]);
    }
    return undefined;
  }

  /** @param {string} text such as "Thursday, December 19, 2019", "December 2019", "12 – December" */
  day(text) {
    const found = DAY.exec(text);
    if (!found) return undefined;
    const [, before = "", month, day, year] = found;
    const at = new Date(`${month} ${day ?? 1}, ${year ?? 2000} UTC`);
    /** @type {Intl.DateTimeFormatOptions} */
    const how = { timeZone: "UTC", month: "long" };
    if (year) how.year = "numeric";
    if (day) how.day = "numeric";
    const isNumber = /^\d/.test(before);
    if (before && !isNumber) how.weekday = "long";
    return (isNumber ? before : "") + new Intl.DateTimeFormat(this.locale, how).format(at);
  }

  /**
   * The letters above the days of a calendar, whose week begins with Sunday or Monday.
   * @param {Element} root
   */
  week(root) {
    for (const row of root.querySelectorAll("thead tr")) {
      const cells = [...row.querySelectorAll("th")];
      const letters = cells.map((cell) => cell.textContent ?? "").join("");
      const first = [0, 1, 6].find((from) => letters === WEEK.map((_, i) => WEEK[(from + i) % 7]).join(""));
      if (first === undefined) continue;
      const short = new Intl.DateTimeFormat(this.locale, { timeZone: "UTC", weekday: "narrow" });
      cells.forEach((cell, i) => {
        const text = cell.firstChild;
        const ours = short.format(A_SUNDAY + ((first + i) % 7) * DAY_MS);
        if (text) this.keep(text, "", get(text, ""), ours);
      });
    }
  }

  stop() {
    this.observer.disconnect();
    for (const [node, name] of named(document.body)) {
      const [theirs, ours] = this.said.get(node)?.get(name) ?? [];
      if (theirs && get(node, name) === ours) put(node, name, theirs);
    }
  }
}

/**
 * All that is said within a part of the page: its texts, and the names of its elements.
 * @param {Node} root
 * @returns {Generator<[Node, string]>} a node, and the name of an attribute or none
 */
function* named(root) {
  if (root.nodeType === Node.TEXT_NODE) yield [root, ""];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield [walker.currentNode, ""];
  if (!(root instanceof Element)) return;
  for (const element of [root, ...root.querySelectorAll(SELECTED)]) {
    for (const name of NAMES) if (element.hasAttribute(name)) yield [element, name];
  }
}

/** @param {Node} node @param {string} name */
const get = (node, name) => (name ? /** @type {Element} */ (node).getAttribute(name) : node.nodeValue) ?? "";

/** @param {Node} node @param {string} name @param {string} text */
function put(node, name, text) {
  if (name) /** @type {Element} */ (node).setAttribute(name, text);
  else node.nodeValue = text;
}

/** @param {string} message with gaps such as {name} */
function pattern(message) {
  const escaped = message.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>.+?)")}$`, "s");
}
