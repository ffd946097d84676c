"""The app, run as the README says, on a free port."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
WAIT_S = 90
"""How long anything may take on a busy machine."""


@contextlib.contextmanager
def serving(script: str, folder: Path = ROOT, **environment: str) -> Iterator[str]:
    """Run a Streamlit script in a folder on a free port, and yield its address.

    Whatever is done with it, it must not come to a traceback.
    """
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        url = f"http://localhost:{port}"
        try:
            if not _comes_up(url, process):
                log.seek(0)
                raise RuntimeError(f"{script} did not come up: {log.read()}")
            yield url
        finally:
            process.terminate()
            process.wait(WAIT_S)
        log.seek(0)
        text = log.read()
        assert "Traceback" not in text, text


def _comes_up(url: str, process: subprocess.Popen) -> bool:
    for _ in range(WAIT_S * 5):
        if process.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return True
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
    return False
