"""Work spread over the processes of a Dask cluster, on this machine or on many.

`cluster` yields a `map`, which whoever has many alike things to do is handed: the rest
of the package knows nothing of Dask.
"""

import hashlib
import logging
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from geo import files
from geo.errors import ClusterError
from geo.inputs.answers import Map

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Build = Callable[[], Mapping[str, str]]
"""Says what code runs in a process, as `geo.export.made_by.made_by` does."""

LOCAL = "local"
"""Names a cluster on this machine: a process for each core."""

AHEAD = 3
"""The most items per worker that are sent ahead of the results taken."""

CONNECT_SECONDS = 10
IDLE_SECONDS = 60
"""A cluster without a worker is given up after so long."""

_ONE_AT_A_TIME = threading.Lock()
"""Within a worker: pictures are not drawn by several threads."""


class Cluster:
    """Has its workers do things.

    Parameters
    ----------
    client : distributed.Client
    build : callable
        As `Build`; what it says in each worker has to be the same.
    """

    def __init__(self, client: "Client", build: Build) -> None:
        self._client, self._build = client, build

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result]:
        """Yield what a function returns for each item, in their order.

        The function is sent once, as a task, so that a worker which comes later, or in
        place of one that was lost, has it too, with all that it works with.

        Raises
        ------
        ClusterError
            If the cluster is lost, has no workers, or one that runs other code.
        """
        sent = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
        waiting: deque[Future[Result]] = deque()
        with self._errors():
            work = self._client.submit(
                _opened,
                sent,
                dict(self._build()),
                self._build,
                key=f"work-{hashlib.sha256(sent).hexdigest()}",
            )
            try:
                for item in items:
                    waiting.append(self._client.submit(_done, work, item, pure=False))
                    if len(waiting) >= AHEAD * max(1, self._workers()):
                        yield self._result(waiting.popleft())
                while waiting:
                    yield self._result(waiting.popleft())
            finally:
                self._client.cancel([*waiting, work])  # type: ignore[no-untyped-call]

    def _workers(self) -> int:
        return len(self._client.scheduler_info()["workers"])

    def _result(self, future: "Future[Result]") -> Result:
        """Return a result once it is there, as long as somebody works on it."""
        while True:
            try:
                return future.result(timeout=IDLE_SECONDS)
            except TimeoutError:
                if not self._workers():
                    raise ClusterError("error.dask.no_workers") from None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what befalls a cluster into one error."""
        from concurrent.futures import CancelledError  # noqa: PLC0415

        from distributed.comm.core import CommClosedError  # noqa: PLC0415
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        try:
            yield
        except KilledWorker as error:
            raise ClusterError("error.dask.killed") from error
        except (CancelledError, CommClosedError, OSError) as error:
            raise ClusterError("error.dask.lost") from error
        except ImportError as error:
            raise ClusterError("error.dask.other", why=error) from error
        except RuntimeError as error:  # Of a scheduler that cannot read what it gets.
            raise ClusterError(
                "error.dask.other", why=error.__cause__ or error
            ) from error


@contextmanager
def cluster(address: str, build: Build) -> Iterator[Map]:
    """Yield a `map` of a cluster.

    Parameters
    ----------
    address : str
        Of a scheduler, such as ``tcp://10.0.0.1:8786``; `LOCAL`, or a number: so many
        processes on this machine, which end with it.
    build : callable
        As `Build`.

    Yields
    ------
    callable
        As `map`.

    Raises
    ------
    ClusterError
        If Dask is not installed, or the cluster cannot be reached.
    """
    try:
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError("error.dask.missing") from error
    _silence_logs()
    with ExitStack() as stack:
        where: Any = address
        if address == LOCAL or address.isdigit():
            folder = stack.enter_context(files.folder())
            with files.sigint_blocked():
                where = stack.enter_context(
                    distributed.LocalCluster(  # type: ignore[no-untyped-call]
                        n_workers=None if address == LOCAL else int(address),
                        threads_per_worker=1,
                        processes=True,
                        host="127.0.0.1",
                        dashboard_address="127.0.0.1:0",  # else two runs meet
                        silence_logs=logging.CRITICAL,
                        local_directory=str(folder),
                    )
                )
        try:
            client = stack.enter_context(
                distributed.Client(  # type: ignore[no-untyped-call]
                    where, timeout=CONNECT_SECONDS, set_as_default=False
                )
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError("error.dask.unreachable", address=address) from error
        yield Cluster(client, build).map


def _silence_logs() -> None:
    """Turn off the logs of Dask: what happens to a cluster is one message of ours."""
    known = [*logging.root.manager.loggerDict, "distributed"]
    for name in known:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _opened(sent: bytes, theirs: Mapping[str, str], build: Build) -> Any:
    """Return a function that was sent to this worker, if it runs the same code."""
    from distributed import get_worker  # noqa: PLC0415

    ours = build()
    if unlike := [name for name in theirs if theirs[name] != ours.get(name)]:
        raise ClusterError(
            "error.dask.unlike",
            address=get_worker().address,
            names=unlike,
        )
    return pickle.loads(sent)


def _done(function: Callable[[Item], Result], item: Item) -> Result:
    with _ONE_AT_A_TIME:
        return function(item)
