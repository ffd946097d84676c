"""A picture drawn small, laid out like the file that it stands for."""

import io
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from geo.pictures.files import PNG_LEVEL

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


def preview(figure: Figure) -> Preview:
    """Show the sheet of a file in few pixels, with the layout of the file.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        As `geo.pictures.render.draw` returns it; it is afterwards as it was.

    Returns
    -------
    Preview
    """
    dpi = figure.dpi
    figure.set_dpi(LONG_PX / max(figure.get_size_inches()))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    figure.set_dpi(dpi)
    picture = Image.fromarray(drawn).convert("RGB")
    webp, png = io.BytesIO(), io.BytesIO()
    picture.save(webp, "WEBP", quality=88)
    picture.save(png, "PNG", compress_level=PNG_LEVEL)
    pixels = picture.width * picture.height
    return Preview(webp.getvalue(), pixels, len(png.getvalue()))
