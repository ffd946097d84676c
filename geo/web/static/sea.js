/* The sea on the map: whose sea is drawn, how lines and waters look, what lies under a
 * click, and the switch of claimants in the legend. */
const AtlasSea = (function () {
  "use strict";

  const { colourSwatch, node } = AtlasPaint;

  const NEAR_PX = 7; /* a click so near a line is on it */
  const FADE = "atlas-fade"; /* the pane, over the claims, of what they fade into */
  const BASELINE = "baseline"; /* the role of a line */
  const MOST_CLAIMANTS = 2; /* more seas upon each other nobody can read */

  /**
   * The states chosen, one or two, in the order of all of them.
   * @param {string[]} all
   * @param {string[]} wanted
   * @returns {string[]}
   */
  function chooseClaimants(all, wanted) {
    const unknown = wanted.find((id) => !all.includes(id));
    if (unknown !== undefined) {
      throw new RangeError(`${unknown} has no sea on this map: use ${all.join(", ")}`);
    }
    const chosen = all.filter((id) => wanted.includes(id));
    if (chosen.length > MOST_CLAIMANTS) throw new RangeError(`choose ${MOST_CLAIMANTS} states at most`);
    return chosen;
  }

  /**
   * Whether a line or water concerns the states chosen; of two, only the water between.
   * @param {string[]} states behind it
   * @param {string[]} claimants
   * @param {boolean} [between] whether it lies between two states
   */
  function concerns(states, claimants, between) {
    if (!claimants.length) return true;
    if (between && claimants.length === MOST_CLAIMANTS) {
      return claimants.every((id) => states.includes(id));
    }
    return states.some((id) => claimants.includes(id));
  }

  /**
   * Features as a popup lists them: lines, agreements along them, disputed water, claims.
   * @template {Pick<Feature, "layer">} T
   * @param {T[]} features
   * @param {string[]} order of their layers
   */
  const inClickOrder = (features, order) =>
    [...features].sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));

  class Sea {
    /** @param {AtlasMapView} atlas @param {AtlasData} data */
    constructor(atlas, { claimants, clicked, layers, sea_marks: marks, features, start }) {
      this.atlas = atlas;
      this.states = claimants;
      this.marks = marks;
      /** @type {string[]} */
      this.claimants = [];
      const atSea = layers.filter(({ subject }) => subject === "sea");
      /** @param {(layer: DataLayer) => boolean | undefined} is */
      const idOf = (is) => atSea.find(is)?.id ?? "";
      this.lines = idOf(({ geometry }) => geometry === "line");
      this.disputed = idOf(({ between }) => between);
      this.claimed = idOf(({ geometry, between }) => geometry === "area" && !between);
      /* The layers that the choice concerns, from above. */
      this.layers = clicked.filter((id) => atSea.some((layer) => layer.id === id));
      this._order = clicked;
      const lines = features.filter((feature) => feature.layer === this.lines);
      this._lines = new Map(lines.map((line) => [line.geometry, line]));
      /** @type {Map<number, Set<string>>} agreements along a line, by its geometry */
      this._along = new Map();
      for (const { agreement, scope, geometry } of features) {
        if (!agreement || scope !== "line") continue;
        this._along.set(geometry, (this._along.get(geometry) ?? new Set()).add(agreement));
      }
      /** @type {string[]} agreements of the step of a story */
      this._emphasised = [];
      if (claimants.length) this.choose(start.claimants);
    }

    /* Claims are drawn up to a parallel that is no border: there they fade into the sea. */
    fade() {
      const { map, data } = this.atlas;
      for (const { bounds, opacity } of data.fades) {
        const look = { className: "atlas-fade", stroke: false, fillOpacity: opacity, interactive: false };
        L.rectangle(bounds, { pane: FADE, renderer: this.atlas.renderers.of(FADE), ...look }).addTo(map);
      }
    }

    /**
     * Choose one state or two, or none; return whether that is new.
     * @param {string[]} states
     */
    choose(states) {
      const all = this.states.map(({ id }) => id);
      const chosen = chooseClaimants(all, states);
      if (String(chosen) === String(this.claimants)) return false;
      this.claimants = chosen;
      return true;
    }

    /**
     * Whether a feature is drawn: baselines only with the sea of their state.
     * @param {Feature} feature
     */
    draws(feature) {
      const { between } = this.atlas.looks.layer(feature.layer);
      if (feature.role === BASELINE && !this.claimants.length && !this.isChosen(feature)) return false;
      return concerns(feature.states ?? [], this.claimants, between);
    }

    /**
     * Whether a line was clicked, or the agreement along it is the one selected; or, while
     * none is, whether it is of the step of a story.
     * @param {Feature} line
     */
    isChosen({ layer, id, geometry }) {
      if (layer !== this.lines) return false;
      const { line, agreement } = this.atlas;
      const along = this._along.get(geometry);
      if (agreement !== null) return Boolean(along?.has(agreement));
      return line === null ? this._emphasised.some((other) => along?.has(other)) : id === line;
    }

    /**
     * Draw the lines of some agreements, such as those of a story's step, as chosen.
     * @param {string[]} agreements
     */
    emphasise(agreements) {
      if (String(agreements) === String(this._emphasised)) return;
      this._emphasised = agreements;
      if (agreements.length) this.atlas.line = null;
      this.atlas.time.refresh(this.lines);
      this.atlas.names.update();
    }

    /**
     * Whether the line with this geometry, if there is one, is drawn.
     * @param {number} geometry
     */
    drawsAt(geometry) {
      const line = this._lines.get(geometry);
      return !line || this.draws(line);
    }

    /** @param {Feature} feature @returns {PathStyle | null} */
    style(feature) {
      if (!this.draws(feature)) return null;
      const { lines, role_widths: widths } = this.atlas.data;
      const { line: kind = "", mark } = this.atlas.looks.parts(feature.look);
      const line = lines[kind];
      if (mark) return { ...line, fillColor: this._disputedFill(), fillOpacity: 1 };
      if (feature.layer === this.claimed) {
        if (!this.claimants.length) return line;
        const [state = ""] = feature.states ?? [];
        return {
          color: this.atlas.data.states[state],
          weight: 1.2,
          opacity: 0.8,
          fillColor: this._fill(state),
          fillOpacity: 1,
        };
      }
      if (this.isChosen(feature)) return lines.chosen_line;
      return { ...line, weight: line.weight * widths[String(feature.role)] };
    }

    /* Upon the seas chosen it adds dots alone, for their own tints are there. */
    _disputedFill() {
      const { color = "" } = this.atlas.data.lines.disputed_maritime;
      return this.atlas.looks.paint.water("disputed", color, "dots", this.claimants.length ? 0 : 0.14);
    }

    /** @param {string} state */
    _fill(state) {
      return this.atlas.looks.paint.water(
        state,
        this.atlas.data.states[state],
        this.marks[this.claimants.indexOf(state)],
      );
    }

    /** @param {Feature} water @returns {string[]} whose it is, or who claims it */
    statesOf({ states = [] }) {
      const { claimants } = this.atlas.data;
      const { language } = this.atlas;
      return states.map((id) => claimants.find((state) => state.id === id)?.name[language] ?? "");
    }

    /** @param {Feature} water @returns {string} in a sentence */
    nameOf(water) {
      const { texts } = this.atlas;
      const [state = "", other = ""] = this.statesOf(water);
      const text = water.layer === this.claimed ? texts.sea_of : texts.claimed_by_two;
      return AtlasPaint.fillIn(text, { state, other });
    }

    /**
     * What is drawn at a spot, in the order of a popup.
     * @param {L.LatLng} latlng
     * @returns {Feature[]}
     */
    under(latlng) {
      const { map, time } = this.atlas;
      const point = map.latLngToLayerPoint(latlng);
      const hit = [];
      for (const { now, path } of time.drawn()) {
        if (!now) continue;
        const along = now.layer === this.lines || (now.agreement && now.scope === "line");
        if (along) {
          const near = path.closestLayerPoint(point);
          if (near && near.distance <= NEAR_PX) hit.push(now);
        } else if (this.layers.includes(now.layer) && path._containsPoint(point)) {
          hit.push(now);
        }
      }
      return inClickOrder(hit, this._order);
    }

    /* Swatches for the legend: of the seas chosen, of a disputed water. */
    swatches() {
      return this.claimants.map((id) => colourSwatch(this._fill(id), 1));
    }

    disputedSwatch() {
      return colourSwatch(this._disputedFill(), 1);
    }

    /* Two lists: a state, and another beside it. */
    control() {
      const { texts } = this.atlas;
      const [first = "", second = ""] = this.claimants;
      const lists = [this._list(texts.all_overlaps, first, second)];
      if (first) lists.push(this._list(texts.and_no_other, second, first));
      const marks = this.swatches();
      const row = node("div", { class: "atlas-row atlas-claimants" }, node("span", {}, texts.whose_sea));
      for (const [i, list] of lists.entries()) row.append(node("span", {}, ...marks.slice(i, i + 1), list));
      const choose = () => {
        const chosen = lists.map(({ value }) => value).filter(Boolean);
        this.atlas.setClaimants(lists[0].value ? chosen : []);
      };
      for (const [i, list] of lists.entries()) {
        list.dataset.claimant = String(i + 1);
        list.setAttribute("aria-label", texts.whose_sea);
        list.addEventListener("change", choose);
      }
      return row;
    }

    /** @param {string} none @param {string} chosen @param {string} other */
    _list(none, chosen, other) {
      const list = node("select", {}, node("option", { value: "" }, none));
      for (const { id, name } of this.states) {
        if (id !== other) list.append(node("option", { value: id }, name[this.atlas.language]));
      }
      list.value = chosen;
      return list;
    }
  }

  return { Sea, chooseClaimants, concerns, inClickOrder };
})();
