"""Previews of files, and files that take long to make, on the page."""

import base64
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from functools import partial

import streamlit as st

from geo.errors import GeoError
from geo.export import forms, sizes
from geo.export.previews import Prospect
from geo.export.queue import DONE, FAILED, RUNNING, Exports, Job
from geo.page.actions import action, within
from geo.page.choices import form_name
from geo.page.downloads import Download, save_button
from geo.page.progress import run_again
from geo.page.state import direction, keep_up, plain
from geo.page.world import World
from geo.pictures import captions
from geo.request import Request
from geo.web.markup import text as escape
from geo.web.payload import layer_name
from geo.words import say

JOBS = "jobs"
"""Part of the page, for `geo.page.actions.within`."""

PENDING, DRAWN = "pending", "drawn"
"""What there is of a preview, for `geo.page.progress`."""

AT_ONCE_SECONDS = 0.2
"""A preview in place of another is waited for if it comes within so long."""


def reader_exports(world: World) -> Exports:
    """Return what is made for this reader; it is stopped when the page is closed."""
    chosen = st.session_state
    if "exports" not in chosen:
        chosen.exports = Exports(world.queue)
    _stay(chosen.exports)
    exports: Exports = chosen.exports
    return exports


@st.cache_resource(scope="session", on_release=Exports.leave, show_spinner=False)
def _stay(_exports: Exports) -> Exports:
    """Keep the reader's exports until the connection of the page ends."""
    _exports.stay()
    return _exports


@st.fragment
def show_preview(world: World, request: Request, form: str, count: int) -> None:
    """Show what a file will show, its name, and about how large it will be."""
    keep_up()
    chosen = st.session_state
    language = request.language
    found = world.previews.get(request, form, chosen.get("preview"))
    chosen.preview = found
    name = f"<code>{escape(forms.file_name(request, form))}</code>"
    source = chosen.get("preview_shown", "")
    try:
        prospect = _result(found, AT_ONCE_SECONDS if source else 0.0)
    except GeoError as error:
        chosen.preview = None  # it is tried again when this is shown again
        st.error(plain(error.text(language)))
        return
    if prospect is None:
        _show_drawing(source, "", pending=language, room=_room(request, form))
        st.html(f'<p class="atlas-file">{name}</p>')
        run_again(world, "preview", PENDING, partial(_state_of_preview, found))
        return
    if prospect.picture:
        coded = base64.b64encode(prospect.picture.data).decode()
        chosen.preview_shown = f"data:image/webp;base64,{coded}"
        _show_drawing(chosen.preview_shown, captions.named_with_days(request))
    else:
        _show_features(prospect, language)
    about = sizes.expected_bytes(prospect, request, form, count) / 1e6
    size = say("export.about", language, size=_megabytes(about))
    st.html(f'<p class="atlas-file">{name} <span>{escape(size)}</span></p>')


def _state_of_preview(found: Future[Prospect]) -> str:
    return DRAWN if found.done() else PENDING


def _result(found: Future[Prospect], seconds: float) -> Prospect | None:
    """Return a preview, or None if it is not there within so long."""
    try:
        return found.result(timeout=seconds)
    except (NotYet, CancelledError):
        return None


def _room(request: Request, form: str) -> str:
    """Return an empty box of the size of a preview, so that nothing moves later."""
    kind = forms.named(form)
    if not kind.drawn:
        return ""
    as_shown = kind.is_film or form == "png"
    across, up = request.pixels if as_shown else request.sheet_mm
    return f'<div class="atlas-room" style="aspect-ratio: {across} / {up}"></div>'


def _show_drawing(source: str, text: str, pending: str = "", room: str = "") -> None:
    """Show a preview; the last one stays, paler, until the next is there."""
    image = f'<img src="{source}" alt="{escape(text)}">' if source else room
    note = say("export.previewing", pending) if pending else ""
    status = f'<figcaption role="status">{escape(note)}</figcaption>' if note else ""
    look = ' class="atlas-preview atlas-pending"' if note else ' class="atlas-preview"'
    st.html(f"<figure{look}>{image}{status}</figure>")


def _show_features(prospect: Prospect, language: str) -> None:
    rows = "".join(
        f"<li>{escape(layer_name(name)[language])}: {number:,}</li>"
        for name, number in prospect.features.items()
    )
    count = sum(prospect.features.values())
    head = escape(say("export.holds", language, count=count))
    st.html(f'<div class="atlas-holds" dir="{direction()}">{head}<ul>{rows}</ul></div>')


def _megabytes(size: float) -> float:
    """Return a size in megabytes in words, with a decimal while it is small."""
    return max(0.1, round(size, 1)) if size < 10 else float(round(size))


def make_later(world: World, request: Callable[[], Request], form: str) -> None:
    """Put a file into the queue; keep the error for the page if there is one."""
    chosen = st.session_state
    try:
        chosen.export_fault = ""
        # Last: an action may be done twice.
        reader_exports(world).add(world.whole, request(), form)
    except GeoError as error:
        chosen.export_fault = error.text(chosen.language)


@st.fragment
def show_jobs(world: World) -> None:
    """Show the reader's files that wait, are made, or are there."""
    keep_up(JOBS)
    chosen = st.session_state
    exports = reader_exports(world)
    shown = _state_of_jobs(exports)
    if chosen.get("export_fault"):
        st.warning(plain(chosen.export_fault))
    for job in reversed(exports.jobs):
        with st.container(border=True, key=f"job_{job.folder.name}"), within(JOBS):
            _show_job(world, exports, job, chosen.language)
    if any(job.is_active for job in exports.jobs):
        run_again(world, JOBS, shown, partial(_state_of_jobs, exports))


def _state_of_jobs(exports: Exports) -> str:
    """Return how far a reader's files have come, for `geo.page.progress`."""
    return " ".join(
        f"{job.state}:{job.drawn}/{job.count}:{exports.queue.ahead(job)}"
        for job in tuple(exports.jobs)
    )


def _show_job(world: World, exports: Exports, job: Job, language: str) -> None:
    state, key = job.state, job.folder.name  # which another thread may change
    if state == DONE:
        size = escape(say("queue.size", language, size=_megabytes(_size_of(job))))
        label = say("queue.download", language, form=form_name(job.form, language))
        media, name = forms.named(job.form).media, partial(str, job.name)
        download = Download(label, name, media, job.path.read_bytes)
        save_button(world, f"download_{key}", download, is_primary=True)
        st.html(f'<p class="atlas-file"><code>{escape(job.name)}</code> {size}</p>')
    elif state == FAILED and job.fault:
        st.error(plain(job.fault.text(language)))
    else:
        share = job.drawn / job.count if job.count else 0.0
        st.progress(share, text=_how_far(exports, job, language))
        st.html(f'<p class="atlas-file"><code>{escape(job.name)}</code></p>')
    word = "queue.remove" if state in (DONE, FAILED) else "queue.cancel"
    st.button(
        say(word, language),
        key=f"drop_{key}",
        on_click=action(exports.drop, job),
        type="tertiary",
    )


def _size_of(job: Job) -> float:
    return job.path.stat().st_size / 1e6 if job.path.exists() else 0.0


def _how_far(exports: Exports, job: Job, language: str) -> str:
    """Return how far a job has come, in words."""
    if job.state != RUNNING:
        return say("queue.ahead", language, count=exports.queue.ahead(job))
    if not job.count:
        return say("queue.begun", language)
    return say("queue.drawn", language, drawn=job.drawn, count=job.count)
