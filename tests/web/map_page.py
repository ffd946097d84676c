"""The map opened in a browser, and what several tests ask of it."""

import re

import shapely


def open_file(page, text, path):
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")


SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shapely.box(x, 25, x + 2, 27)),
            "properties": {"valid_from": start, "valid_to": end, "fill": fill},
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
    return page.evaluate(
        """layer => atlas.time._tracks
          .filter(t => t.now && t.now.layer === layer && atlas.map.hasLayer(t.path))
          .map(t => {
            // The renderer knows the whole map, which nobody wants to be sent.
            const { renderer, sign, ...look } = t.path.options;
            return {id: t.now.id, agreement: t.now.agreement, ...look};
          })""",
        layer,
    )
