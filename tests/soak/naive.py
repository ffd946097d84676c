"""The naive `st_folium` app under the same readers, who can but step through days."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.bench import cdn
from tests.serving import serving
from tests.soak.readers import READERS, THINK_S, Measures, days_of

SECONDS = 120


@asynccontextmanager
async def pressing(url: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Open the app; yield what presses its one button and waits for the new map."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit"], max_size=None, ping_interval=None
    ) as socket:  # No browser asks whether the server still lives.
        button = ""

        async def run() -> None:
            nonlocal button
            message = BackMsg()
            message.rerun_script.query_string = ""
            if button:
                widget = message.rerun_script.widget_states.widgets.add()
                widget.id, widget.trigger_value = button, True
            await socket.send(message.SerializeToString())
            while True:
                received = ForwardMsg.FromString(await socket.recv(decode=False))
                element = received.delta.new_element
                if element.WhichOneof("type") == "button":
                    button = element.button.id
                if received.WhichOneof("type") == "script_finished":
                    return

        await run()
        yield run


async def load(url: str, readers: int, seconds: float) -> Measures:
    """Have readers step for a while; return how long each new map took.

    Parameters
    ----------
    url : str
        Of a server.
    readers : int
    seconds : float
        How long they read, once all pages are open.
    """
    measures, ready = Measures(), asyncio.Barrier(readers)

    async def one(number: int) -> None:
        drawn = random.Random(number)
        try:
            async with pressing(url) as press:
                await ready.wait()
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    await asyncio.sleep(drawn.uniform(0, 2 * THINK_S))
                    begun = time.perf_counter()
                    await press()
                    measures.updates.append(time.perf_counter() - begun)
        except (WebSocketException, OSError) as error:
            measures.faults.append(f"{type(error).__name__}: {error}")

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(one(number))
    return measures


def run(readers: int = READERS, seconds: float = SECONDS) -> bool:
    """Measure the app; there is nothing that it has to hold to."""
    with (
        cdn.serving_scripts() as scripts,
        serving(
            "tests/bench/apps/stepping.py",
            BENCH_SCRIPTS=scripts,
            BENCH_DATES=",".join(day.isoformat() for day in days_of(0, readers)),
            BENCH_WAY="naive",
            PYTHONPATH=".",
        ) as url,
    ):
        found = asyncio.run(load(url, readers, seconds))
    print(
        f"naive st_folium: {readers} for {seconds:.0f} s, "
        f"{len(found.updates)} updates, p50 {found.share('updates', 0.5):.2f} s, "
        f"p95 {found.share('updates', 0.95):.2f} s, {len(found.faults)} faults"
    )
    return True
