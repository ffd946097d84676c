/* How each feature of the atlas looks on a day: its pane, its shape, its Leaflet style,
 * and the swatch that stands for it. */
const AtlasLooks = (function () {
  "use strict";

  const { Diamond, Paint, dotSwatch, lineSwatch, signSwatch } = AtlasPaint;

  const SIGN = { alone: 6.5, chosen: 9, along: 6 }; /* radius of an agreement's sign, px */
  const ROOM_FOR_SIGN = 40; /* px: a line or area smaller than this has no sign on it */
  const SIGN_ZOOM = 6.5; /* farther off signs would hide each other: the chosen alone is there */

  /**
   * Colours from outside are used only where CSS knows them as a colour.
   * @param {unknown} value
   * @param {string} otherwise
   */
  const colourOr = (value, otherwise) =>
    typeof value === "string" && CSS.supports("color", value) ? value : otherwise;
  /** @param {unknown} value @param {number} otherwise */
  const numberOr = (value, otherwise) =>
    typeof value === "number" && Number.isFinite(value) ? value : otherwise;

  /**
   * A line or area with a sign at its middle, styled by the option `sign`.
   * @param {any} Base
   */
  const withSign = (Base) =>
    /** @augments L.Polyline */
    class extends /** @type {typeof L.Polyline} */ (Base) {
      /** @type {L.CircleMarker | undefined} */
      _sign;

      /** @override @param {L.Map} map */
      onRemove(map) {
        this._sign?.remove();
        return super.onRemove(map);
      }

      /** @override @param {PathStyle} style */
      setStyle(style) {
        super.setStyle(style);
        if (style.sign) this._sign?.setStyle(style.sign);
        if (this._map) this._showSign();
        return this;
      }

      /** @override Called for each zoom: the shape knows its size there. */
      _project() {
        super._project();
        this._showSign();
      }

      /* A sign stands where it is wanted, and the shape is large enough for it. */
      _showSign() {
        const { x, y } = this._rawPxBounds.getSize();
        const { sign } = /** @type {PathStyle} */ (this.options);
        if (!sign || Math.hypot(x, y) < ROOM_FOR_SIGN) this._sign?.remove();
        else this._putSign();
      }

      /* Where its sign stands, if it is drawn. */
      signAt() {
        return this._sign && this._map?.hasLayer(this._sign) ? this._sign.getLatLng() : null;
      }

      _putSign() {
        const { sign } = /** @type {PathStyle} */ (this.options);
        this._sign ??= new Diamond(this.getCenter(), /** @type {any} */ (sign)).on("click", (event) =>
          this.fire("click", event),
        );
        this._sign.addTo(this._map);
      }
    };

  const SignedLine = withSign(L.Polyline);
  const SignedArea = withSign(L.Polygon);
  /** @type {Record<string, any>} */
  const SHAPES = {
    Point: Diamond,
    LineString: SignedLine,
    MultiLineString: SignedLine,
    Polygon: SignedArea,
    MultiPolygon: SignedArea,
  };

  class Looks {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      this.paint = new Paint(atlas.data);
      this._layers = new Map(atlas.data.layers.map((layer) => [layer.id, layer]));
      /* The colour of each layer of a reader's own, by its id. */
      this.ownColours = new Map(atlas.data.layers.map(({ id, swatch }) => [id, swatch.colour]));
    }

    /**
     * How a cell's fill looks on a day.
     * @param {Feature} cell
     * @returns {AgedLook}
     */
    of(cell, day = this.atlas.time.day()) {
      const days = day - Number(cell.seen);
      return { look: cell.look, age: this.atlas.data.fade_days.filter((limit) => days > limit).length };
    }

    /**
     * Of what a look is made.
     * @param {string} name
     */
    parts(name) {
      return this.atlas.data.looks[name];
    }

    /**
     * A swatch of what `of` returns, as it is on the map.
     * @param {AgedLook} aged
     */
    swatch(aged) {
      const { data, sea } = this.atlas;
      const { fill, line, mark, sign, pane = "atlas-held" } = this.parts(aged.look);
      if (fill) return this.paint.swatch(aged, data.panes[pane].opacity);
      if (sign) return signSwatch(data.signs[sign]);
      if (mark) return sea.disputedSwatch();
      return line ? lineSwatch(data.lines[line]) : dotSwatch();
    }

    /** @param {string} id @returns {Partial<DataLayer>} nothing of a layer of a reader's own */
    layer(id) {
      return this._layers.get(id) ?? {};
    }

    /** @param {Feature} feature @returns {string} */
    pane(feature) {
      if (feature.own) return feature.kind.endsWith("Polygon") ? "atlas-own-areas" : "atlas-own";
      const layer = this.layer(feature.layer);
      const ofLayer = feature.kind === "Point" ? (layer.pane_of_points ?? layer.pane) : layer.pane;
      return this.parts(feature.look).pane ?? String(ofLayer);
    }

    /**
     * The class of a feature's path, if it is not Leaflet's own.
     * @param {Feature} feature
     */
    shape({ agreement, kind, scope }) {
      return agreement && scope !== "country" ? SHAPES[kind] : null;
    }

    /** @param {Feature} feature @param {Day} day @returns {PathStyle | null} */
    style(feature, day) {
      if (feature.own) return this._own(feature, feature.own);
      const { line, sign } = this.parts(feature.look);
      const { subject } = this.layer(feature.layer);
      if (feature.camp) {
        const fillColor = this.paint.fill(this.of(feature, day));
        /* A stroke of the fill's own closes the hairline between neighbours. */
        return { fillColor, fillOpacity: 1, color: fillColor, weight: 0.8, opacity: 1 };
      }
      if (subject === "sea") return this.atlas.sea.style(feature);
      if (feature.agreement) return this._agreement(feature);
      if (sign) return this._event(sign, day < feature.to);
      return line ? this.atlas.data.lines[line] : this._dot(feature);
    }

    /** @param {Feature} feature */
    _dot(feature) {
      const { atlas } = this;
      const { halo, dot } = atlas.data.colours;
      const place = atlas.place(feature.place);
      if (!place || atlas.map.getZoom() < place.zoom) return null;
      return {
        radius: place.dot,
        className: "atlas-dot",
        color: halo,
        weight: 1,
        fillColor: dot,
        fillOpacity: 1,
      };
    }

    /**
     * @param {string} sign
     * @param {boolean} now whether the event is not over
     */
    _event(sign, now) {
      const { color, fillColor, opacity } = this.atlas.data.signs[now ? sign : `${sign}_past`];
      return { radius: 5, color, weight: 1.5, opacity, fillColor, fillOpacity: opacity };
    }

    /**
     * An agreement on the whole country is drawn only while it is the one selected.
     * @param {Feature} feature
     * @returns {PathStyle | null}
     */
    _agreement(feature) {
      const { lines } = this.atlas.data;
      const { geometry, look, scope } = feature;
      const chosen = feature.agreement === this.atlas.agreement;
      const near = chosen || this.atlas.map.getZoom() >= SIGN_ZOOM;
      if (scope === "point" && !near) return null;
      if (scope === "point") return this._sign(feature, chosen ? SIGN.chosen : SIGN.alone);
      const along = { ...this._sign(feature, SIGN.along), ...this.atlas.onPane("atlas-agreements") };
      const sign = near ? along : undefined;
      if (scope === "line") {
        if (!chosen && !this.atlas.sea.drawsAt(geometry)) return null;
        /* The line itself is drawn: the agreement lies upon it unseen, for clicks. */
        return { ...lines.agreement_line, opacity: 0, sign };
      }
      if (scope === "country" && !chosen) return null;
      const outline = lines[String(this.parts(look).line)];
      return { ...outline, weight: chosen ? 4 : outline.weight, fill: false, sign };
    }

    /**
     * @param {Feature} feature
     * @param {number} radius
     */
    _sign(feature, radius) {
      const { color, fillColor, barred } = this.atlas.data.signs[String(this.parts(feature.look).sign)];
      return { radius, color, weight: 1.2, barred, fillColor, fillOpacity: 1 };
    }

    /**
     * Colours by the simplestyle convention: fill, stroke, stroke-width, marker-color.
     * @param {Feature} feature
     * @param {Record<string, unknown>} own
     */
    _own({ kind, layer }, own) {
      const { halo } = this.atlas.data.colours;
      const colour = this.ownColours.get(layer) ?? "";
      const fillColor = colourOr(own.fill ?? own["marker-color"], colour);
      if (kind.endsWith("Polygon")) {
        const edge = colourOr(own.stroke, fillColor);
        return {
          fillColor,
          fillOpacity: 1,
          color: edge,
          weight: numberOr(own["stroke-width"], 0.8),
          opacity: 1,
        };
      }
      if (kind === "Point") return { radius: 5, color: halo, weight: 1.5, fillColor, fillOpacity: 1 };
      return { color: colourOr(own.stroke, colour), weight: numberOr(own["stroke-width"], 2.5), fill: false };
    }
  }

  return { Looks, colourOr };
})();
