/* Connects the map with the page: Streamlit's component messages, and the page's address.
 *
 * What the reader does on the map is sent to Python once it has come to rest. What Python
 * wants changed comes with a number of its own (`order`), so that an answer which is older
 * than the map changes nothing; each message names the last such number applied. The map
 * writes the address, for only it knows the view. A pan sends nothing; once the pointer or
 * the focus leaves the map, the view is sent through a frame beside the map (view.html), in
 * time for what the page does next.
 */
const AtlasBridge = (function () {
  "use strict";

  const LEAST_PX = 50; /* a frame lower than this has not got its height yet */

  /** @param {string} type @param {object} message */
  const post = (type, message) =>
    window.parent.postMessage({ isStreamlitMessage: true, type, ...message }, "*");

  /**
   * The day of a span nearest to a day.
   * @param {Iso} date
   * @param {[Iso, Iso]} span
   */
  const nearestDate = (date, [first, last]) => (date < first ? first : date > last ? last : date);

  /* Keeps on the map just the reader's own layers that the page has: each is a file beside
   * the map. */
  class OwnLayers {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      /** @type {Map<string, {added: boolean}>} by the id of each layer the page has */
      this._layers = new Map();
    }

    /** @param {string} id */
    has(id) {
      return this._layers.has(id);
    }

    /** @param {PageArgs["own"]} wanted */
    update(wanted) {
      for (const [id, { added }] of this._layers) {
        if (wanted.some((layer) => layer.id === id)) continue;
        if (added) this.atlas.removeLayer(id);
        this.atlas.notices.remove(id);
        this._layers.delete(id);
      }
      for (const layer of wanted) if (!this.has(layer.id)) this._add(layer);
    }

    /**
     * Fetch a layer's file and add it; where that fails the reader learns of it.
     * @param {PageArgs["own"][number]} layer
     */
    async _add({ id, name, file, shown }) {
      const entry = { added: false };
      this._layers.set(id, entry);
      const isWanted = () => this._layers.get(id) === entry;
      try {
        const answer = await fetch(file);
        if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
        const contents = await answer.json();
        if (!isWanted()) return;
        this.atlas.addLayer({ ...contents, id, name, shown });
        entry.added = true;
      } catch {
        if (isWanted()) this.atlas.notices.add(id, "own_unreadable", name);
      }
    }
  }

  /* The map, once it is drawn, and what Python knows of it. */
  class Connection {
    /** @param {L.Map} map @param {AtlasData} data @param {PageArgs} args */
    constructor(map, data, args) {
      const { today, date, layers, view, language, claimants = [], order } = args;
      const start = { date, layers, view, language, claimants };
      this.atlas = window.startAtlas(map, { ...data, today, start });
      this.atlas.sea.emphasise(args.told_of ?? []);
      this.own = new OwnLayers(this.atlas);
      this.names = args.address;
      this.beside = args.beside; /* what the address says of the page beside the map */
      this.order = order;
      this.serial = 0;
      if (args.selected) this.atlas.select(args.selected);
      this.compare(args.against);
      this.view = this.atlas.view;
      this.sent = this.state(); /* the state that Python knows, as JSON */
      window.addEventListener("atlas:settled", () => this.settle());
      window.addEventListener("atlas:moved", () => this.writeUrl());
      document.documentElement.addEventListener("mouseleave", () => this.sendView());
      window.addEventListener("blur", () => this.sendView());
      document.addEventListener("keydown", (event) => this.passSlash(event));
      document.documentElement.style.visibility = "visible";
    }

    /**
     * Show what Python asks for, as far as it is new.
     * @param {PageArgs} args
     * @param {string | undefined} theme
     */
    update(args, theme) {
      if (theme) window.followTheme(theme);
      this.beside = args.beside;
      if (args.order !== this.order) this.apply(args);
      else this.writeUrl();
      this.own.update(args.own);
    }

    /** @param {PageArgs} args */
    apply(args) {
      const { atlas } = this;
      this.order = args.order;
      atlas.setLanguage(args.language);
      atlas.setDate(nearestDate(args.date, atlas.span));
      this.compare(args.against);
      atlas.setClaimants(args.claimants ?? []);
      for (const { id } of atlas.layers()) {
        if (!this.own.has(id)) atlas.setLayer(id, args.layers.includes(id));
      }
      if (args.go) atlas.show(args.go);
      if (args.selected !== atlas.selected) atlas.select(args.selected);
      const agreement = args.agreement ?? null;
      if (agreement !== atlas.agreement) atlas.selectAgreement(agreement);
      atlas.sea.emphasise(args.told_of ?? []);
      this.sent = this.state();
      this.writeUrl();
    }

    /* A day that does not lie before the one shown is none to compare it with. */
    /** @param {Iso | null} [against] */
    compare(against = null) {
      const { atlas } = this;
      const earlier = against !== null && against < atlas.date && against >= atlas.span[0];
      atlas.setAgainst(earlier ? against : null);
    }

    /* The page adds what stands below the map once the map is on screen. */
    sendOnceDrawn() {
      requestAnimationFrame(() => setTimeout(() => this.send(null)));
    }

    /* All that the page follows. */
    state() {
      const { date, against, language, selected, claimants, line } = this.atlas;
      return JSON.stringify({
        date,
        against,
        language,
        selected,
        claimants,
        line,
        layers: this.atlas.shownLayers(),
      });
    }

    settle() {
      this.writeUrl();
      if (this.state() !== this.sent) this.send();
    }

    /** @param {string | null} view null: Python keeps the one that it has */
    send(view = this.atlas.view) {
      this.sent = this.state();
      this.view = this.atlas.view;
      this.serial += 1;
      const value = { ...JSON.parse(this.sent), view, order: this.order, serial: this.serial };
      post("streamlit:setComponentValue", { value, dataType: "json" });
    }

    /* "/" goes to the page's search from the map too. */
    /** @param {KeyboardEvent} event */
    passSlash(event) {
      const at = /** @type {Element} */ (event.target);
      if (event.key !== "/" || at.closest("input[type=date], select")) return;
      event.preventDefault();
      try {
        window.parent.dispatchEvent(new Event("atlas:search"));
      } catch {
        /* A page of another origin has no search of ours. */
      }
    }

    sendView() {
      if (this.view === this.atlas.view) return;
      this.view = this.atlas.view;
      for (let i = 0; i < window.parent.frames.length; i++) {
        try {
          window.parent.frames[i].sendView?.(this.view);
        } catch {
          /* A frame of another origin. */
        }
      }
    }

    writeUrl() {
      const { atlas, names } = this;
      const layers = atlas.shownLayers().filter((id) => !this.own.has(id));
      /** @type {[string, string][]} */
      const params = [
        [names.day, atlas.date],
        [names.layers, layers.join(",")],
        [names.view, atlas.view],
        [names.claimants, atlas.claimants.join(",")],
        [names.language, atlas.language],
        [names.place, atlas.selected ?? ""],
        ...Object.entries(this.beside),
      ];
      try {
        const url = new URL(window.parent.location.href);
        for (const [name, value] of params) url.searchParams.set(name, value);
        for (const [name, value] of params) if (!value) url.searchParams.delete(name);
        url.search = url.search.replaceAll("%2C", ",");
        if (url.href === window.parent.location.href) return;
        window.parent.history.replaceState(window.parent.history.state, "", url);
      } catch {
        /* Embedded in a page of another origin: its address is not ours to write. */
      }
    }
  }

  class Bridge {
    /** @param {L.Map} map */
    constructor(map) {
      this.map = map;
      this.waiting = false;
      /** @type {PageArgs | undefined} */
      this.args = undefined;
      /** @type {Connection | undefined} */
      this.connection = undefined;
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
        this.receive(event.data.args, event.data.theme);
      });
      post("streamlit:componentReady", { apiVersion: 1 });
    }

    /** @param {PageArgs} args @param {PageTheme | undefined} theme */
    receive(args, theme) {
      /* What else is known is another map: the frame begins anew, and is told again. */
      if (this.args && this.args.data !== args.data) window.location.reload();
      this.args = args;
      this.theme = theme?.base;
      if (this.connection) this.connection.update(args, this.theme);
      else this.open(args);
    }

    /**
     * Take the height that the page gives, then draw the map, once, as Python wants it.
     * @param {PageArgs} args
     */
    async open({ data, height }) {
      if (this.waiting) return;
      this.waiting = true;
      post("streamlit:setFrameHeight", { height });
      const answer = await fetch(data);
      /** @type {AtlasData} */
      const contents = await answer.json();
      const watcher = new ResizeObserver(() => {
        if (window.innerHeight < LEAST_PX || !this.args) return;
        watcher.disconnect();
        this.connection = new Connection(this.map, contents, this.args);
        this.connection.update(this.args, this.theme);
        this.connection.writeUrl();
        this.connection.sendOnceDrawn();
      });
      watcher.observe(document.documentElement);
    }
  }

  return { Bridge, OwnLayers, nearestDate };
})();

/* The data are a file of their own, requested while the scripts are still read. */
window.startAtlasInPage = (map) => {
  document.documentElement.dataset.page = "";
  document.documentElement.style.visibility = "hidden";
  return new AtlasBridge.Bridge(map);
};
