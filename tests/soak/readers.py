"""Many readers at once: they scrub, ask and save, each by a websocket of their own.

Each speaks Streamlit's protocol as the browser does, and has days that no other has, so
that whoever is sent something of another's session shows it.
"""

import asyncio
import datetime as dt
import io
import json
import os
import random
import re
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from geo.pictures.files import MANIFEST
from tests.serving import serving

READERS, SECONDS = 50, 600
WARM_SHARE = 0.2
"""So much of the time goes by before memory is looked at."""

THINK_S = 4.0
"""Between two things that a reader does, on average."""

SAVES = 0.04
"""So many of these are files that are saved."""

FLAT = 1.15
"""So much may memory grow after that."""

WAIT_S = 120
FIRST = dt.date(2019, 1, 1)
PLACES = ("tripoli", "misrata", "sabha", "benghazi", "sirte", "tobruk", "derna")
TABS = ("place", "changes", "agreements", "events", "export")
SAVED = re.compile(rb"/saved/[\w-]{22}")
MAP = "libya_control_atlas"


@dataclass
class Measures:
    """What became of all that readers did.

    Attributes
    ----------
    updates, saves : list of float
        Seconds that each took.
    refused : int
        How many files were not made because too many waited.
    faults : list of str
    """

    updates: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def share(self, name: str, part: float) -> float:
        """Return what a part of the updates or saves did not take longer than."""
        taken = sorted(getattr(self, name)) or [0.0]
        return taken[min(len(taken) - 1, round(part * (len(taken) - 1)))]


class Reader:
    """One page that is open.

    Parameters
    ----------
    url : str
        Of the server.
    socket : websockets.asyncio.client.ClientConnection
    days : sequence of datetime.date
        That no other reader asks for.
    measures : Measures
    """

    def __init__(
        self,
        url: str,
        socket: ClientConnection,
        days: Sequence[dt.date],
        measures: Measures,
    ) -> None:
        self._url, self._socket, self._days = url, socket, days
        self._measures = measures
        self._serial, self._map, self._args = 0, "", dict[str, Any]()
        self._saved: bytes | None = None
        self._day = days[0]
        self._random = random.Random(days[0].toordinal())

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, days: Sequence[dt.date], measures: Measures
    ) -> AsyncIterator[Self]:
        """Open the page at the first of the days."""
        address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
        async with connect(address, subprotocols=["streamlit"], max_size=None) as one:
            reader = cls(url, one, days, measures)
            await reader._run(None)
            reader._check(None)
            await reader._send("layers", layers=reader._args["layers"])
            yield reader

    async def _run(self, message: dict[str, Any] | None) -> None:
        """Have the page run with a message of the map, if any, until it is done."""
        rerun = BackMsg()
        rerun.rerun_script.query_string = f"date={self._days[0]}"
        if message is not None:
            widget = rerun.rerun_script.widget_states.widgets.add()
            widget.id, widget.json_value = self._map, json.dumps(message)
        begun = time.perf_counter()
        await self._socket.send(rerun.SerializeToString())
        while True:
            async with asyncio.timeout(WAIT_S):
                data = await self._socket.recv(decode=False)
            received = ForwardMsg.FromString(data)
            if received.WhichOneof("type") == "delta":
                self._note(received, data)
            # A run that is cut short is followed by another.
            if received.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and (
                received.WhichOneof("type") == "script_finished"
            ):
                break
        if message is not None:
            self._measures.updates.append(time.perf_counter() - begun)

    def _note(self, received: ForwardMsg, data: bytes) -> None:
        """Keep what an element of the page says of the map, or of a file to save."""
        element = received.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self._fault(f"a traceback: {element.exception.message}")
        if kind == "component_instance" and MAP in (
            element.component_instance.component_name
        ):
            self._map = element.component_instance.id
            self._args = json.loads(element.component_instance.json_args)
        if found := SAVED.search(data):
            self._saved = found[0]

    def _fault(self, text: str) -> None:
        self._measures.faults.append(text)

    def _check(self, message: dict[str, Any] | None) -> None:
        """Note whatever the page shows that is not this reader's."""
        wanted = {"date": self._day.isoformat()}
        if message:
            wanted["acknowledged"] = message["serial"]
            wanted["selected"] = message["selected"]
        for name, value in wanted.items():
            if self._args.get(name) != value:
                self._fault(f"{name} is {self._args.get(name)}, and not {value}")

    async def _send(self, *changed: str, **values: Any) -> None:
        """Send what the map does when its reader changes something on it."""
        self._serial += 1
        names = ("date", "against", "layers", "language", "ground", "claimants")
        message = {name: self._args.get(name) for name in names}
        message |= {name: self._args.get(name) for name in ("selected", "agreement")}
        message |= {"line": self._args.get("line"), "opened": ""}
        message |= {"address": "", "address_serial": 0}
        message |= {"changed": [*changed], "view": ""}
        message |= {"command": self._args["command"], "serial": self._serial, **values}
        await self._run(message)
        self._check(message)

    async def go(self, day: dt.date) -> None:
        """Go to a day."""
        self._day = day
        await self._send("date", date=day.isoformat())

    async def scrub(self) -> None:
        """Go to another day."""
        await self.go(self._random.choice(self._days))

    async def open_tab(self, tab: str) -> None:
        """Open a tab of the panel."""
        await self._send("opened", opened=f"{self._serial} {tab}")

    async def ask(self) -> None:
        """Choose a place, or open a tab."""
        if self._random.random() < 0.5:
            await self._send("selected", selected=self._random.choice(PLACES))
        else:
            await self.open_tab(self._random.choice(TABS))

    async def save(self) -> None:
        """Save a picture; it has to be of this reader's day."""
        self._saved = None
        await self.open_tab("export")
        if self._saved is None:
            self._fault("nothing to save")
            return
        begun = time.perf_counter()
        address = self._url + self._saved.decode()
        try:
            data = await asyncio.to_thread(_fetched, address)
        except OSError as error:
            if getattr(error, "code", 0) == HTTPStatus.SERVICE_UNAVAILABLE:
                self._measures.refused += 1
            else:
                self._fault(f"not saved: {error}")
            return
        self._measures.saves.append(time.perf_counter() - begun)
        with Image.open(io.BytesIO(data)) as picture:
            manifest = json.loads(picture.info[MANIFEST])
        if manifest["request"]["day"] != self._day.isoformat():
            self._fault(f"saved {manifest['request']['day']}, and not {self._day}")

    async def read(self, until: float, think_s: float, saves: float) -> None:
        """Do one thing after another until a time."""
        while time.monotonic() < until:
            await asyncio.sleep(self._random.uniform(0, 2 * think_s))
            drawn = self._random.random()
            if drawn < saves:
                await self.save()
            elif drawn < 0.7:
                await self.scrub()
            else:
                await self.ask()


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=WAIT_S) as answer:
        content: bytes = answer.read()
        return content


def days_of(number: int, readers: int) -> list[dt.date]:
    """Return the days that a reader alone goes to."""
    return [FIRST + dt.timedelta(number + readers * i) for i in range(12)]


async def load(
    url: str,
    readers: int,
    *,
    seconds: float,
    think_s: float = THINK_S,
    saves: float = SAVES,
    opened: Callable[[], object] = lambda: None,
) -> Measures:
    """Have readers read for a while; return what became of it.

    Parameters
    ----------
    url : str
        Of a server.
    readers : int
    seconds, think_s, saves : float
        How long they read, how long they think, and how often they save a file.
    opened : callable
        Is called once all pages are open.
    """
    measures, ready = Measures(), asyncio.Barrier(readers + 1)
    # A thread for each, or they would wait for one another here, not for the server.
    pool = ThreadPoolExecutor(readers)
    asyncio.get_running_loop().set_default_executor(pool)

    async def one(number: int) -> None:
        try:
            async with Reader.open(url, days_of(number, readers), measures) as reader:
                await ready.wait()
                end = time.monotonic() + seconds
                await reader.read(end, think_s, saves)
                await reader.save()
        except Exception as error:
            measures.faults.append(f"{type(error).__name__}: {error}")
            await ready.abort()

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(one(number))
        try:
            await ready.wait()
        except asyncio.BrokenBarrierError:
            return measures
        opened()
        measures.updates.clear()
    return measures


def run(readers: int = READERS, seconds: float = SECONDS) -> bool:
    """Return whether many readers were served without a fault, and memory was flat."""
    with serving("app.py") as url:
        megabytes = _memory()
        first = asyncio.run(load(url, 1, seconds=1, think_s=0.1))
        alone, opened = megabytes(), [0.0]
        warming = asyncio.run(
            load(
                url,
                readers,
                seconds=seconds * WARM_SHARE,
                opened=lambda: opened.append(megabytes()),
            )
        )
        warm = megabytes()
        found = asyncio.run(load(url, readers, seconds=seconds * (1 - WARM_SHARE)))
        end = megabytes()
    faults = [*first.faults, *warming.faults, *found.faults]
    each = (opened[-1] - alone) / readers
    print(
        f"readers: {readers} for {seconds:.0f} s, {len(found.updates)} updates, "
        f"p50 {found.share('updates', 0.5):.2f} s, "
        f"p95 {found.share('updates', 0.95):.2f} s; "
        f"{len(found.saves)} files, p50 {found.share('saves', 0.5):.1f} s, "
        f"p95 {found.share('saves', 0.95):.1f} s, {found.refused} refused; "
        f"{each:.1f} MB a session; {warm:.0f} MB warm, {end:.0f} MB at the end; "
        f"{len(faults)} faults {sorted(set(faults))[:5]}"
    )
    return not faults and end <= FLAT * warm


def server() -> Path:
    """Return where the system tells of the Streamlit that this process started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(os.getpid()) and b"streamlit" in (
                (path / "cmdline").read_bytes()
            ):
                found.append(path)
    (one,) = found
    return one


def _memory() -> Callable[[], float]:
    """Return what tells the memory of the server, in MB."""
    there, page = server(), os.sysconf("SC_PAGE_SIZE")
    return lambda: int((there / "statm").read_text().split()[1]) * page / 1e6
