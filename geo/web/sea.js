/* The sea on the map: whose sea is drawn, how lines and waters look, what lies under a
 * click, and the switch of claimants in the legend. */
(function () {
  "use strict";

  const { colourSwatch, node } = window.AtlasPaint;
  const LAYERS = ["maritime_lines", "disputed_maritime", "claimed_maritime"];
  const NEAR_PX = 7; /* a click so near a line is on it */
  const MOST = 2; /* more seas upon each other nobody can read */

  /* Agreed boundaries stand out from claims, and claims from baselines and zones. */
  const WIDTHS = { boundary: 1, outer_limit: 0.85, zone_limit: 0.6, baseline: 0.6, area: 0.5 };

  class Sea {
    constructor(atlas, { claimants, sea_marks: marks, features, start }) {
      this.atlas = atlas;
      this.states = claimants;
      this.marks = marks;
      this.claimants = [];
      this._lines = new Map();
      for (const feature of features) if (feature.layer === LAYERS[0]) this._lines.set(feature.geometry, feature);
      if (claimants.length) this.choose(start.claimants);
    }

    /* The layers that the choice concerns, from above. */
    get layers() {
      return LAYERS;
    }

    nameOf(state) {
      return this._state(state).name[this.atlas.language];
    }

    _state(id) {
      const state = this.states.find((other) => other.id === id);
      if (!state) throw new RangeError(`${id} has no sea on this map: use ${this.states.map((one) => one.id).join(", ")}`);
      return state;
    }

    /* Choose one state or two, in the order of the map's own list; tell whether it is new. */
    choose(states) {
      states.forEach((id) => this._state(id));
      const chosen = this.states.map(({ id }) => id).filter((id) => states.includes(id));
      if (chosen.length > MOST) throw new RangeError(`choose ${MOST} states at most`);
      if (String(chosen) === String(this.claimants)) return false;
      this.claimants = chosen;
      return true;
    }

    /* Whether a line or water concerns the states chosen; of two, only the water between. */
    draws({ layer, states }) {
      const { claimants } = this;
      if (!claimants.length) return true;
      if (layer === "disputed_maritime" && claimants.length === MOST) return claimants.every((id) => states.includes(id));
      return states.some((id) => claimants.includes(id));
    }

    /* Whether the line with this geometry, if there is one, is drawn. */
    drawsAt(geometry) {
      const line = this._lines.get(geometry);
      return !line || this.draws(line);
    }

    style(feature) {
      if (!this.draws(feature)) return null;
      const { lines } = this.atlas.data;
      if (feature.layer === "disputed_maritime") {
        return { ...lines.disputed_maritime, fillColor: this._disputed(), fillOpacity: 1 };
      }
      if (feature.layer === "claimed_maritime") {
        if (!this.claimants.length) return lines.claimed_maritime;
        const [state] = feature.states;
        return { color: this._state(state).colour, weight: 1.2, opacity: 0.8, fillColor: this._fill(state), fillOpacity: 1 };
      }
      const line = feature.construction === "published" ? lines.maritime : lines.worked_out;
      return { ...line, weight: line.weight * WIDTHS[feature.role] };
    }

    /* Upon the seas chosen it adds dots alone, for their own tints are there. */
    _disputed() {
      const { color } = this.atlas.data.lines.disputed_maritime;
      return this.atlas.looks.paint.water("disputed", color, "dots", this.claimants.length ? 0 : 0.14);
    }

    _fill(state) {
      return this.atlas.looks.paint.water(state, this._state(state).colour, this.marks[this.claimants.indexOf(state)]);
    }

    /* What is drawn at a spot: lines, agreements along them, disputed water, claims. */
    under(latlng) {
      const { map, time } = this.atlas;
      const point = map.latLngToLayerPoint(latlng);
      const hit = [];
      for (const { now, path } of time._tracks) {
        if (!now || !map.hasLayer(path)) continue;
        const along = now.layer === LAYERS[0] || (now.agreement && now.scope === "line");
        if (along) {
          const near = path.closestLayerPoint(point);
          if (near && near.distance <= NEAR_PX) hit.push(now);
        } else if (LAYERS.includes(now.layer) && path._containsPoint(point)) {
          hit.push(now);
        }
      }
      const order = [LAYERS[0], "agreements", LAYERS[1], LAYERS[2]];
      return hit.sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
    }

    /* Marks for the legend: of a disputed water, of the seas chosen. */
    swatches() {
      return this.claimants.map((id) => colourSwatch(this._fill(id), 1));
    }

    disputedSwatch() {
      return colourSwatch(this._disputed(), 1);
    }

    /* Two lists: a state, and another beside it. */
    control() {
      const { words } = this.atlas;
      const [first = "", second = ""] = this.claimants;
      const lists = [this._list(words.all_overlaps, first, second)];
      if (first) lists.push(this._list(words.and_no_other, second, first));
      const marks = this.swatches();
      const row = node("div", { class: "atlas-row atlas-claimants" }, node("span", {}, words.whose_sea));
      for (const [i, list] of lists.entries()) row.append(node("span", {}, ...marks.slice(i, i + 1), list));
      const [one] = lists;
      const take = () => this.atlas.setClaimants(one.value ? lists.map((list) => list.value).filter(Boolean) : []);
      for (const [i, list] of lists.entries()) {
        list.dataset.claimant = i + 1;
        list.setAttribute("aria-label", words.whose_sea);
        list.addEventListener("change", take);
      }
      return row;
    }

    _list(none, chosen, other) {
      const list = node("select", {}, node("option", { value: "" }, none));
      for (const { id, name } of this.states) {
        if (id !== other) list.append(node("option", { value: id }, name[this.atlas.language]));
      }
      list.value = chosen;
      return list;
    }
  }

  window.AtlasSea = { Sea };
})();
