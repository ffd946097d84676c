"""The option ``--dask``: on which cluster a command has its work done."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from geo.cli import command
from geo.cli.command import Function
from geo.cli.language import usage_error
from geo.inputs.answers import Map

SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
"""Of the addresses of schedulers."""

PER_CORE = 8
"""The most processes for each core: each takes 400 MB."""


def _address(text: str) -> str:
    """Return what names a cluster, or raise `click.UsageError`."""
    most = PER_CORE * (os.cpu_count() or 1)
    is_count = text in map(str, range(1, most + 1))
    if text == "local" or is_count or text.startswith(SCHEMES):
        return text
    raise usage_error("error.cli.dask", text=text, most=most)


def option(function: Function) -> Function:
    """Declare ``--dask``."""
    return command.option(
        "--dask", "cluster", type=_address, metavar="CLUSTER", about="cli.help.dask"
    )(function)


@contextmanager
def spreading(cluster: str | None) -> Iterator[Map | None]:
    """Yield the `map` of a cluster; without one, None."""
    if cluster is None:
        yield None
        return
    from geo.export.made_by import made_by  # noqa: PLC0415 (a cluster alone needs it)
    from geo.optional import dask  # noqa: PLC0415

    with dask.cluster(cluster, made_by) as spread:
        yield spread
