/* Light or dark: what paints the map is swapped, and all of it painted anew. */
const AtlasThemes = (function () {
  "use strict";

  class Themes {
    /** @param {AtlasMapView} atlas */
    constructor(atlas) {
      this.atlas = atlas;
      const { fills, lines, signs, colours, states, dark } = atlas.data;
      /** @type {Record<string, Painted>} */
      this._painted = { light: { fills, lines, signs, colours, states }, dark };
      this.name = "light";
      this._use(Themes.wanted);
    }

    static get wanted() {
      return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
    }

    /** @param {string} name */
    _use(name) {
      this.name = name;
      const painted = this._painted[name];
      Object.assign(this.atlas.data, painted);
      this.atlas.looks.paint.use(painted, name);
    }

    /* Follow what the page asks for. */
    follow() {
      if (this.name === Themes.wanted) return;
      this._use(Themes.wanted);
      this.atlas.layerSet.repaint();
      this.atlas.timeline.comparison.repaint();
      this.atlas.legend.draw();
    }
  }

  return { Themes };
})();

/* Light or dark as the page around it, or as the reader's system. */
window.followTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  window.atlas?.themes.follow();
};
