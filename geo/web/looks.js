/* How each feature of the atlas looks on a day: its pane, its shape, its Leaflet style,
 * and the swatch that stands for it. */
(function () {
  "use strict";

  const { Diamond, Paint } = window.AtlasPaint;

  const SIGN = { alone: 6.5, chosen: 9, along: 4.5 }; /* radius of an agreement's sign, px */
  const ROOM_FOR_SIGN = 40; /* px: a line or area smaller than this has no sign on it */

  const isAttacked = (cell) => cell.status === "contested" && cell.camp !== "contested";

  /* Colours from outside are used only where CSS knows them as a colour. */
  const colourOr = (value, otherwise) =>
    typeof value === "string" && CSS.supports("color", value) ? value : otherwise;
  const numberOr = (value, otherwise) => (Number.isFinite(value) ? value : otherwise);

  /* A line or area with a sign at its middle, styled by the option `sign`. */
  const signed = (Base) =>
    Base.extend({
      onRemove(map) {
        this._sign?.remove();
        Base.prototype.onRemove.call(this, map);
      },

      setStyle(style) {
        Base.prototype.setStyle.call(this, style);
        if (style.sign) this._sign?.setStyle(style.sign);
        return this;
      },

      /* Leaflet's private hook, called for each zoom: the shape knows its size there. */
      _project() {
        Base.prototype._project.call(this);
        const { x, y } = this._rawPxBounds.getSize();
        if (Math.hypot(x, y) < ROOM_FOR_SIGN) this._sign?.remove();
        else this._putSign();
      },

      _putSign() {
        this._sign ??= new Diamond(this.getCenter(), this.options.sign).on("click", (event) => this.fire("click", event));
        this._sign.addTo(this._map);
      },
    });

  const SHAPES = {
    Point: Diamond,
    LineString: signed(L.Polyline),
    MultiLineString: signed(L.Polyline),
    Polygon: signed(L.Polygon),
    MultiPolygon: signed(L.Polygon),
  };

  class Looks {
    constructor(atlas) {
      this.atlas = atlas;
      this.paint = new Paint(atlas.data);
    }

    /* What a cell's fill shows on a day: {camp, attacked, nominal, age}. */
    of(cell, day = this.atlas.time.day()) {
      const days = day - cell.seen;
      const age = this.atlas.data.fade_days.filter((limit) => days > limit).length;
      return { camp: cell.camp, attacked: isAttacked(cell), nominal: cell.nominal, age };
    }

    /* A swatch of what `of` returns, as the fill is on the map. */
    swatch(look) {
      const pane = look.nominal ? "atlas-nominal" : "atlas-held";
      return this.paint.swatch(look, this.atlas.data.panes[pane].opacity);
    }

    pane(feature) {
      if (feature.own) return feature.kind.endsWith("Polygon") ? "atlas-own-areas" : "atlas-own";
      if (feature.camp) return feature.nominal ? "atlas-nominal" : "atlas-held";
      if (feature.camps) return "atlas-fronts";
      if (feature.agreement) return feature.scope === "point" ? "atlas-agreements" : "atlas-scopes";
      if (feature.layer === "events") return "atlas-events";
      if (feature.layer === "claimed_maritime") return "atlas-claimed";
      if (feature.layer === "disputed_maritime") return "atlas-disputed";
      return feature.layer === "places" ? "atlas-places" : "atlas-lines";
    }

    /* The class of a feature's path, if it is not Leaflet's own. */
    shape({ agreement, kind, scope }) {
      return agreement && scope !== "country" ? SHAPES[kind] : null;
    }

    style(feature, day) {
      const { atlas } = this;
      if (feature.own) return this._own(feature);
      if (feature.camp) {
        const fillColor = this.paint.fill(this.of(feature, day));
        /* A stroke of the fill's own closes the hairline between neighbours. */
        return { fillColor, fillOpacity: 1, color: fillColor, weight: 0.8, opacity: 1 };
      }
      const { lines, colours } = atlas.data;
      if (feature.camps) return feature.firm ? (feature.minor ? lines.minor : lines.firm) : lines.faint;
      if (feature.layer === "places") {
        const place = atlas.place(feature.place);
        if (atlas.map.getZoom() < place.zoom) return null;
        return { radius: place.dot, className: "atlas-dot", color: "#fff", weight: 1, fillColor: "#2b2b2b", fillOpacity: 1 };
      }
      if (feature.agreement) return this._agreement(feature);
      if (feature.layer === "events") {
        const opacity = day < feature.to ? 1 : 0.45;
        return { radius: 5, color: "#fff", weight: 1.5, opacity, fillColor: colours.event, fillOpacity: opacity };
      }
      return atlas.sea.style(feature);
    }

    /* An agreement on the whole country is drawn only while it is the one selected. */
    _agreement(feature) {
      const { lines } = this.atlas.data;
      const { geometry, scope } = feature;
      const chosen = feature.agreement === this.atlas.agreement;
      if (scope === "point") return this._sign(feature, chosen ? SIGN.chosen : SIGN.alone);
      const sign = { ...this._sign(feature, SIGN.along), ...this.atlas.onPane("atlas-agreements") };
      if (scope === "line") {
        if (!chosen && !this.atlas.sea.drawsAt(geometry)) return null;
        return { ...lines.agreement_line, opacity: chosen ? 0.7 : lines.agreement_line.opacity, sign };
      }
      if (scope === "country" && !chosen) return null;
      return { ...lines.agreement_area, weight: chosen ? 4 : lines.agreement_area.weight, fill: false, sign };
    }

    /* Filled in force, hollow not (yet), with a bar where questioned. */
    _sign({ force, questioned }, radius) {
      const { agreement } = this.atlas.data.colours;
      const [color, fillColor] = force ? ["#fff", agreement] : [agreement, "#fff"];
      return { radius, color, weight: 1.2, barred: questioned, fillColor, fillOpacity: 1 };
    }

    /* Colours by the simplestyle convention: fill, stroke, stroke-width, marker-color. */
    _own({ own, kind, layer }) {
      const colour = this.atlas.colourOf(layer);
      const fillColor = colourOr(own.fill ?? own["marker-color"], colour);
      if (kind.endsWith("Polygon")) {
        const edge = colourOr(own.stroke, fillColor);
        return { fillColor, fillOpacity: 1, color: edge, weight: numberOr(own["stroke-width"], 0.8), opacity: 1 };
      }
      if (kind === "Point") return { radius: 5, color: "#fff", weight: 1.5, fillColor, fillOpacity: 1 };
      return { color: colourOr(own.stroke, colour), weight: numberOr(own["stroke-width"], 2.5), fill: false };
    }
  }

  window.AtlasLooks = { Looks, colourOr };
})();
