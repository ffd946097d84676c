/* Names in rows under each other. */
const AtlasRows = (function () {
  "use strict";

  /** @typedef {{text: string, style: string}} Row */

  /** @param {string} text @returns {string[]} in two of like length, if it has two words */
  function folded(text) {
    const words = text.split(" ");
    const long = (/** @type {string[]} */ two) => Math.max(...two.map(({ length }) => length));
    const cuts = words
      .slice(1)
      .map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
    return cuts.reduce((best, two) => (long(two) < long(best) ? two : best), cuts[0] ?? [text]);
  }

  /** @param {Row[]} rows @param {InstanceType<typeof AtlasLabels.LabelLayer>} labels @returns {Size} of lines of type under each other */
  function roomFor(rows, labels) {
    const sizes = rows.map(({ text, style }) => labels.size(text, style));
    return {
      width: Math.max(...sizes.map(({ width }) => width)),
      height: sizes.reduce((sum, { height }) => sum + height, 0),
    };
  }

  /**
   * Lines of type under each other, each in the middle of a box.
   * @param {Row[]} rows
   * @param {Box} box
   * @param {InstanceType<typeof AtlasLabels.LabelLayer>} labels
   */
  function written(rows, box, labels) {
    let { y } = box;
    return rows.map(({ text, style }) => {
      const size = labels.size(text, style);
      const element = labels.element(text, style, { ...size, x: box.x + (box.width - size.width) / 2, y });
      y += size.height;
      return element;
    });
  }

  /**
   * A name in two rows.
   * @param {Row} name
   * @param {Box} box
   * @param {InstanceType<typeof AtlasLabels.LabelLayer>} labels
   */
  function writtenInTwo({ text, style }, box, labels) {
    const element = labels.element(text, style, box);
    const [first, second] = folded(text);
    element.style.lineHeight = `${box.height / 2}px`;
    element.replaceChildren(`${first} `, document.createElement("br"), second);
    return element;
  }

  return { folded, roomFor, written, writtenInTwo };
})();
