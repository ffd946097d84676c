"""The process in which files are made for the page: see `geo.export.processes`.

It is run as ``python -m geo.export.worker BYTES NICENESS CORES FOLDER``: how much
memory it may have, how far it gives way, on how many cores it runs, and what it sweeps
if the server is killed, if anything.
It reads tasks from its standard input, a line of JSON each:

- ``kind``: ``make`` or ``preview``; ``request`` and ``form``; ``path``, of the file;
  ``own``, of a saved map with layers of the reader's own.
- ``atlas``: the number of what it is made from, and ``bytes``: so many follow the line,
  its records and layers; none if it has had them.

It answers by lines of JSON too: ``drawn`` and ``count``, while a film is drawn, and in
the end ``done``, or ``error``, a sentence, or ``fault``, the key of one, with ``last``
if it ends itself. When its input ends, so does it.
"""

import json
import logging
import os
import pickle
import shutil
import signal
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from PIL import Image

from geo import files
from geo.errors import GeoError
from geo.export.make import make_as_known
from geo.export.previews import Key, key_of, prospect
from geo.pictures.render import Drawn
from geo.query.atlas import Atlas
from geo.request import Request, from_json
from geo.web import html as maps

KNOWN = 2
"""The number of atlases kept, the last ones used: of today, and as known on a day."""

SHEETS = 2
"""The number of drawings kept of the last previews: their files are asked for next."""

Task = tuple[Mapping[str, Any], bytes]

RENEW_BYTES = 800_000_000
"""A process that has taken more than this ends after its task."""


class Maker:
    """Does tasks one after another.

    Parameters
    ----------
    report : callable
        Sends a message to the page.
    """

    def __init__(self, report: Callable[..., None]) -> None:
        self._report = report
        self._known: OrderedDict[int, Atlas] = OrderedDict()
        self._sheets: OrderedDict[tuple[int, Key], Drawn] = OrderedDict()

    def answer(self, task: Mapping[str, Any], stock: bytes) -> bool:
        """Do a task, and send the answer.

        Parameters
        ----------
        task : mapping
        stock : bytes
            Records and layers of its atlas, unless these are known.

        Returns
        -------
        bool
            Whether it can take another task.
        """
        request = from_json(task["request"])
        try:
            done = self._made(task, self._atlas(task["atlas"], stock), request)
            is_last = used_bytes() > RENEW_BYTES
            self._report(done=done, last=is_last)
        except GeoError as error:
            is_last = False
            self._report(error=error.text(request.language))
        except MemoryError:
            is_last = True
            self._report(fault="queue.memory", last=is_last)
        except Exception:  # the page's log has the rest
            is_last = True
            logging.getLogger(__name__).exception("a file cannot be made")
            self._report(fault="queue.failed", last=is_last)
        return not is_last

    def _atlas(self, number: int, stock: bytes) -> Atlas:
        if stock:
            records, frames = pickle.loads(stock)
            self._known[number] = Atlas(records, frames=frames)
        self._known.move_to_end(number)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)
        return self._known[number]

    def _made(self, task: Mapping[str, Any], atlas: Atlas, request: Request) -> object:
        """Make a file or a preview from an atlas; return what the answer holds."""
        form = task["form"]
        sheet = task["atlas"], key_of(request, form)
        if task["kind"] == "preview":
            keep = partial(self._keep, sheet)
            return prospect(atlas, request, form, keep).as_json()
        if task.get("own"):
            page = maps.html(atlas.frames, atlas.records, request, task["own"])
            made = page.encode()
        else:
            drawn = self._sheets.pop(sheet, None)
            made = make_as_known(atlas, request, form, self._reporting, drawn=drawn)
        files.write(Path(task["path"]), made)
        return True

    def _keep(self, sheet: tuple[int, Key], drawn: Drawn) -> None:
        """Keep the sheet of a preview, so that it is not drawn again for its file."""
        self._sheets[sheet] = drawn
        while len(self._sheets) > SHEETS:
            self._sheets.popitem(last=False)

    def _reporting(
        self, drawn: Iterable[Image.Image], count: int
    ) -> Iterator[Image.Image]:
        """Yield the pictures of a film, and report how many are drawn."""
        self._report(drawn=0, count=count)
        for number, picture in enumerate(drawn, 1):
            yield picture
            self._report(drawn=number, count=count)


def used_bytes() -> int:
    """Return the peak memory of this process; 0 where the system does not say."""
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return 0


def hold_back(most_memory: int, niceness: int, cores: int) -> None:
    """Limit this process to some cores, a low priority and bounded memory."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    if hasattr(os, "nice"):
        os.nice(niceness)
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (most_memory, most_memory))


def listen(stream: IO[bytes], tasks: "SimpleQueue[Task]") -> None:
    """Put the tasks of a stream into a queue until the stream ends."""
    for line in stream:
        task = json.loads(line)
        tasks.put((task, stream.read(task["bytes"])))


def _end_with_page(tasks: "SimpleQueue[Task]", folder: str) -> None:
    """Kill this process and its children once the server is gone; remove its folder."""
    with suppress(ValueError, OSError):
        listen(sys.stdin.buffer, tasks)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _report(**message: object) -> None:
    print(json.dumps(message), flush=True)


def main(folder: str) -> int:
    """Do the tasks of the page.

    Parameters
    ----------
    folder : str
        Removed if the page's server is gone; empty: nothing is.

    Returns
    -------
    int
        Status of the process.
    """
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_end_with_page, args=(tasks, folder), daemon=True).start()
    maker = Maker(_report)
    while maker.answer(*tasks.get()):
        pass
    return 0


if __name__ == "__main__":
    hold_back(*map(int, sys.argv[1:4]))
    raise SystemExit(main(sys.argv[4]))
