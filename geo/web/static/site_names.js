/* Finds names in any spelling, on a page of the site: the rules are those of
 * geo/query/folding.py, as the index brings them, and the scores those of geo/query/find.py. */
const SiteNames = (function () {
  "use strict";

  const SAME = 98; /* another spelling of a name */
  const ALIKE = 72; /* from this likeness of keys on a name may be misspelt */
  const WORD_ALIKE = 80;
  const SHORT = 3; /* a shorter skeleton is that of too many names */
  const BARE = 8; /* what a name costs of which a text says more than is on record */

  /** @param {string} text @param {Record<string, string>} table */
  const swapped = (text, table) => Array.from(text, (sign) => table[sign] ?? sign).join("");

  /* Names as they are compared: see geo/query/folding.py, function by function. */
  class Folding {
    /** @param {any} rules */
    constructor(rules) {
      this.rules = rules;
      this.arabic = new RegExp(rules.arabic, "u");
      this.article = new RegExp(`^(?:${rules.article})$`, "u");
      this.latin = rules.latin.map((/** @type {[string, string]} */ [pattern, by]) => [
        new RegExp(pattern, "gu"),
        by,
      ]);
      this.aboutPlaces = new Set(rules.aboutPlaces);
      this.kinds = new Set(rules.kinds);
    }

    /** @param {string} text @returns {string[]} */
    words(text) {
      const plain = swapped(text, this.rules.digits)
        .normalize("NFKD")
        .replace(/\p{Mn}/gu, "")
        .replace(/['`´’‘ʿʾʼ]/gu, "");
      return (
        plain
          .toLowerCase()
          .replaceAll("ß", "ss")
          .match(/[\p{L}\p{N}]+/gu) ?? []
      );
    }

    /** @param {string} word */
    key(word) {
      if (this.arabic.test(word)) return this._arabic(word);
      const { small } = this.rules;
      let folded = small[word] ?? word;
      if (folded.startsWith("abou")) folded = folded.slice(1);
      for (const [pattern, by] of this.latin) folded = folded.replace(pattern, by);
      return small[folded] ?? folded;
    }

    /** @param {string} word */
    _arabic(word) {
      let folded = swapped(word, this.rules.oneFor);
      if (/^(ال|لل)/u.test(folded) && folded.length > 4) folded = folded.slice(2);
      return folded.replace(/(?<=..)ا$/u, "ه");
    }

    /** @param {string} text @returns {string[]} */
    keys(text) {
      let parts = this.words(text);
      if (parts.length > 1) {
        const last = parts.length - 1;
        const kept = parts.filter((word, i) => i === last || !this.article.test(word));
        if (kept.length) parts = kept;
      }
      return parts.map((word) => this.key(word)).filter(Boolean);
    }

    /** @param {string} key */
    skeleton(key) {
      if (this.arabic.test(key)) return swapped(key, this.rules.loose).replace(/(?<!^)(?:[اوي]|ه$)/gu, "");
      return key.replace(/[aiu]/gu, "").replace(/(.)\1+/gu, "$1");
    }

    /** @param {string} text @param {Set<string>} said what may be left out */
    without(text, said) {
      return this.words(text)
        .filter((word) => !said.has(word))
        .join(" ");
    }
  }

  /**
   * How nearly two texts agree, in percent: the normalised indel distance.
   * @param {string} one @param {string} other
   */
  function likeness(one, other) {
    const total = one.length + other.length;
    if (!total) return 100;
    let before = new Uint16Array(other.length + 1);
    for (const sign of one) {
      const row = new Uint16Array(other.length + 1);
      for (let j = 0; j < other.length; j++) {
        row[j + 1] = sign === other[j] ? before[j] + 1 : Math.max(row[j], before[j + 1]);
      }
      before = row;
    }
    return (200 * before[other.length]) / total;
  }

  class Finder {
    /** @param {any} held the index */
    constructor(held) {
      this.folding = new Folding(held.rules);
      /** @type {any[]} */
      this.entries = held.entries;
      this.names = held.entries.flatMap((/** @type {any} */ entry, /** @type {number} */ item) =>
        entry.spelt.map((/** @type {[string, string[], number]} */ [text, words, main]) => {
          const key = words.join("");
          const plain = this.folding.words(text).join(" ");
          return { item, text, words, main, key, plain, bones: this.folding.skeleton(key) };
        }),
      );
    }

    /**
     * What a text may mean, the likeliest first.
     * @param {string} text @param {number} most
     * @returns {any[]} entries of the index
     */
    find(text, most = 8) {
      const { folding, entries } = this;
      let best = this._scores(text);
      const bare = folding.without(text, folding.aboutPlaces);
      if (bare && bare !== folding.words(text).join(" ")) {
        for (const [item, score] of this._scores(bare)) {
          if (entries[item].kind !== "place" || score < SAME - 2) continue;
          best.set(item, Math.max(score - BARE, best.get(item) ?? 0));
        }
      }
      if (!best.size) best = this._scores(folding.without(text, folding.kinds));
      const rank = (/** @type {[number, number]} */ [item, score]) =>
        Math.round(score) + entries[item].weight;
      return [...best]
        .sort((one, other) => rank(other) - rank(one) || (entries[one[0]].id < entries[other[0]].id ? -1 : 1))
        .slice(0, most)
        .map(([item]) => entries[item]);
    }

    /** @param {string} text @returns {Map<number, number>} the best score of each entry */
    _scores(text) {
      /** @type {Map<number, number>} */
      const best = new Map();
      const words = this.folding.keys(text);
      if (!words.length) return best;
      const plain = this.folding.words(text).join(" ");
      const key = words.join("");
      const bones = this.folding.skeleton(key);
      for (const name of this.names) {
        const score = this._score(name, { plain, key, words, bones }) - (name.main ? 0 : 2);
        if (score > (best.get(name.item) ?? 0)) best.set(name.item, score);
      }
      return best;
    }

    /** @param {any} name @param {any} asked */
    _score(name, { plain, key, words, bones }) {
      if (name.key === key) return name.plain === plain ? 100 : SAME;
      const alike = likeness(key, name.key);
      let score = 0;
      if (bones.length >= SHORT && name.bones === bones) {
        const isVowel = (/** @type {string} */ sign) => "aiu".includes(sign);
        score = 76 - 8 * Number(isVowel(key[0]) !== isVowel(name.key[0])) + alike / 10;
      }
      if (name.key.startsWith(key)) score = Math.max(score, 76 + (14 * key.length) / name.key.length);
      if (words.length > 1 || key.length > 2) score = Math.max(score, this._byWords(name, words));
      if (alike >= ALIKE) {
        score = Math.max(score, 38 + 0.4 * alike + 3 * Number(name.bones[0] === bones[0]));
      }
      return score;
    }

    /** @param {any} name @param {string[]} words */
    _byWords(name, words) {
      let sum = 0;
      for (const word of words) {
        const found = Math.max(
          0,
          ...name.words.map((/** @type {string} */ own) => this._wordScore(own, word)),
        );
        if (!found) return 0;
        sum += found;
      }
      const length = (/** @type {string[]} */ list) => list.reduce((all, word) => all + word.length, 0);
      const share = Math.min(length(words) / Math.max(1, length(name.words)), 1);
      return 62 + (sum / words.length) * (16 + 12 * share);
    }

    /** @param {string} own @param {string} word */
    _wordScore(own, word) {
      if (own === word) return 1;
      if (own.startsWith(word)) return 0.95;
      if (word.length <= 3) return 0;
      const alike = likeness(word, own);
      return alike >= WORD_ALIKE ? (alike / 100) ** 4 : 0;
    }
  }

  return { Finder, Folding };
})();
