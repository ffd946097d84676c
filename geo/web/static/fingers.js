/* On a page that scrolls, one finger on the map scrolls the page and two move the map, as
 * on any other map within a page; a hint says so to whoever drags with one. */
const AtlasFingers = (function () {
  "use strict";

  const { node } = AtlasPaint;

  const HINT_MS = 1600;
  const STACKED = "(max-width: 999px)"; /* the page has its panel below the map, and scrolls */

  /** @param {AtlasMapView} atlas on a page */
  function leaveOneFinger(atlas) {
    const { map } = atlas;
    const container = map.getContainer();
    const stacked = window.parent.matchMedia(STACKED);
    const coarse = window.matchMedia("(pointer: coarse)");
    const hint = node("div", { class: "atlas-hint", hidden: "", role: "status" });
    container.append(hint);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const follow = () => {
      if (stacked.matches && coarse.matches) map.dragging.disable();
      else map.dragging.enable();
    };
    const show = () => {
      clearTimeout(timer);
      hint.textContent = atlas.texts.two_fingers;
      hint.dir = atlas.direction;
      hint.hidden = false;
      timer = setTimeout(() => (hint.hidden = true), HINT_MS);
    };
    container.addEventListener(
      "touchmove",
      (event) => {
        if (map.dragging.enabled()) return;
        if (event.touches.length > 1) {
          hint.hidden = true;
          event.preventDefault(); /* else the page scrolls under both */
        } else if (!(/** @type {Element} */ (event.target).closest(".leaflet-control"))) {
          show();
        }
      },
      { passive: false },
    );
    stacked.addEventListener("change", follow);
    follow();
  }

  return { leaveOneFinger };
})();
