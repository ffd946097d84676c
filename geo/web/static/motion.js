/* Readers who have set their system to less motion get a map that does not fade, slide or zoom
 * by degrees. Leaflet itself does not look at that setting. */
(function () {
  "use strict";

  if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const { panBy } = L.Map.prototype;
  L.Map.mergeOptions({ fadeAnimation: false, inertia: false });
  L.Map.mergeOptions({ markerZoomAnimation: false, zoomAnimation: false });
  L.Map.include({
    /** @type {typeof panBy} */
    panBy(offset, options) {
      return panBy.call(this, offset, { ...options, animate: false });
    },
  });
})();
