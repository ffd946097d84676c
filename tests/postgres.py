"""A PostgreSQL of the tests' own: on a free port of loopback, in a folder that goes."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from psycopg import sql

from geo.optional import sync

SMALL = Path(__file__).parent / "golden" / "records"

UNPACKED = Path(sys.prefix) / "postgres" / "root"
USER, PASSWORD = "editor", "p4ss word/of:the@editor"
BASE = "base"
"""A database with the extensions, of which tests have copies."""

# Ends and sweeps when its standard input does, also if whoever started it was killed.
RUN = """
trap '' INT TERM
"$1/postgres" -D "$2/data" -p "$3" -k "$2" -c listen_addresses=127.0.0.1 \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
    -c shared_buffers=32MB -c log_min_messages=fatal >"$2/log" 2>&1 &
cat >/dev/null
kill -INT $!
wait
cd / && rm -rf "$2"
"""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs."""
    named = os.environ.get("ATLAS_POSTGRES")
    roots = (Path("/"), UNPACKED)
    found = [path for root in roots for path in root.glob("usr/lib/postgresql/*/bin")]
    every = ([Path(named)] if named else []) + sorted(found, reverse=True)
    return next((path for path in every if (path / "initdb").exists()), None)


def _environment() -> dict[str, str]:
    libraries = {path.parent for path in UNPACKED.glob("usr/lib/**/*.so*")}
    known = [*map(str, sorted(libraries)), os.environ.get("LD_LIBRARY_PATH", "")]
    return {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": ":".join(filter(None, known)),
        **({"PROJ_DATA": f"{UNPACKED}/usr/share/proj"} if libraries else {}),
    }


@dataclass(frozen=True)
class Cluster:
    """A server: ``url`` addresses a database of it."""

    port: int

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        quoted = password.translate({ord(sign): f"%{ord(sign):02X}" for sign in " /:@"})
        return f"postgresql://{USER}:{quoted}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: sql.Composable, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def create(self, database: str, template: str = BASE) -> str:
        """Make a database like another; return its address."""
        made = sql.SQL("create database {} template {}")
        self.run(made.format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def copied(self, template: str = BASE) -> str:
        """Return the address of a new copy of a database."""
        return self.create(f"test{next(_NUMBERS)}", template)


_NUMBERS = count(1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _owner() -> str | None:
    """Return as whom to run: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


@contextlib.contextmanager
def running(bin_folder: Path) -> Iterator[Cluster]:
    """Start a server, and end it however its use ends."""
    owner = _owner()
    as_owner = {"user": owner, "extra_groups": ()} if owner else {}
    folder = Path(tempfile.mkdtemp(prefix="atlas-postgres-"))
    (folder / "password").write_text(PASSWORD)
    if owner:
        shutil.chown(folder, owner)
        shutil.chown(folder / "password", owner)
    common = {"env": _environment(), "cwd": folder, **as_owner}
    command = [bin_folder / "initdb", "-D", folder / "data", "-U", USER, "--no-sync"]
    command += ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(command, check=True, stdout=subprocess.PIPE, **common)
    cluster = Cluster(_free_port())
    arguments = ["sh", "-c", RUN, "postgres", bin_folder, folder, str(cluster.port)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, **common) as process:
        try:
            _wait(bin_folder, cluster, process)
            cluster.create(BASE, "template1")
            for name in ("postgis", "btree_gist"):
                cluster.run(sql.SQL(f"create extension {name}"), BASE)
            yield cluster
        finally:
            process.stdin.close()
            process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _wait(bin_folder: Path, cluster: Cluster, process: subprocess.Popen) -> None:
    ready = [bin_folder / "pg_isready", "-q", "-h", "127.0.0.1", "-t", "1"]
    for _ in range(600):
        done = subprocess.run(
            [*ready, "-p", str(cluster.port)], check=False, env=_environment()
        )
        if done.returncode == 0:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    raise RuntimeError("PostgreSQL does not come up")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of a worker, for all its tests."""
    if (found := programs()) is None:
        pytest.skip("no PostgreSQL: bash tests/install_postgres.sh .venv")
    with running(found) as server:
        yield server


@pytest.fixture
def database(cluster) -> str:
    """The address of a database of the test's own, with the extensions and no more."""
    return cluster.copied()


class Stored(NamedTuple):
    """A database that holds records, and the folder that was pushed there."""

    url: str
    folder: Path


@pytest.fixture(scope="session")
def first_stored(cluster, tmp_path_factory) -> Path:
    """Push the small records into a database of which others are copies."""
    folder = tmp_path_factory.mktemp("first") / "records"
    shutil.copytree(SMALL, folder)
    sync.push(folder, cluster.create("first"), "the first records")
    return folder


@pytest.fixture
def unchanged(cluster, first_stored) -> Stored:
    """The small records in a database that tests share: none may change it."""
    return Stored(cluster.url("first"), first_stored)


@pytest.fixture
def stored(cluster, first_stored, tmp_path) -> Stored:
    folder = tmp_path / "records"
    shutil.copytree(first_stored, folder)
    return Stored(cluster.copied("first"), folder)


@pytest.fixture
def small(tmp_path) -> Path:
    """A folder with the small records, which no store knows."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    return folder
