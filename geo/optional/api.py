"""Layers as OGC API Features: configures pygeoapi over them, and serves."""

import datetime as dt
import json
import os
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
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

ALWAYS = ("f", "lang")
"""Names of a query that every address knows."""

OF_ITEMS = (
    *("bbox", "bbox-crs", "crs", "datetime", "filter", "filter-crs", "filter-lang"),
    *("limit", "offset", "properties", "q", "resulttype", "skipGeometry", "sortby"),
)
"""Those of the features of a layer; its columns are some more."""

OF_PARTS = {"schema": ("profile",), "queryables": ("profile", "properties")}
"""Those of what else a layer has."""

_OF_LAYER = re.compile(r"/collections/([^/]+)(?:/([^/]+)(/.*)?)?/?")

Asgi = Callable[..., Awaitable[None]]


class DataAlone:
    """Passes on requests for data; refuses a page of HTML, or answers it in JSON.

    A name in a query that means nothing is refused, as the standard has it: whoever
    writes ``date=`` would else take what is of all days for what is of one.

    Parameters
    ----------
    served : callable
        An application, as ASGI has it.
    columns : mapping of str to collection of str
        Of each layer.
    """

    def __init__(self, served: Asgi, columns: Mapping[str, Collection[str]]) -> None:
        self._served, self._columns = served, columns

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            text = scope["query_string"].decode("latin-1")
            query = parse_qs(text, keep_blank_values=True)
            fault = self._fault(scope["path"], query)
            if fault:
                await _refuse(send, *fault, query.get("lang", [SOURCE])[-1])
                return
            scope["headers"] = [
                (name, value)
                for name, value in scope["headers"]
                if name.lower() != b"accept" or HTML.encode() not in value.lower()
            ]
        await self._served(scope, receive, send)

    def _fault(
        self, path: str, query: Mapping[str, list[str]]
    ) -> tuple[HTTPStatus, Text] | None:
        """Return what is wrong with what is asked for, if anything is."""
        if any(form.strip().lower() == HTML for form in query.get("f", ())):
            return HTTPStatus.NOT_ACCEPTABLE, Text("error.api.html")
        known = (*ALWAYS, *self._known(path))
        for name in query:
            if name not in known:
                message = Text("error.api.parameter", name=name, known=[*known])
                return HTTPStatus.BAD_REQUEST, message
        return None

    def _known(self, path: str) -> Collection[str]:
        """Return what else a query may name at an address."""
        found = _OF_LAYER.fullmatch(path)
        layer, part, rest = found.groups() if found else ("", "", "")
        if part != "items":
            return OF_PARTS.get(part, ())
        is_one = bool(rest and rest.strip("/"))
        return ("crs",) if is_one else (*OF_ITEMS, *self._columns.get(layer, ()))


async def _refuse(send: Any, status: HTTPStatus, message: Text, language: str) -> None:
    code = language if language in LANGUAGES else SOURCE
    error = {
        "code": "InvalidParameterValue",
        "description": message.text(code),
    }
    body = json.dumps(error, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=UTF-8")]
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
        columns = {
            name: one["providers"][0]["columns"]
            for name, one in config["resources"].items()
        }
        uvicorn.run(DataAlone(APP, columns), host=host, port=port, log_level="error")


def check_address(host: str, port: int) -> None:
    """Raise `GeoError` if nobody can listen there."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise GeoError("error.api.address", host=host, port=port, why=error) from error
