/* Speaks with the page: Streamlit's component messages, and the state in the page's URL.
 *
 * What the reader does on the map is told to Python once it has come to rest; what Python
 * wants changed comes as an order with a number of its own, so that an answer which is
 * older than the map changes nothing. The map writes the URL, for only it knows the view.
 * A pan tells Python nothing; once the pointer or the focus leaves the map, the view is
 * told through a frame beside the map (view.html), in time for what the page does next.
 */
(function () {
  "use strict";

  const framed = window.parent !== window;
  const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type, ...more }, "*");

  class Bridge {
    constructor(atlas) {
      this.atlas = atlas;
      this.order = null;
      this.serial = 0;
      this.known = null; /* the state that Python knows, as JSON */
      this.own = new Map(); /* id of each of the reader's layers to whether it is here */
      document.documentElement.style.visibility = "hidden";
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
        this.receive(event.data.args, event.data.theme);
      });
      window.addEventListener("atlas:settled", () => this.settle());
      window.addEventListener("atlas:moved", () => this.writeUrl());
      document.documentElement.addEventListener("mouseleave", () => this.tellView());
      window.addEventListener("blur", () => this.tellView());
      tell("streamlit:componentReady", { apiVersion: 1 });
    }

    receive(args, theme) {
      if (theme?.base) window.followTheme(theme.base);
      if (args.order !== this.order) this.obey(args);
      this.load(args.own);
    }

    /* Show what Python asks for. */
    obey(args) {
      const { atlas } = this;
      const first = this.order === null;
      this.order = args.order;
      atlas.setLanguage(args.language);
      atlas.setDate(args.date);
      atlas.setClaimants(args.claimants ?? []);
      for (const { id } of atlas.layers()) {
        if (!this.own.has(id)) atlas.setLayer(id, args.layers.includes(id));
      }
      if (first) {
        this.open(args);
        return;
      }
      if (args.go) atlas.show(args.go);
      if (args.selected !== atlas.selected) atlas.select(args.selected);
      const agreement = args.agreement ?? null;
      if (agreement !== (atlas.agreement ?? null)) atlas.selectAgreement(agreement);
      this.known = this.state();
      this.writeUrl();
    }

    /* Take the height asked for, then show the view in it. */
    open(args) {
      const watcher = new ResizeObserver(() => {
        if (window.innerHeight < 50) return;
        watcher.disconnect();
        this.atlas.map.invalidateSize({ animate: false });
        this.atlas.show(args.view);
        this.view = this.atlas.view;
        this.known = this.state();
        document.documentElement.style.visibility = "visible";
        this.opened = true;
        this.writeUrl();
      });
      watcher.observe(document.documentElement);
      tell("streamlit:setFrameHeight", { height: args.height });
    }

    /* Have just the reader's own layers that the page has: each is a file beside the map. */
    load(wanted) {
      for (const id of [...this.own.keys()]) {
        if (wanted.some((layer) => layer.id === id)) continue;
        if (this.own.get(id)) this.atlas.removeLayer(id);
        this.own.delete(id);
      }
      for (const { id, name, file, shown } of wanted) {
        if (this.own.has(id)) continue;
        this.own.set(id, false);
        fetch(file)
          .then((answer) => answer.json())
          .then((layer) => {
            if (!this.own.has(id)) return;
            this.atlas.addLayer({ ...layer, id, name, shown });
            this.own.set(id, true);
          });
      }
    }

    /* All that the page follows. */
    state() {
      const { date, language, selected, claimants, line } = this.atlas;
      return JSON.stringify({ date, language, selected, claimants, line, layers: this.atlas.shownLayers() });
    }

    settle() {
      if (!this.opened) return;
      this.writeUrl();
      if (this.state() !== this.known) this.send();
    }

    send() {
      this.known = this.state();
      this.view = this.atlas.view;
      this.serial += 1;
      const value = { ...JSON.parse(this.known), view: this.view, serial: this.serial };
      tell("streamlit:setComponentValue", { value, dataType: "json" });
    }

    tellView() {
      if (!this.opened || this.view === this.atlas.view) return;
      this.view = this.atlas.view;
      for (let i = 0; i < window.parent.frames.length; i++) {
        try {
          window.parent.frames[i].takeView?.(this.view);
        } catch {
          /* A frame of another origin. */
        }
      }
    }

    writeUrl() {
      if (!this.opened) return;
      const { atlas } = this;
      const state = {
        date: atlas.date,
        layers: atlas.shownLayers().filter((id) => !this.own.has(id)).join(","),
        view: atlas.view,
        claimants: atlas.claimants.join(","),
        lang: atlas.language,
      };
      try {
        const url = new URL(window.parent.location.href);
        for (const [name, value] of Object.entries(state)) url.searchParams.set(name, value);
        if (!state.claimants) url.searchParams.delete("claimants");
        url.search = url.search.replaceAll("%2C", ",");
        if (url.href === window.parent.location.href) return;
        window.parent.history.replaceState(window.parent.history.state, "", url);
      } catch {
        /* Embedded in a page of another origin: its URL is not ours to write. */
      }
    }
  }

  window.connectAtlas = (atlas) => framed && new Bridge(atlas);
})();
