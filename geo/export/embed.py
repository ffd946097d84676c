"""HTML that embeds the map in another page."""

from geo.export.citations import state
from geo.pictures import captions
from geo.request import Request
from geo.web.markup import text as escape

PARAMETER = "embed"
"""In the page's address: the map, its time and legend alone, if it is 1."""

HEIGHT_PX = 600


def address(request: Request) -> str:
    """Return the address of the page for other pages to show.

    Parameters
    ----------
    request : geo.request.Request
        With the site of the page.
    """
    return f"{request.permalink()}&{PARAMETER}=1"


def frame(request: Request, source: str) -> str:
    """Return the HTML of a frame that shows the map.

    Parameters
    ----------
    request : geo.request.Request
        What it shows, for the title that screen readers read out.
    source : str
        Address of the page, or name of a file.

    Returns
    -------
    str

    Examples
    --------
    >>> import datetime as dt
    >>> print(frame(Request(dt.date(2019, 12, 19)), "map.html"))
    <iframe src="map.html" title="Who controls what in Libya - \
Libya Control Atlas: state on 2019-12-19" width="100%" height="600" \
style="border:0" loading="lazy"></iframe>
    """
    title = f"{captions.title(request)} - {state(request)}"
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" '
        f'height="{HEIGHT_PX}" style="border:0" loading="lazy"></iframe>'
    )
