/* Finds names in any spelling, on a page of the site: the rules are those of
 * geo/query/folding.py, as the index brings them, and the scores those of geo/query/find.py. */
const SiteNames = (function () {
  "use strict";

  const SAME = 98; /* another spelling of a name */
  const ALIKE = 72; /* from this likeness of keys on a name may be misspelt */
  const WORD_ALIKE = 80;
  const READ = 88; /* a name whose letters stand for others to some */
  const SLIP = 80; /* a longer name but for one letter */
  const NAMED = 60; /* from it on a text has the name of a place among other words */
  const SHORT = 3; /* a shorter skeleton is that of too many names */
  const FEW = 4; /* in a name of no more letters each counts */
  const CLOSE = 80; /* from this likeness on a name with a short skeleton too is another's */
  const NEARLY = 88; /* from it on a name among other words may be misspelt */
  const LONG = 8; /* a text of more words is not looked through for a name among them */
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
      this.habits = rules.habits.map((/** @type {[string, string]} */ [pattern, by]) => [
        new RegExp(pattern, "gu"),
        by,
      ]);
      this.aboutPlaces = new Set(rules.aboutPlaces);
      this.kinds = new Set(rules.kinds);
    }

    /** @param {string} text @returns {string[]} */
    words(text) {
      const plain = swapped(text.normalize("NFC"), this.rules.marked)
        .normalize("NFKD")
        .replace(/\p{Mn}/gu, "")
        .replace(/['`´’‘ʿʾʼ]/gu, "")
        .toLowerCase()
        .replaceAll("ß", "ss");
      return swapped(plain, this.rules.letters).match(/[\p{L}\p{N}]+/gu) ?? [];
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

    /** @param {string} text @returns {string[]} */
    readings(text) {
      const parts = this.words(text);
      const own = this.keys(text).join("");
      const others = this.habits.map((/** @type {[RegExp, string]} */ [pattern, by]) =>
        this.keys(parts.map((word) => word.replace(pattern, by)).join(" ")).join(""),
      );
      return [...new Set(others)].filter((other) => other && other !== own);
    }

    /** @param {string} key */
    sound(key) {
      return swapped(key, this.rules.loose);
    }

    /** @param {string} key */
    skeleton(key) {
      const bones = this.sound(key);
      if (this.arabic.test(bones)) return bones.replace(/(?<!^)(?:[اوي]|ه$)/gu, "").replace(/^ا(?=...)/u, "");
      return bones.replace(/[aiu]/gu, "").replace(/(.)\1+/gu, "$1");
    }

    /** @param {string} text @param {Set<string>} left what is left out */
    without(text, left) {
      return this.words(text)
        .filter((word) => !left.has(word))
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

  /**
   * Whether two texts are one but for a letter too many, missing, wrong or misplaced.
   * @param {string} one @param {string} other
   */
  function isSlip(one, other) {
    if (one === other || Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start++;
    const [mine, theirs] = [one.slice(start), other.slice(start)];
    const changed = mine.slice(1) === theirs.slice(1);
    const turned = mine[0] === theirs[1] && mine[1] === theirs[0] && mine.slice(2) === theirs.slice(2);
    return changed || turned || mine.slice(1) === theirs || mine === theirs.slice(1);
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
          const [sound, bones] = [this.folding.sound(key), this.folding.skeleton(key)];
          return { item, text, words, main, key, plain, sound, bones };
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
      for (const [item, score] of this._within(text)) {
        best.set(item, Math.max(score, best.get(item) ?? 0));
      }
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
      const { folding } = this;
      const read = folding.readings(text).map((other) => ({
        key: other,
        sound: folding.sound(other),
        bones: folding.skeleton(other),
      }));
      const wanted = { plain, key, words, sound: folding.sound(key), bones: folding.skeleton(key), read };
      for (const name of this.names) {
        const score = this._score(name, wanted) - (name.main ? 0 : 2);
        if (score > (best.get(name.item) ?? 0)) best.set(name.item, score);
      }
      return best;
    }

    /** @param {string} text @returns {Map<number, number>} scores of places named in it */
    _within(text) {
      /** @type {Map<number, number>} */
      const best = new Map();
      const { folding, entries } = this;
      const parts = folding.words(text);
      if (parts.length < 2 || parts.length > LONG) return best;
      const whole = folding.keys(text).join("").length || 1;
      for (let first = 0; first < parts.length; first++) {
        for (let last = first + 1; last <= parts.length; last++) {
          const key = folding.keys(parts.slice(first, last).join(" ")).join("");
          if (last - first === parts.length || key.length < SHORT) continue;
          const bones = folding.skeleton(key);
          for (const name of this.names) {
            if (name.key !== key && (bones.length < SHORT || name.bones !== bones)) continue;
            const alike = likeness(key, name.key);
            if (alike < NEARLY || entries[name.item].kind !== "place") continue;
            const score = NAMED + (14 * key.length) / whole - (100 - alike) / 10 - (name.main ? 0 : 2);
            if (score > (best.get(name.item) ?? 0)) best.set(name.item, score);
          }
        }
      }
      return best;
    }

    /** @param {any} name @param {any} wanted */
    _score(name, { plain, key, words, sound, bones, read }) {
      if (name.key === key) return name.plain === plain ? 100 : SAME;
      const alike = likeness(key, name.key);
      let score = name.sound === sound ? READ : 0;
      for (const one of read) {
        if (name.sound === one.sound) score = Math.max(score, READ - 1);
        if (one.bones.length >= SHORT && name.bones === one.bones) {
          score = Math.max(score, 72 + likeness(one.key, name.key) / 10);
        }
      }
      if (name.bones === bones) {
        const isVowel = (/** @type {string} */ sign) => "aiu".includes(sign);
        const likely = likeness(sound, name.sound);
        if (bones.length >= SHORT) {
          const unlike = Number(isVowel(key[0]) !== isVowel(name.key[0]));
          score = Math.max(score, 76 - 8 * unlike + likely / 10);
        } else if (likely >= CLOSE) score = Math.max(score, 60 + likely / 5);
      }
      if (name.key.startsWith(key)) score = Math.max(score, 76 + (14 * key.length) / name.key.length);
      if (words.length > 1 || key.length > 2) score = Math.max(score, this._byWords(name, words));
      if (alike >= ALIKE) {
        score = Math.max(score, 38 + 0.4 * alike + 3 * Number(name.bones[0] === bones[0]));
        if (key.length > FEW && isSlip(key, name.key)) score = Math.max(score, SLIP);
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
