/* Lets an article talk with the map that it shows in a frame, by `postMessage`:
 *
 *   frame.contentWindow.postMessage({ atlas: { date: "2020-06-05", place: "tarhuna" } }, "*")
 *   addEventListener("message", ({ data }) => data.atlas?.date)
 *
 * Of `date`, `place` and `language` the map follows what is given; a `place` of null closes
 * its evidence. Once it is drawn, and whenever it has come to rest, it answers with all
 * three, as it does to a message that changes nothing. What it cannot show, or has a name that it does not
 * know, changes nothing, and is answered with `error` too. Only the
 * window around it is listened to, and nothing is told but what can be seen. */
const AtlasArticle = (function () {
  "use strict";

  /**
   * Whether a text is a day, written in full.
   * @param {unknown} text
   */
  function isDay(text) {
    const day = typeof text === "string" ? AtlasTime.toDay(text) : NaN;
    return Number.isFinite(day) && AtlasTime.toIso(day) === text;
  }

  /**
   * The language of a code, whatever country stands behind it, as in ar-LY.
   * @param {unknown} text
   * @param {object} words by language
   * @returns {string | undefined} undefined: there is none
   */
  function languageOf(text, words) {
    const code = String(text).toLowerCase().split(/[-_]/)[0];
    return Object.hasOwn(words, code) ? code : undefined;
  }

  /** @param {AtlasMapView} atlas */
  const shown = (atlas) => ({ date: atlas.date, place: atlas.selected, language: atlas.language });

  /**
   * Follow a message; nothing changes unless all of it can be shown.
   * @param {AtlasMapView} atlas
   * @param {{date?: unknown, place?: unknown, language?: unknown}} wanted
   */
  function follow(atlas, { date: given, place, language, ...rest }) {
    const date = typeof given === "string" ? AtlasAddress.plain(given) : given;
    const [strange] = Object.keys(rest).filter((name) => name !== "error"); /* as a map answers */
    if (strange !== undefined) throw new RangeError(`${strange} is unknown: use date, place, language`);
    if (date !== undefined) {
      const [first, last] = atlas.span;
      const iso = String(date);
      if (!isDay(date) || iso < first || iso > last) {
        throw new RangeError(`${date} is no date of the map: use ${first} to ${last}`);
      }
    }
    if (place !== undefined && place !== null && !atlas.place(String(place))) {
      throw new RangeError(`no place ${place}`);
    }
    const code = language === undefined ? undefined : languageOf(language, atlas.data.words);
    if (language !== undefined && !code) {
      throw new RangeError(`no language ${language}: use ${Object.keys(atlas.data.words).join(", ")}`);
    }
    if (code) atlas.setLanguage(code);
    if (date !== undefined) atlas.setDate(String(date));
    if (place !== undefined) atlas.select(place === null ? null : String(place));
  }

  /**
   * Follow messages of the page around the map, and report to it what the map shows.
   * @param {AtlasMapView} atlas
   * @param {Window} page that the article has in its frame: the map's own, or one around it
   */
  function talk(atlas, page = window) {
    const article = page.parent;
    if (article === page) return;
    const report = (/** @type {string | undefined} */ error) =>
      article.postMessage({ atlas: { ...shown(atlas), ...(error && { error }) } }, "*");
    page.addEventListener("message", ({ source, data }) => {
      const wanted = data?.atlas;
      if (source !== article || wanted === undefined) return;
      try {
        if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) {
          throw new RangeError('atlas must be an object, as { date: "2019-12-19" }');
        }
        const before = JSON.stringify(shown(atlas));
        follow(atlas, wanted);
        if (JSON.stringify(shown(atlas)) === before) report(undefined); /* nothing will settle */
      } catch (error) {
        report(/** @type {Error} */ (error).message);
      }
    });
    window.addEventListener("atlas:settled", () => report(undefined));
    report(undefined);
  }

  return { follow, isDay, languageOf, talk };
})();
