/* A line on what lies under the pointer, and, on the page, a popup of no more than that: the
 * evidence itself goes to the panel beside the map, where none of it is cut. */
const AtlasBrief = (function () {
  "use strict";

  const { node } = AtlasPaint;

  const EDGE = 0.3; /* share of the map from which a line runs towards its middle */
  const FINGERS = "(pointer: coarse), (max-width: 640px)";
  const LEAST_PX = 240; /* of a popup: a line or two */
  const REST_MS = 120; /* a pointer that rests so long wants to know */

  /** @typedef {{place?: string, layer?: string, sea?: unknown, agreement?: string, own?: object}} About */

  /** @param {About} subject @returns {string} the tab of the panel that it belongs to */
  function tabOf({ sea, own, place, layer, agreement }) {
    if (sea) return "sea";
    if (own) return "own";
    if (place && layer !== "events") return "place";
    return agreement ? "agreements" : layer === "events" ? "events" : "place";
  }

  class Brief {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      /* Whether there is a panel beside the map. */
      this.inPage = "page" in document.documentElement.dataset;
      this.tip = L.tooltip({ className: "atlas-brief", direction: "top", opacity: 1, offset: [0, -6] });
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      this._timer = undefined;
      if (window.matchMedia("(hover: hover)").matches) this._listen();
      /* Only an open popup follows the date: what the panel says goes with it. */
      atlas.map.on("popupclose", ({ popup }) => {
        if (popup === atlas.evidence.popup) this.toPanel(null);
      });
    }

    /**
     * Of a popup: under a finger beside a panel none is seen, see brief.css.
     * @returns {L.PopupOptions}
     */
    get options() {
      if (!this.inPage) return {};
      return { autoPan: !window.matchMedia(FINGERS).matches, minWidth: LEAST_PX };
    }

    _listen() {
      const { map } = this.atlas;
      map.on("mousemove", (event) => {
        this._hide();
        this._timer = setTimeout(() => this._show(event), REST_MS);
      });
      map.on("mouseout movestart", () => this._hide());
      map.getContainer().addEventListener("pointerdown", () => this._hide(), true);
    }

    _hide() {
      clearTimeout(this._timer);
      this.tip.remove();
    }

    /** @param {L.LeafletMouseEvent} event */
    _show({ latlng, originalEvent }) {
      const at = /** @type {Element} */ (originalEvent.target);
      if (at.closest(".leaflet-control, .leaflet-popup")) return;
      const text = this.under(latlng, at);
      if (!text) return;
      const share = this.atlas.map.latLngToContainerPoint(latlng).x / this.atlas.map.getSize().x;
      this.tip.options.direction = share < EDGE ? "right" : share > 1 - EDGE ? "left" : "top";
      this.tip
        .setLatLng(latlng)
        .setContent(node("span", { dir: "auto" }, text))
        .addTo(this.atlas.map);
    }

    /**
     * What lies under the pointer, in a line.
     * @param {L.LatLng} latlng
     * @param {Element} element
     */
    under(latlng, element) {
      const { atlas } = this;
      const track = atlas.time._tracks.find(({ path }) => path?.getElement?.() === element);
      const feature = track?.now;
      if (feature?.agreement || feature?.layer === "events") return this._sign(feature);
      const cell = feature?.layer === "places" ? atlas.layerSet.cellOf(String(feature.place)) : null;
      const ground = cell ?? atlas.layerSet.groundAt(latlng);
      if (ground?.place) return [atlas.placeName(ground.place), ...this.held(ground)].join(" · ");
      const [line] = atlas.sea.under(latlng).filter(({ layer }) => layer === atlas.sea.lines);
      return line?.name?.[atlas.language] ?? "";
    }

    /** @param {Feature} sign an agreement or an event: its name */
    _sign(sign) {
      const evidence = this._evidence();
      const known = sign.agreement ? evidence?.agreements[sign.id] : evidence?.events[Number(sign.id)];
      return known?.name[this.atlas.language] ?? "";
    }

    /**
     * Who holds ground, since when, and how old that is.
     * @param {Feature} cell
     * @returns {string[]}
     */
    held(cell) {
      const { atlas } = this;
      const { language, data } = atlas;
      const claim = this._evidence()?.claims[String(cell.claim)];
      const camp = data.camps[language][String(cell.camp)];
      const holder = cell.camp === "contested" ? camp : (claim?.actor?.[language] ?? camp);
      const seen = cell.seen === undefined ? "" : atlas.evidence.lastSeen(cell.seen);
      return [holder, claim?.since[language] ?? "", seen].filter(Boolean);
    }

    /* The evidence, if it is at hand; else it is read for the next time. */
    _evidence() {
      const { evidence } = this.atlas;
      if (!evidence.data) evidence.read(() => {});
      return evidence.data;
    }

    /**
     * What a popup shows of an evidence: all of it, or, where a panel shows that, a line.
     * @param {HTMLElement} content
     * @param {About} subject
     * @param {any} now the subject as it is on the day
     * @param {boolean} signed whether a sign was clicked on ground
     */
    popup(content, subject, now, signed) {
      if (!this.inPage) return content;
      const { atlas } = this;
      const tab = tabOf(subject);
      /* The card of a place stands in the panel already. */
      const card = tab === "place" && Boolean(subject.place) && !signed;
      this.toPanel(card ? null : content, tab);
      const name = content.querySelector("h3")?.textContent ?? "";
      const about = subject.place && now?.camp ? this.held(now).join(" · ") : this._about(content);
      const more = node("button", { type: "button", class: "atlas-more" }, atlas.texts.more);
      more.addEventListener("click", () => atlas.choices.open(tab));
      return node(
        "div",
        { class: "atlas-evidence atlas-short", dir: atlas.direction },
        node("h3", {}, name),
        about ? node("p", {}, about) : "",
        more,
      );
    }

    /** @param {HTMLElement} content @returns {string} the line under its first name */
    _about(content) {
      return content.querySelector("h3 + p")?.textContent ?? "";
    }

    /**
     * Hand evidence to the panel; null: there is none to show.
     * @param {HTMLElement | null} content
     * @param {string} [tab] that shows it
     */
    toPanel(content, tab = "") {
      if (!this.inPage) return;
      if (content) content.dataset.tab = tab;
      try {
        window.parent.atlasEvidence = content;
      } catch {
        return; /* a page of another origin */
      }
      this.tellPage("atlas:evidence");
    }

    /** @param {string} name of an event */
    tellPage(name) {
      if (!this.inPage) return;
      try {
        window.parent.dispatchEvent(new Event(name));
      } catch {
        /* A page of another origin has no panel of ours. */
      }
    }
  }

  return { Brief, tabOf };
})();
