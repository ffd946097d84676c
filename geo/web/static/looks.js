/* How each feature of the atlas looks on a day: its pane, its shape, its Leaflet style,
 * and the swatch that stands for it. */
const AtlasLooks = (function () {
  "use strict";

  const {
    TEETH,
    Diamond,
    Paint,
    Road,
    attackSwatch,
    colourSwatch,
    dotSwatch,
    lineSwatch,
    placeSign,
    signSwatch,
  } = AtlasPaint;
  const { Ground } = AtlasGround;
  const { ownStyle } = AtlasOwn;

  const SIGN = { alone: 6.5, chosen: 9, along: 6 }; /* radius of an agreement's sign, px */
  const ROOM_FOR_SIGN = 40; /* px: a line or area smaller than this has no sign on it */
  const GROUNDS = ["holder", "age"]; /* what ground shows */
  const LAND = ["control", "places"]; /* subjects of layers */
  const NO_SIDES = ["contested", "no_record"]; /* who holds it is contested, or not known */
  const LEAST_DOT = 3; /* px: room within the teeth around a place without a dot */
  const SIGN_ZOOM = 6.5; /* farther off signs would hide each other: the chosen alone is there */

  /**
   * The colour half-way between two of the form #RRGGBB, rounded to even as Python does.
   * @param {string} one
   * @param {string} other
   */
  function halfway(one, other) {
    const mixed = [1, 3, 5].map((i) => {
      const sum = parseInt(one.slice(i, i + 2), 16) + parseInt(other.slice(i, i + 2), 16);
      const whole = sum % 4 === 1 ? (sum - 1) / 2 : Math.round(sum / 2);
      return whole.toString(16).padStart(2, "0");
    });
    return `#${mixed.join("")}`;
  }

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
  /** @type {Record<string, any>} the class of the sign of each kind of place, made once */
  const PLACE_SIGNS = {};
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
      /** @type {Map<string | undefined, Feature[]>} the cells of each place, one a claim */
      this.cells = new Map();
      /* whether ground shows the age of its evidence, not its holder */
      this.byAge = atlas.data.start.ground === GROUNDS[1];
      this._layers = new Map(atlas.data.layers.map((layer) => [layer.id, layer]));
      /* The colour of each layer of a reader's own, by its id. */
      this.ownColours = new Map(atlas.data.layers.map(({ id, swatch }) => [id, swatch.colour]));
    }

    /**
     * By how many steps the evidence of a cell has aged on a day.
     * @param {Feature} cell
     */
    age(cell, day = this.atlas.time.day()) {
      const days = day - Number(cell.seen);
      return this.atlas.data.age_days.filter((limit) => days > limit).length;
    }

    /**
     * Of what a look is made.
     * @param {string} name
     */
    parts(name) {
      return this.atlas.data.looks[name];
    }

    /**
     * A swatch of a look, as it is on the map; of a place by the age of its evidence.
     * @param {AgedLook} aged
     */
    swatch({ look, age }) {
      const { data, sea } = this.atlas;
      const { attacked, fill, line, mark, sign } = this.parts(look);
      if (attacked) return attackSwatch(data.colours.dot);
      if (fill) return this.paint.swatch(look);
      if (sign) return signSwatch(data.signs[sign]);
      if (mark) return sea.disputedSwatch();
      return line ? lineSwatch(data.lines[line]) : dotSwatch(this._dotOf(data.colours.dot, age));
    }

    /* Swatches of ground by the age of its evidence. */
    ageSwatches() {
      return this.paint.ages.map((colour) => colourSwatch(colour, 1));
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
      return String(ofLayer);
    }

    /**
     * The class of a feature's path, if it is not Leaflet's own.
     * @param {Feature} feature
     */
    shape({ agreement, camp, kind, layer, look, place, scope }) {
      if (camp) return Ground;
      if (this._isRing(look)) return AtlasPaint.Ring;
      if (layer === "routes") return Road;
      if (layer === "places") {
        const symbol = this.atlas.place(place)?.symbol ?? "";
        return (PLACE_SIGNS[symbol] ??= placeSign(symbol));
      }
      return agreement && scope !== "country" ? SHAPES[kind] : null;
    }

    /**
     * Whether a feature is of the ground and what stands on it, not of the sea or of signs.
     * @param {Feature} feature
     */
    isOfLand({ camp, layer }) {
      const { subject = "" } = this.layer(layer);
      return Boolean(camp) || LAND.includes(subject);
    }

    /**
     * @param {Feature} feature
     * @param {Day} day
     * @param {number} [zoom] that of the map it is drawn on
     * @returns {PathStyle | null}
     */
    style(feature, day, zoom = this.atlas.map.getZoom()) {
      if (feature.own) {
        const colour = this.ownColours.get(feature.layer) ?? "";
        return ownStyle(feature.kind, feature.own, colour, this.atlas.data.colours.halo);
      }
      const { line, sign } = this.parts(feature.look);
      const { subject } = this.layer(feature.layer);
      if (feature.camp) return this._ground(feature, day);
      if (feature.layer === "front_lines") return this._front();
      if (subject === "sea") return this.atlas.sea.style(feature);
      if (feature.agreement) return this._agreement(feature);
      if (this._isRing(feature.look)) return this._ring(feature, String(sign), day);
      if (sign) return this._event(sign, day < feature.to);
      return line ? this._road(line) : this._dot(feature, day, zoom);
    }

    /**
     * The rings of a cell, each as its holder and its state ask for.
     * @param {Feature} cell
     * @param {Day} day
     * @returns {PathStyle}
     */
    _ground(cell, day) {
      const compared = this.atlas.timeline.comparison.rings(cell);
      if (compared) return { rings: compared };
      const aged = this.byAge && cell.seen !== undefined ? this.paint.ages[this.age(cell, day)] : "";
      /** @type {Record<string, L.PathOptions>} */
      const rings = {};
      for (const ring of this.atlas.data.rings) {
        const bare = ring === "nominal" ? this.atlas.data.colours.land : aged;
        const fillColor = this.byAge && bare ? bare : this.paint.fill(`${cell.camp}-${ring}`);
        /* A stroke of the fill's own closes the hairline between neighbours. */
        rings[ring] = { fillColor, fillOpacity: 1, color: fillColor, weight: 0.6, opacity: 1 };
      }
      /* Of what no side holds all but the core is rim, and the core has no corners. */
      if (NO_SIDES.includes(String(cell.camp))) {
        Object.assign(rings, { corner: rings.rim, middle: rings.rim });
      }
      return { rings, teeth: this._teeth(cell) };
    }

    /**
     * What tells that the place of a cell is under attack.
     * @param {Feature} cell
     * @returns {Teeth | null}
     */
    _teeth({ attacked: from, inherited, place: id }) {
      const place = this.atlas.place(id);
      if (from === undefined || inherited || !place) return null; /* nobody said so of this place */
      const { dot: ink, halo } = this.atlas.data.colours;
      return { at: [place.lat, place.lng], radius: this._pointOf(place.dot), from, ink, halo };
    }

    /** @param {number} dot radius of a place, px @returns {number} where teeth around it end */
    _pointOf(dot) {
      return Math.max(dot, LEAST_DOT) + 2;
    }

    /**
     * How far what stands on a place reaches, px: its dot, or the teeth around it.
     * @param {{id: string, dot?: number}} place
     * @param {number} [day]
     */
    reach({ id, dot = 0 }, day = this.atlas.time.day()) {
      const cell = this.cells.get(id)?.find(({ from, to }) => from <= day && day < to);
      const attacked = cell && !cell.inherited && this.parts(cell.look).attacked;
      const compared = this.atlas.timeline.comparison.day !== null; /* which draws no teeth */
      return attacked && !compared ? this._pointOf(dot) + TEETH.long : dot;
    }

    /* Fronts are drawn together, smoothed: what is here answers to clicks. */
    _front() {
      return { color: this.atlas.data.colours.dot, opacity: 0, weight: 10 };
    }

    /** @param {string} line @returns {PathStyle} */
    _road(line) {
      const { colours, lines } = this.atlas.data;
      const casing = { color: colours.halo, weight: 2, opacity: 0.9, interactive: false };
      return { ...lines[line], casing, interactive: false };
    }

    /** @param {Feature} feature @param {Day} day @param {number} zoom */
    _dot(feature, day, zoom) {
      const { atlas } = this;
      const place = atlas.place(feature.place);
      if (!place || zoom < place.zoom) return null;
      const cell = this.cells.get(place.id)?.find(({ from, to }) => from <= day && day < to);
      const colour = cell?.camp ? atlas.data.fills[cell.camp].core.colour : atlas.data.colours.dot;
      const age = cell?.seen === undefined ? 0 : this.age(cell, day);
      return { radius: place.dot, ...this._dotOf(colour, age) };
    }

    /**
     * A dot by the age of its evidence: full, half-toned, or hollow. Its rim sets it off
     * from ground of its own colour.
     * @param {string} colour
     * @param {number} age
     * @returns {L.PathOptions}
     */
    _dotOf(colour, age) {
      const { halo } = this.atlas.data.colours;
      const hollow = age > 1;
      const fillColor = age === 0 ? colour : hollow ? halo : halfway(colour, halo);
      return {
        color: hollow ? colour : halo,
        weight: hollow ? 1.8 : 1.4,
        fillColor,
        fillOpacity: 1,
        opacity: 1,
      };
    }

    /** @param {string} look */
    _isRing(look) {
      return this.atlas.data.signs[String(this.parts(look)?.sign)]?.shape === "ring";
    }

    /**
     * A ring around a place: clicks go to the place, and to the ground within it.
     * @param {Feature} feature
     * @param {string} sign
     * @param {number} day
     * @returns {PathStyle}
     */
    _ring({ place: id = "" }, sign, day) {
      const { color, fillColor, opacity } = this.atlas.data.signs[sign];
      const dot = this.atlas.place(id)?.dot;
      const radius = Math.max(this.reach({ id, dot }, day), LEAST_DOT) + 2.5;
      return { radius, color, weight: 0.8, opacity, fillColor, fillOpacity: 1, interactive: false };
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
  }

  return { GROUNDS, Looks };
})();
