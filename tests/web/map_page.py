"""The map opened in a browser, and what several tests ask of it."""

import re

import shapely


def open_file(page, text, path):
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")


def note_opened(page):
    """Wait for a map, and note what `AS_FIRST_OPENED` cannot know later."""
    page.wait_for_function("window.atlas !== undefined")
    page.evaluate(
        """() => {
          window.began = {
            layers: atlas.layers(),
            open: [...document.querySelectorAll('.atlas-legend details')].map(
              (group) => group.open),
          };
          window.settled = [];
          addEventListener('atlas:settled', (e) => settled.push(e.detail.date));
        }"""
    )


AS_FIRST_OPENED = """async () => {
  const { start } = atlas.data;
  document.activeElement?.blur();
  atlas.select(null);
  atlas.selectAgreement(null);
  atlas.selectLine(null);
  atlas.setAgainst(null);
  atlas.setGround("holder");
  atlas.setClaimants([]);
  atlas.sea.emphasise([]);
  const known = new Map(began.layers.map(({ id, shown }) => [id, shown]));
  for (const { id } of atlas.layers()) {
    if (known.has(id)) atlas.setLayer(id, known.get(id));
    else atlas.removeLayer(id);
  }
  atlas.setLanguage("en");
  atlas.setDate(start.date);
  document.querySelectorAll('.atlas-legend details').forEach((group, i) => {
    group.open = began.open[i];
  });
  atlas.map.closePopup();
  atlas.show(start.view);
  // Leaflet lets a popup fade before it takes it out.
  await new Promise((gone) => {
    const look = () => document.querySelector('.leaflet-popup')
      ? setTimeout(look, 20) : gone();
    look();
  });
  atlas.notifier.release(); // all of this is settled, and none of it the test's
  settled.length = 0;
}"""
"""Takes a map back to how it was opened; `settled` lists what settles from then on."""


SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shapely.box(x, 25, x + 2, 27)),
            "properties": {
                **{"valid_from": start, "valid_to": end},
                **{"fill": fill, "fill-opacity": 1},
            },
        }
        for x, start, end, fill in (
            (14, "2019-01-01", "2019-02-01", "#ff0000"),
            (14, "2019-02-01", None, "#0000ff"),
            (16, "2019-01-15", "2019-03-01", "url(http://evil.test/x.svg#a)"),
        )
    ],
}


def plain_text(popup) -> str:
    """Return what a popup says, without the marks that isolate dates."""
    return re.sub("[\u2066\u2069]", "", popup.inner_text())


def signs_drawn(page, layer: str) -> list[dict]:
    """Return how the signs of a layer look; the map knows events by number."""
    return page.evaluate(
        """layer => atlas.time._tracks
          .filter(t => t.now && t.now.layer === layer && atlas.map.hasLayer(t.path))
          .map(t => {
            // The renderer knows the whole map, which nobody wants to be sent.
            const { renderer, sign, ...look } = t.path.options;
            const {id, agreement} = t.now;
            let event;
            if (layer === 'events') atlas.evidence.read(
              known => event = known.events[id].id);
            return {id: event ?? id, agreement, ...look};
          })""",
        layer,
    )
