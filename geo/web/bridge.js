/* Speaks with the page: Streamlit's component messages, and the state in the page's URL.
 *
 * The map writes the URL, for only it knows the view; the page reads it when it opens.
 * A pan tells Python nothing; the view is told once the pointer or the focus leaves the
 * map, in time for what the page does next.
 */
(function () {
  "use strict";

  const framed = window.parent !== window;
  const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type, ...more }, "*");

  class Bridge {
    constructor(atlas) {
      this.atlas = atlas;
      this.last = null;
      this.value = { layers: null, selected: null, click: 0, view: null };
      document.documentElement.style.visibility = "hidden";
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
        this.receive(event.data.args);
      });
      atlas.onChange((change) => this.send(change));
      window.addEventListener("atlas:moved", () => this.writeUrl());
      window.addEventListener("atlas:painted", () => this.writeUrl());
      document.documentElement.addEventListener("mouseleave", () => this.tellView());
      window.addEventListener("blur", () => this.tellView());
      tell("streamlit:componentReady", { apiVersion: 1 });
    }

    /* Only what Python changed counts; what it repeats may be older than the map. */
    receive(args) {
      const { atlas, last } = this;
      const changed = (name) => last === null || String(args[name]) !== String(last[name]);
      this.last = args;
      if (changed("language")) atlas.setLanguage(args.language);
      if (changed("date")) atlas.setDate(args.date);
      if (changed("layers")) {
        for (const layer of atlas.layers()) atlas.setLayer(layer.id, args.layers.includes(layer.id));
      }
      if (last === null) this.open(args);
      else if (changed("fly") && args.selected) atlas.select(args.selected);
      this.writeUrl();
    }

    /* Take the height asked for, then show the view in it. */
    open(args) {
      const { map } = this.atlas;
      const watcher = new ResizeObserver(() => {
        if (window.innerHeight < 50) return;
        watcher.disconnect();
        map.invalidateSize({ animate: false });
        this.atlas.show(args.view);
        this.value.view = this.atlas.view;
        document.documentElement.style.visibility = "visible";
        this.opened = true;
        this.writeUrl();
      });
      watcher.observe(document.documentElement);
      tell("streamlit:setFrameHeight", { height: args.height });
    }

    send(change) {
      Object.assign(this.value, change, { view: this.atlas.view });
      if (change.selected) this.value.click += 1;
      tell("streamlit:setComponentValue", { value: { ...this.value }, dataType: "json" });
      this.writeUrl();
    }

    tellView() {
      if (this.opened && this.value.view !== this.atlas.view) this.send({});
    }

    writeUrl() {
      if (!this.opened) return;
      const { atlas } = this;
      const state = {
        date: atlas.date,
        layers: atlas.shownLayers().join(","),
        view: atlas.view,
        lang: atlas.language,
      };
      try {
        const url = new URL(window.parent.location.href);
        for (const [name, value] of Object.entries(state)) url.searchParams.set(name, value);
        url.search = url.search.replaceAll("%2C", ",");
        window.parent.history.replaceState(window.parent.history.state, "", url);
      } catch {
        /* Embedded in a page of another origin: its URL is not ours to write. */
      }
    }
  }

  window.connectAtlas = (atlas) => framed && new Bridge(atlas);
})();
