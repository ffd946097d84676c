/* Speaks with the page: Streamlit's component messages, and the state in the page's URL.
 *
 * What the reader does on the map is told to Python once it has come to rest; what Python
 * wants changed comes as an order with a number of its own, so that an answer which is
 * older than the map changes nothing; each message names the last order obeyed. The map writes the URL, for only it knows the view.
 * A pan tells Python nothing; once the pointer or the focus leaves the map, the view is
 * told through a frame beside the map (view.html), in time for what the page does next.
 */
(function () {
  "use strict";

  const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type, ...more }, "*");

  class Bridge {
    constructor(map, data) {
      this.map = map;
      this.data = data;
      this.atlas = null;
      this.serial = 0;
      this.known = null; /* the state that Python knows, as JSON */
      this.own = new Map(); /* id of each of the reader's layers to whether it is here */
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
        this.receive(event.data.args, event.data.theme);
      });
      tell("streamlit:componentReady", { apiVersion: 1 });
    }

    receive(args, theme) {
      this.args = args;
      this.theme = theme?.base;
      if (this.atlas) this.follow();
      else this.open();
    }

    /* Show what Python asks for, as far as it is news. */
    follow() {
      if (this.theme) window.followTheme(this.theme);
      if (this.args.order !== this.order) this.obey();
      this.load(this.args.own);
    }

    obey() {
      const { args, atlas } = this;
      this.order = args.order;
      atlas.setLanguage(args.language);
      atlas.setDate(args.date);
      atlas.setClaimants(args.claimants ?? []);
      for (const { id } of atlas.layers()) {
        if (!this.own.has(id)) atlas.setLayer(id, args.layers.includes(id));
      }
      if (args.go) atlas.show(args.go);
      if (args.selected !== atlas.selected) atlas.select(args.selected);
      const agreement = args.agreement ?? null;
      if (agreement !== atlas.agreement) atlas.selectAgreement(agreement);
      this.known = this.state();
      this.writeUrl();
    }

    /* Take the height asked for, then draw the map, once, as Python wants it. */
    open() {
      if (this.waiting) return;
      this.waiting = true;
      const watcher = new ResizeObserver(() => {
        if (window.innerHeight < 50) return;
        watcher.disconnect();
        this.start();
      });
      watcher.observe(document.documentElement);
      tell("streamlit:setFrameHeight", { height: this.args.height });
    }

    start() {
      const { date, layers, view, language, claimants, order } = this.args;
      this.order = order;
      this.atlas = window.startAtlas(this.map, { ...this.data, start: { date, layers, view, language, claimants } });
      this.view = this.atlas.view;
      this.known = this.state();
      window.addEventListener("atlas:settled", () => this.settle());
      window.addEventListener("atlas:moved", () => this.writeUrl());
      document.documentElement.addEventListener("mouseleave", () => this.tellView());
      window.addEventListener("blur", () => this.tellView());
      document.documentElement.style.visibility = "visible";
      this.follow();
      this.writeUrl();
      this.tellDrawn();
    }

    /* The page adds what stands below the map once the map is on screen. */
    tellDrawn() {
      requestAnimationFrame(() => setTimeout(() => this.send(null)));
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
      this.writeUrl();
      if (this.state() !== this.known) this.send();
    }

    send(view = this.atlas.view) {
      this.known = this.state();
      this.view = this.atlas.view;
      this.serial += 1;
      const value = { ...JSON.parse(this.known), view, order: this.order, serial: this.serial };
      tell("streamlit:setComponentValue", { value, dataType: "json" });
    }

    tellView() {
      if (this.view === this.atlas.view) return;
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

  /* The data are a file of their own, asked for while the scripts are still read. */
  window.startAtlasInPage = async (map, file) => {
    document.documentElement.style.visibility = "hidden";
    const answer = await fetch(file);
    new Bridge(map, await answer.json());
  };
})();
