"""What the files for a server name is there, and what they promise holds."""

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def steps():
    """Return the instructions of the Containerfile, each with its words."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in whole.splitlines() if line.strip()]


def of(kind):
    return [words for name, words in steps() if name == kind]


def variables():
    pairs = [shlex.split(words) for words in of("ENV")]
    return dict(pair.split("=", 1) for words in pairs for pair in words)


def test_every_variable_of_the_container_means_something():
    code = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "geo").rglob("*.py")
    )
    settings = {
        f"STREAMLIT_{re.sub('([A-Z])', '_' + chr(92) + '1', key).upper()}".replace(
            ".", "_"
        )
        for key in config.get_config_options()
    }
    for name in variables():
        if name.startswith("STREAMLIT_"):
            assert name in settings
        elif name.startswith("LIBYA_ATLAS_"):
            assert f'"{name}"' in code
        else:
            assert name in ("HOME", "PATH", "PYTHONDONTWRITEBYTECODE")
    assert variables()["STREAMLIT_SERVER_PORT"] == of("EXPOSE")[0]


def test_what_is_copied_and_run_is_there():
    for words in of("COPY"):
        if not words.startswith("--from"):
            for name in words.split()[:-1]:
                assert (ROOT / name).exists()
    (check,) = of("HEALTHCHECK")
    for words in (of("CMD")[0], check.split("CMD ")[1]):
        command = json.loads(words)
        assert command[0] == "python"
        (script,) = [word for word in command if word.endswith(".py")]
        assert (ROOT / script).is_file()
    runs = " ".join(of("RUN"))
    assert "--require-hashes" in runs
    (warm,) = re.findall(r'python -c "(.*?)"', runs)
    for module, name in re.findall(r"from ([\w.]+) import (\w+)", warm):
        assert hasattr(__import__(module, fromlist=[name]), name)


def test_the_container_can_read_a_database():
    """By packages that are locked as the others are."""
    (program,) = re.findall(r"awk '(.*?)'", " ".join(of("RUN")))
    lock = ROOT / "requirements-dev.txt"
    out = subprocess.check_output(["awk", program, lock], text=True)
    names = re.findall(r"^(\S+)==.*\n +--hash=sha256:", out, re.M)
    assert names == ["psycopg", "psycopg-binary"]
    assert not re.sub(r"^(psycopg|    (--hash|# via)).*\n", "", out, flags=re.M)
    assert "--format docker" in (ROOT / "docs" / "deploy.md").read_text("utf-8")


def test_the_container_has_nobodys_rights_when_it_serves():
    names = [name for name, _ in steps()]
    assert of("USER") == ["65534:65534"]
    last = len(names) - 1 - names[::-1].index("FROM")
    assert last < names.index("USER") < names.index("CMD")
    assert "RUN" not in names[last:]


@pytest.mark.parametrize(("base", "path"), [("", "/"), ("/libya/", "/libya/")])
@pytest.mark.parametrize("status", [200, 503, None])
def test_the_health_check_asks_below_the_base_path(base, path, status):
    """None: no server is there."""
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    if status is None:
        server.shutdown()
        server.server_close()
    try:
        port = str(server.server_address[1])
        done = subprocess.run(
            [sys.executable, DEPLOY / "health.py"],
            env=os.environ
            | {"STREAMLIT_SERVER_BASE_URL_PATH": base, "STREAMLIT_SERVER_PORT": port},
            capture_output=True,
            check=False,
            timeout=60,
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert done.returncode == (status != 200)
    assert b"Traceback" not in done.stderr
    assert paths == ([] if status is None else [f"{path}_stcore/health"])


def test_the_proxy_lets_others_frame_the_embedded_map_alone():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    rules = dict(re.findall(r"^ +(\S+) +\"(frame-ancestors [^\"]+)\";", text, re.M))
    assert rules == {
        "default": "frame-ancestors 'self'",
        "~*^(1|true)$": "frame-ancestors *",
    }
    ports = set(re.findall(r"server 127\.0\.0\.1:(\d+);", text))
    assert variables()["STREAMLIT_SERVER_PORT"] in ports
    assert len(ports) > 1
    (most,) = re.findall(r"client_max_body_size (\d+)m", text)
    assert int(most) > config.get_option("server.maxUploadSize")


def test_the_archive_is_the_same_from_the_same_commit(tmp_path):
    """Whenever and wherever it is built."""
    made = []
    for zone in ("UTC", "Africa/Tripoli"):
        folder = tmp_path / zone.replace("/", "-")
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1764374400", "TZ": zone},
            check=True,
            capture_output=True,
            timeout=300,
        )
        made.append([(path.name, path.read_bytes()) for path in folder.iterdir()])
    assert made[0] == made[1]
