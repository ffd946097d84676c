/* Connects the map with the page: Streamlit's component messages, and the page's address.
 *
 * What the reader does on the map is sent to Python once it has come to rest. What Python
 * wants changed comes as a numbered command, so that an answer which is older than the
 * map changes nothing; each message names the last command applied. What the
 * reader changed since the last message that Python had stays: Python learns of it. The map
 * writes the address, for only it knows the view. A pan sends nothing; once the pointer or
 * the focus leaves the map, the view is sent through a frame beside the map (view.html), in
 * time for what the page does next.
 *
 * A choice that has come to rest is a step of the browser's history: one made on the map
 * once it has settled, one made on the page once Python hands it over. What Python makes of
 * a choice of the map (such as the tab that it opens) belongs to the same step, and a pan to
 * the one before it. Back and Forward send the address to Python, which has the map and the
 * panel show it; nothing is written until it has.
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

  /**
   * The days that Python wants: where the map shows others, Python learns of it.
   * @param {PageArgs} args
   */
  const wantedDays = ({ date, against = null }) => ({ date, against });

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
      const { today, date, layers, view, language, claimants = [], ground, command } = args;
      const start = { date, layers, view, language, claimants, ground };
      this.atlas = window.startAtlas(map, { ...data, today, start }, (rest) => this.oncePainted(rest));
      this.atlas.sea.emphasise(args.emphasised ?? []);
      this.own = new OwnLayers(this.atlas);
      this.names = args.address;
      this.beside = args.beside; /* what the address says of the page beside the map */
      this.command = command;
      this.serial = args.acknowledged; /* a frame that begins anew goes on from here */
      /* Whether a message of ours has yet to be answered: what follows is no new step. */
      this.answering = true;
      /* The address that the reader came back to last, until Python has answered. */
      this.back = { address: "", serial: 0 };
      /* Whether the address follows: not while the map is changed to what Python wants. */
      this.writes = false;
      this.choose(args);
      this.compare(args.against);
      this.view = this.atlas.view;
      this.known = new AtlasKnown.Known({ ...this.state(), ...wantedDays(args) });
      this.resender = new AtlasKnown.Resender();
      window.addEventListener("atlas:settled", () => this.settle());
      window.addEventListener("atlas:moved", (event) => {
        const { named } = /** @type {CustomEvent} */ (event).detail;
        /* A choice that has yet to settle is not written into the step before it. */
        if (!this.known.lacks(this.state())) this.writeUrl(named);
        /* The map may still fly when the pointer has left it. */
        if (named || !document.documentElement.matches(":hover")) this.sendView();
      });
      this.followHistory();
      document.documentElement.addEventListener("mouseleave", () => this.sendView());
      window.addEventListener("blur", () => this.sendView());
      document.addEventListener("keydown", (event) => this.passKey(event), true);
      document.documentElement.style.visibility = "visible";
      this.dressPage(true);
      try {
        AtlasFingers.leaveOneFinger(this.atlas);
        AtlasArticle.talk(this.atlas, window.parent);
      } catch {
        /* A page of another origin: nobody knows whether it scrolls, or who shows it. */
      }
    }

    /**
     * The page's document is in the language of the map; its skeleton of the map goes once
     * the map is drawn.
     * @param {boolean} drawn
     */
    dressPage(drawn = false) {
      try {
        const page = window.parent.document;
        const { language, direction, texts } = this.atlas;
        /* Streamlit names them after our modules. */
        for (const frame of page.querySelectorAll("iframe.stCustomComponentV1")) {
          frame.setAttribute("title", texts.title);
        }
        Object.assign(page.documentElement, { lang: language, dir: direction });
        if (drawn) page.getElementById("atlas-skeleton")?.remove();
      } catch {
        /* A page of another origin is not ours to dress. */
      }
    }

    /* Streamlit would run the page anew, without what its widgets hold: the address is
     * ours, and so are its steps. */
    followHistory() {
      try {
        const page = window.parent;
        const come = (/** @type {Event} */ event) => {
          event.stopImmediatePropagation();
          this.writes = false;
          /* What Python has yet to learn was chosen before, and is left with the page. */
          this.known = new AtlasKnown.Known(this.state());
          this.back = { address: page.location.search || "?", serial: this.serial + 1 };
          this.send(null);
        };
        page.addEventListener("popstate", come, true);
      } catch {
        /* A page of another origin keeps its history to itself. */
      }
    }

    /**
     * Show what Python asks for, as far as it is new.
     * @param {PageArgs} args
     * @param {string | undefined} theme
     */
    update(args, theme) {
      if (theme) window.followTheme(theme);
      const answered = args.acknowledged === this.serial;
      this.known.acknowledge(args.acknowledged);
      if (args.acknowledged >= this.back.serial) this.back.address = "";
      this.beside = args.beside;
      if (args.command !== this.command) this.apply(args);
      this.dressPage();
      if (answered) {
        this.writes = true;
        this.writeUrl(!this.answering);
        this.answering = false;
        this.resender.answered();
      }
      this.own.update(args.own);
    }

    /**
     * Change the map to what Python wants, but for what the reader changed meanwhile.
     * @param {PageArgs} args
     */
    apply(args) {
      const { atlas } = this;
      const mine = this.known.changedSince(this.state(), (id) => this.own.has(id));
      this.command = args.command;
      this.writes = false;
      if (!mine.has("language")) atlas.setLanguage(args.language);
      if (!mine.has("date")) atlas.setDate(nearestDate(args.date, atlas.span));
      if (!mine.has("against")) this.compare(args.against);
      if (!mine.has("claimants")) atlas.setClaimants(args.claimants ?? []);
      if (!mine.has("ground")) atlas.setGround(args.ground);
      if (!mine.has("layers")) {
        for (const { id } of atlas.layers()) {
          if (!this.own.has(id)) atlas.setLayer(id, args.layers.includes(id));
        }
      }
      if (args.go) atlas.show(args.go);
      if (!mine.has("selected")) this.choose(args);
      atlas.sea.emphasise(args.emphasised ?? []);
      this.known.adopt({ ...this.state(), ...wantedDays(args) }, mine);
    }

    /**
     * Open what is chosen: a place, an agreement or a line.
     * @param {PageArgs} args
     */
    choose({ selected, agreement = null, line = null }) {
      const { atlas } = this;
      const { opened } = atlas;
      if (selected !== atlas.selected) atlas.select(selected);
      if (agreement !== atlas.agreement) atlas.selectAgreement(agreement);
      if (line !== atlas.line) atlas.selectLine(line);
      atlas.opened = opened; /* Python knows which tab it wants */
    }

    /* A day that does not lie before the one shown is none to compare it with. */
    /** @param {Iso | null} [against] */
    compare(against = null) {
      const { atlas } = this;
      const earlier = against !== null && against < atlas.date && against >= atlas.span[0];
      atlas.setAgainst(earlier ? against : null);
    }

    /** @param {() => void} rest what waits until the map is on screen */
    oncePainted(rest) {
      requestAnimationFrame(() => setTimeout(rest));
    }

    /* The page adds what stands below the map once the map is on screen. */
    sendOnceDrawn() {
      this.oncePainted(() => this.send(null));
    }

    /**
     * All that the page follows.
     * @returns {MapState}
     */
    state() {
      const { date, against, language, selected, agreement, claimants, ground, line, opened } = this.atlas;
      const layers = this.atlas.shownLayers();
      return { date, against, language, selected, agreement, line, claimants, ground, opened, layers };
    }

    settle() {
      if (!this.known.lacks(this.state())) return;
      this.writeUrl(true);
      this.send();
    }

    /** @param {string | null} view null: Python keeps the one that it has */
    send(view = this.atlas.view) {
      this.resender.send(() => this.post(view));
    }

    /* Streamlit keeps the last message alone: each holds all that is not answered yet. */
    /** @param {string | null} view */
    post(view) {
      const state = this.state();
      const changed = [...this.known.changedSince(state)];
      this.view = this.atlas.view;
      this.serial += 1;
      this.known.sent(this.serial, state);
      this.answering = true;
      const { command, serial } = this;
      const { address, serial: address_serial } = this.back;
      const value = { ...state, changed, view, address, address_serial, command, serial };
      post("streamlit:setComponentValue", { value, dataType: "json" });
    }

    /* "/" goes to the page's search from the map too; Escape closes what is open on the page,
     * unless there is something on the map to close. */
    /** @param {KeyboardEvent} event */
    passKey(event) {
      const at = /** @type {Element} */ (event.target);
      const slash = event.key === "/" && !at.closest("input[type=date], select");
      if (!slash && (event.key !== "Escape" || document.querySelector(".leaflet-popup"))) return;
      if (slash) event.preventDefault();
      try {
        window.parent.dispatchEvent(new Event(slash ? "atlas:search" : "atlas:escape"));
      } catch {
        /* A page of another origin has neither of ours. */
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

    /* What the address says of the map and of the page beside it, by name. */
    addressParts() {
      const layers = this.atlas.shownLayers().filter((id) => !this.own.has(id));
      return { ...AtlasAddress.parts(this.atlas, this.names, layers), ...this.beside };
    }

    /**
     * Write the address of what is shown.
     * @param {boolean} [step] whether it is a step of the history, or belongs to the last
     */
    writeUrl(step = false) {
      if (!this.writes) return;
      try {
        const { history, location } = window.parent;
        const url = AtlasAddress.withParts(location.href, this.addressParts());
        if (url.href === location.href) return;
        if (step) history.pushState(history.state, "", url);
        else history.replaceState(history.state, "", url);
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
      /* Other data are another map: the frame is loaded anew, and is sent its arguments again. */
      if (this.args && this.args.data !== args.data) window.location.reload();
      this.args = args;
      const turned = this.theme !== undefined && theme?.base !== this.theme;
      this.theme = theme?.base;
      if (!this.connection) {
        this.open(args);
        return;
      }
      this.connection.update(args, this.theme);
      if (turned) this.connection.sendOnceDrawn(); /* Python draws in the inks of the theme */
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

  return { Bridge, Connection, OwnLayers, nearestDate };
})();

/* The data are a file of their own, requested while the scripts are still read. */
window.startAtlasInPage = (map) => {
  document.documentElement.dataset.page = "";
  document.documentElement.style.visibility = "hidden";
  return new AtlasBridge.Bridge(map);
};
