/* What the reader chose on the map, or the page for the reader: a place, an agreement, a line
 * at sea. What a click says of it is the evidence's part (popups.js). */
const AtlasChoices = (function () {
  "use strict";

  const { tabOf } = AtlasBrief;

  class Choices {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this._opened = 0;
    }

    /**
     * Have the page open a tab of its panel, though it be the one that it opened last.
     * @param {string} tab
     */
    open(tab) {
      this._opened += 1;
      this.atlas.opened = `${this._opened} ${tab}`;
      this.atlas.evidence.brief.tellPage("atlas:panel");
      this.atlas.notifier.changed();
    }

    /**
     * Choose a place and open its evidence; null: none, and no popup either.
     * @param {string | null} id
     */
    place(id) {
      const { atlas } = this;
      if (id === null) {
        atlas.selected = null;
        atlas.map.closePopup();
        atlas.evidence.brief.toPanel(null);
      } else {
        const place = atlas.place(id);
        if (!place) throw new RangeError(`${id} is no place`);
        this._set(id, null, null);
        atlas.evidence.open({ place: id }, [place.lat, place.lng]);
        this.open("place");
      }
      atlas.notifier.changed();
    }

    /**
     * Show where an agreement applies, and its evidence; null: no more.
     * @param {string | null} id
     */
    agreement(id) {
      const { atlas } = this;
      const { features, geometries } = atlas.data;
      if (id !== null && !features.some(({ agreement }) => agreement === id)) {
        throw new RangeError(`${id} is no agreement`);
      }
      this._set(atlas.selected, id, id === null ? atlas.line : null);
      if (id === null) {
        this._close();
        return;
      }
      atlas.setLayer("agreements", true);
      const now = atlas.layerSet.agreementOn(id);
      if (now) atlas.evidence.open(now, L.geoJSON(geometries[now.geometry]).getBounds().getCenter());
    }

    /**
     * Choose a line at sea and, if it is drawn, open its evidence; null: none.
     * @param {string | null} id
     */
    line(id) {
      const { atlas } = this;
      const { lines } = atlas.sea;
      const line = atlas.data.features.find((feature) => feature.layer === lines && feature.id === id);
      if (id !== null && !line) throw new RangeError(`${id} is no line at sea`);
      this._set(atlas.selected, id === null ? atlas.agreement : null, id);
      if (!line) {
        this._close();
        return;
      }
      atlas.setLayer(lines, true);
      const points = L.geoJSON(atlas.data.geometries[line.geometry]).getLayers().flatMap(latLngs);
      const middle = points[Math.floor(points.length / 2)];
      if (atlas.sea.under(middle).length) atlas.evidence.open({ sea: middle }, middle);
    }

    /* Close the evidence of an agreement or a line, once neither is chosen. */
    _close() {
      const { agreement, line, map } = this.atlas;
      if (agreement === null && line === null) map.closePopup();
    }

    /**
     * Choose what was clicked, and open what is known of it.
     * @param {Feature | null} feature
     * @param {L.LatLng} latlng
     */
    clicked(feature, latlng) {
      if (!feature) return;
      const { atlas } = this;
      const atSea =
        atlas.sea.layers.includes(feature.layer) || (feature.agreement && feature.scope === "line");
      if (atSea && this.clickedSea(latlng)) return;
      const ground = atlas.layerSet.groundUnder(feature, latlng);
      atlas.evidence.open(ground ?? feature, latlng, ground && feature);
      this.open(tabOf(ground ?? feature));
      const { place } = ground ?? feature;
      if (place) this._set(place, null, null);
      else if (feature.agreement) this._set(atlas.selected, feature.agreement, null);
    }

    /**
     * Lines are thin and waters lie upon each other: all that is under the pointer.
     * @param {L.LatLng} latlng
     */
    clickedSea(latlng) {
      const { atlas } = this;
      const under = atlas.sea.under(latlng);
      if (!under.length) return false;
      atlas.evidence.open({ sea: latlng }, latlng);
      this.open("sea");
      const line = under.find((feature) => feature.layer === atlas.sea.lines);
      if (line) this._set(atlas.selected, null, line.id);
      return true;
    }

    /**
     * A place chosen lets go of agreement and line, and these of each other.
     * @param {string | null} place
     * @param {string | null} agreement
     * @param {string | null} line
     */
    _set(place, agreement, line) {
      const { atlas } = this;
      const drawn = agreement !== atlas.agreement || line !== atlas.line;
      Object.assign(atlas, { selected: place, agreement, line });
      if (drawn) {
        atlas.time.refresh("agreements");
        atlas.time.refresh(atlas.sea.lines);
        atlas.names.update();
      }
      atlas.notifier.changed();
    }
  }

  /** @param {any} layer of Leaflet @returns {L.LatLng[]} along a line */
  const latLngs = (layer) => layer.getLatLngs().flat(2);

  return { Choices };
})();
