"""Previews of files, made beside the page and cached."""

import base64
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Self

from geo.export import manifests
from geo.export.forms import named
from geo.layers.read import json_line
from geo.pictures import film, render
from geo.pictures.preview import Preview, preview
from geo.query.atlas import Atlas
from geo.request import STEPS, Request

KEPT = 64
"""The number of previews kept: some 5 MB."""

Key = tuple[Request, str]


@dataclass(frozen=True)
class Prospect:
    """The preview of a file, and the figures from which its size is estimated.

    Attributes
    ----------
    picture : geo.pictures.preview.Preview, optional
        Of a picture, or of the last one of a film.
    features : mapping of str to int
        How many features each layer has in it.
    manifest_bytes : int
        Length of the manifest, packed.
    """

    picture: Preview | None
    features: Mapping[str, int]
    manifest_bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it; `from_json` reads it back."""
        members: dict[str, Any] = dict(vars(self))
        if self.picture:
            data = base64.b64encode(self.picture.data).decode()
            members["picture"] = self.picture._asdict() | {"data": data}
        return members

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> Self:
        """Return what `as_json` wrote."""
        picture = members["picture"]
        if picture:
            data = base64.b64decode(picture["data"])
            picture = Preview(**{**picture, "data": data})
        return cls(**{**members, "picture": picture})


def prospect(
    atlas_then: Atlas,
    request: Request,
    form: str,
    keep: Callable[[render.Drawn], object] | None = None,
) -> Prospect:
    """Return the preview of a file.

    Parameters
    ----------
    atlas_then : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`.
    keep : callable, optional
        Called with the sheet of a picture, from which its file can be made.

    Raises
    ------
    GeoError
        If it cannot be shown.
    """
    features = manifests.selected(atlas_then, request, form)
    counts = {name: len(frame) for name, frame in features.items() if len(frame)}
    manifest = manifests.manifest(atlas_then, request, form, features)
    packed = len(zlib.compress(json_line(manifest).encode()))
    if not named(form).drawn:
        return Prospect(None, counts, packed)
    publishers = {one["id"]: one["publisher"] for one in manifest["sources"]}
    if named(form).is_film:  # its pictures have no manifest of their own
        form, publishers, keep = "png", {}, None
    drawn = render.draw(atlas_then.frames, request, form, publishers=publishers)
    picture = preview(drawn[0])
    if keep:
        keep(drawn)
    return Prospect(picture, counts, packed)


class Previews:
    """A cache of previews, made one at a time in a thread.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    ask : callable
        As `prospect`.
    """

    def __init__(
        self, atlas: Atlas, ask: Callable[[Atlas, Request, str], Prospect] = prospect
    ) -> None:
        self._atlas, self._ask = atlas, ask
        self._pool = ThreadPoolExecutor(1, "preview")
        self._kept: OrderedDict[Key, Future[Prospect]] = OrderedDict()
        self._lock = Lock()

    def get(
        self, request: Request, form: str, before: Future[Prospect] | None = None
    ) -> Future[Prospect]:
        """Return a preview, or the future of one that is being made.

        Parameters
        ----------
        request : geo.request.Request
        form : str
            Of `geo.export.FORMS`.
        before : concurrent.futures.Future, optional
            What the same reader waited for until now: it is made no more, unless it
            has been begun.

        A fault is kept for who waited for it; who asks next has it tried again.
        """
        key = key_of(request, form)
        with self._lock:
            found = self._kept.get(key)
            if before is not None and before is not found:
                before.cancel()
            if found is None or (found is not before and _is_lost(found)):
                found = self._kept[key] = self._pool.submit(self._make, *key)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _make(self, request: Request, form: str) -> Prospect:
        return self._ask(self._atlas.known_on(request.known_on), request, form)


def _is_lost(found: Future[Prospect]) -> bool:
    return found.cancelled() or (found.done() and found.exception() is not None)


def key_of(request: Request, form: str) -> Key:
    """Return the cache key of a preview: forms that look alike share one."""
    kind = named(form)
    if kind.is_film:  # its last picture
        return replace(request, since=None, step=STEPS[0]), film.FORMS[0]
    return request, "pdf" if kind.is_picture and form != "png" else form
