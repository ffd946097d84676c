"""A picture drawn small, laid out like the file that it stands for."""

import io
from collections.abc import Mapping
from typing import NamedTuple

import geopandas as gpd
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from geo.pictures import render
from geo.pictures.files import PNG_LEVEL
from geo.request import Request

LONG_PX = 760
"""The long side of a preview."""


class Preview(NamedTuple):
    """A picture in few pixels.

    Attributes
    ----------
    data : bytes
        WebP, its long side `LONG_PX`.
    pixels : int
        How many there are.
    png_bytes : int
        How many bytes the same is as a PNG: more with more to see.
    """

    data: bytes
    pixels: int
    png_bytes: int


def preview(
    frames: Mapping[str, gpd.GeoDataFrame],
    request: Request,
    form: str,
    publishers: Mapping[str, str] | None = None,
) -> Preview:
    """Draw what a file will show in few pixels, and with the layout of the file.

    Parameters
    ----------
    frames, request, form, publishers
        As for `geo.pictures.render.draw`.

    Returns
    -------
    Preview

    Raises
    ------
    RequestError, LayerError
        As for `geo.pictures.render.render`.
    """
    figure, _ = render.draw(frames, request, form, publishers=publishers)
    figure.set_dpi(LONG_PX / max(figure.get_size_inches()))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.fromarray(drawn).convert("RGB")
    webp, png = io.BytesIO(), io.BytesIO()
    picture.save(webp, "WEBP", quality=88)
    picture.save(png, "PNG", compress_level=PNG_LEVEL)
    pixels = picture.width * picture.height
    return Preview(webp.getvalue(), pixels, len(png.getvalue()))
