/* What a popup says of a feature of a reader's own. All text goes in as text. */
const AtlasOwnEvidence = (function () {
  "use strict";

  const { node } = AtlasPaint;
  const { isolated } = AtlasSeaEvidence;
  const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/i; /* but for the mark after it */

  /** @param {string} url @param {string} text */
  function webLink(url, text) {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    return node("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  }

  /** @param {unknown} value of a property */
  const textOf = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

  /** @param {unknown} value of a property, whose web addresses become links */
  function linkedText(value) {
    const pieces = textOf(value).split(LINK);
    return node("span", {}, ...pieces.map((piece, i) => (i % 2 ? webLink(piece, piece) : piece)));
  }

  /**
   * Its name, its time, and all its properties.
   * @param {AtlasMapView} atlas
   * @param {Feature} feature
   * @returns {HTMLElement[]}
   */
  function describeOwn(atlas, feature) {
    const { texts } = atlas;
    const { own = {}, layer, valid_from: from, valid_to: to } = feature;
    const name = own[`name_${atlas.language}`] ?? own.name ?? own.title ?? atlas.layerName(layer);
    const since = from ? `${texts.since} ${isolated(from)} · ` : "";
    const table = node("table", { class: "atlas-own" });
    for (const [property, value] of Object.entries(own)) {
      if (value === null || value === "") continue;
      const cells = [node("th", { dir: "auto" }, property), node("td", { dir: "auto" }, linkedText(value))];
      table.append(node("tr", {}, ...cells));
    }
    const time = `${since}${texts.until} ${to ? isolated(to) : texts.no_later}`;
    return [node("h3", { dir: "auto" }, textOf(name)), node("p", {}, time), table];
  }

  return { describeOwn, webLink };
})();
