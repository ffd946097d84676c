"""An article that shows a map in a frame, and talks with it."""

from html import escape
from pathlib import Path

ARTICLE = """<!doctype html><p>An article</p>
<iframe title="map" src="{src}" width="{width}" height="420"></iframe>
<script>
  window.received = [];
  addEventListener("message", ({{ data }}) => {{
    if (data.atlas) received.push(data.atlas);
  }});
  const send = (atlas) =>
    document.querySelector("iframe").contentWindow.postMessage({{ atlas }}, "*");
</script>"""


def article(folder: Path, src: str, width: int) -> str:
    """Write an article into a folder, return its address.

    It has ``send``, and notes in ``received`` what the map says.
    """
    path = folder / "article.html"
    text = ARTICLE.format(src=escape(src), width=width)
    path.write_text(text, encoding="utf-8")
    return path.as_uri()
