"""Layers as OGC API Features: configures pygeoapi over them, and serves."""

import datetime as dt
import json
import os
import socket
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from geo import files
from geo.dates import SPAN_START
from geo.errors import GeoError, Text
from geo.optional.serving import Layer, source_of
from geo.style.layers import NAMES
from geo.web.payload import layer_name
from geo.words import LANGUAGES, SOURCE, say

EXTRA = "api"
"""Of the package: installs what this module needs."""

MOST_FEATURES = 10_000
"""The most features of one page of an answer."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

HTML = "html"
"""What pygeoapi's own pages are asked for as: they would have a browser fetch scripts
and tiles from outside, so there are none."""

Asgi = Callable[..., Awaitable[None]]


class DataAlone:
    """Passes on requests for data; refuses a page of HTML, or answers it in JSON.

    Parameters
    ----------
    served : callable
        An application, as ASGI has it.
    """

    def __init__(self, served: Asgi) -> None:
        self._served = served

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            query = parse_qs(scope["query_string"].decode("latin-1"))
            if any(form.strip().lower() == HTML for form in query.get("f", ())):
                await _refuse(send, query.get("lang", [SOURCE])[-1])
                return
            scope["headers"] = [
                (name, value)
                for name, value in scope["headers"]
                if name.lower() != b"accept" or HTML.encode() not in value.lower()
            ]
        await self._served(scope, receive, send)


async def _refuse(send: Any, language: str) -> None:
    code = language if language in LANGUAGES else SOURCE
    error = {
        "code": "InvalidParameterValue",
        "description": Text("error.api.html").text(code),
    }
    body = json.dumps(error, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=UTF-8")]
    status = HTTPStatus.NOT_ACCEPTABLE
    begun = {"type": "http.response.start", "status": status, "headers": headers}
    await send(begun)
    await send({"type": "http.response.body", "body": body})


def configuration(data: str, host: str, port: int, url: str) -> dict[str, Any]:
    """Return the configuration of pygeoapi that serves layers.

    Parameters
    ----------
    data : str
        As for `geo.optional.serving.source_of`; no password stands in it.
    host, port
        Where it listens.
    url : str
        Under which others reach it.
    """
    title = {code: say("page.title", code) for code in LANGUAGES}
    return {
        "server": {
            "bind": {"host": host, "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "gzip": True,
            "languages": [*LANGUAGES],
            "limits": {
                "default_items": 1000,
                "max_items": MOST_FEATURES,
                "on_exceed": "throttle",
            },
        },
        "logging": {"level": "CRITICAL"},  # it tells all that it refuses in an answer
        "metadata": {
            "identification": {
                "title": title,
                "description": {
                    code: say("api.about", code, first=SPAN_START.isoformat())
                    for code in LANGUAGES
                },
                "keywords": {code: ["Libya", "control"] for code in LANGUAGES},
                "terms_of_service": LICENCE,
                "url": url,
            },
            "license": {"name": "CC BY 4.0", "url": LICENCE},
            "provider": {"name": title[SOURCE], "url": url},
            "contact": {"name": title[SOURCE]},
        },
        "resources": {
            layer.name: _collection(layer, data) for layer in source_of(data).layers()
        },
    }


def _collection(layer: Layer, data: str) -> dict[str, Any]:
    known = layer.name in NAMES
    names = layer_name(layer.name) if known else dict.fromkeys(LANGUAGES, layer.name)
    begin = layer.first and dt.datetime.combine(layer.first, dt.time(), dt.UTC)
    return {
        "type": "collection",
        "title": names,
        "description": names,
        "keywords": {code: ["Libya"] for code in LANGUAGES},
        "extents": {
            "spatial": {
                "bbox": [float(edge) for edge in layer.bbox],
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            },
            "temporal": {"begin": begin, "end": None},
        },
        "providers": [
            {
                "type": "feature",
                "name": "geo.optional.provider.Provider",
                "data": data,
                "layer": layer.name,
                "columns": [*layer.columns],
                "id_field": "id",
                "time_field": "valid_from",
                "title_field": "name_en",
            }
        ],
    }


def serve(data: str, host: str, port: int, url: str) -> None:
    """Serve layers until the process is stopped.

    Parameters
    ----------
    data, host, port, url
        As for `configuration`.

    Raises
    ------
    GeoError
        If a package is missing, or the address is in use.
    """
    try:
        import uvicorn  # noqa: PLC0415 (an extra)
        import yaml  # noqa: PLC0415
        from pygeoapi.openapi import generate_openapi_document  # noqa: PLC0415
    except ImportError:
        raise GeoError("error.store.no_package", extra=EXTRA) from None
    with files.folder() as folder:
        paths = folder / "config.yml", folder / "openapi.json"
        config = configuration(data, host, port, url)
        files.write(paths[0], yaml.safe_dump(config, allow_unicode=True))
        files.write(paths[1], str(generate_openapi_document(paths[0], "json")))
        names = ("PYGEOAPI_CONFIG", "PYGEOAPI_OPENAPI")
        os.environ |= dict(zip(names, map(str, paths), strict=True))
        from pygeoapi.starlette_app import APP  # noqa: PLC0415 (reads the above)

        APP.debug = False
        uvicorn.run(DataAlone(APP), host=host, port=port, log_level="error")


def check_address(host: str, port: int) -> None:
    """Raise `GeoError` if nobody can listen there."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise GeoError("error.api.address", host=host, port=port, why=error) from error
