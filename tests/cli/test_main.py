import subprocess
import sys
from pathlib import Path

import click
import pytest

import geo
from geo.cli import main as cli
from geo.records import schema
from geo.words import say

ROOT = Path(__file__).parents[2]
TRIPOLI = ["32.8872", "13.1913"]


def test_output_is_utf8_on_a_console_of_another_code_page(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    code = (
        "from geo import __main__ as m; m.main = lambda program: print('34°'); m.run()"
    )
    done = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)
    assert done.decode("utf-8").strip() == "34°"


def test_help_and_who_import_only_what_they_need():
    code = (
        "import sys; from geo.cli.main import main\n"
        "main({words})\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    arguments = [*TRIPOLI, "--date", "2019-12-19"]
    for words, unwanted in (
        (["--help"], {"numpy", "pandas", "shapely"}),
        (
            ["who", *arguments],
            {"matplotlib", "scipy", "folium", "pikepdf", "fontTools"},
        ),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=words)],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert done.stdout
        assert not unwanted & {*done.stderr.decode().split()}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["whom"],
        ["who"],
        ["who", "32.8", "13.1"],
        ["who", "32.8", "--date", "2019-12-19"],
        ["who", "32.8", "13.1", "5", "--date", "2019-12-19"],
        ["who", "-", "--date", "2019-12-19"],
        ["who", "--colour", "32.8", "13.1", "--date", "2019-12-19"],
        ["check", "--colour"],
        ["check", "records"],
        ["limit", "malta", "--colour"],
        ["limit", "malta", "far"],
    ],
)
def test_wrong_usage_is_status_2(run_command, arguments):
    status, out, err = run_command(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("Usage: python -m geo")


def test_what_is_stopped_says_so(run_command, monkeypatch):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "codebook", stop)
    assert run_command("codebook") == (130, "", "stopped\n")


@pytest.mark.parametrize("command", ["codebook", "check"])
def test_a_reader_that_has_enough_is_no_error(command, monkeypatch):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    shell = f"'{sys.executable}' -m geo {command} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_lists_every_command_with_what_it_does(run_command):
    status, out, err = run_command("--help")
    assert (status, err) == (0, "")
    context = click.Context(cli.atlas)
    for title, commands in cli.SECTIONS.items():
        assert f"\n{say(f'cli.sections.{title}', 'en')}:\n" in out
        for name in commands:
            command = cli.atlas.get_command(context, name)
            assert command.name == name
            does = say(command.about[0], "en")
            assert command.callback.__doc__.startswith(does.removesuffix("."))
            assert f"  {name:<10}  {does}\n" in out


def test_every_option_says_what_it_is_for():
    context = click.Context(cli.atlas)
    for name in cli.MODULES:
        command = cli.atlas.get_command(context, name)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert str(parameter.about).endswith("."), f"{name} {parameter.name}"


def test_a_command_misspelt_is_answered_with_one_that_is_alike(run_command):
    status, out, err = run_command("snapshto")
    assert (status, out) == (2, "")
    assert "No such command 'snapshto'. Did you mean 'snapshot'?" in err


def test_the_version_is_that_of_the_package(run_command):
    assert run_command("--version") == (
        0,
        f"libya-atlas, version {geo.__version__}\n",
        "",
    )


@pytest.mark.parametrize("command", ["check", "build", "verify"])
def test_records_must_be_a_folder(run_command, tmp_path, command):
    table = tmp_path / "sources.csv"
    table.write_text("")
    words = ["map.png"] if command == "verify" else []
    (tmp_path / "empty").mkdir()
    for wrong, fault in (
        (table, "no such folder"),
        (tmp_path / "none", "no such folder"),
        (tmp_path / "empty", "no tables in this folder"),
        ("", "no such folder"),
    ):
        status, out, err = run_command(command, *words, "--records", wrong)
        assert (status, out) == (1, "")
        right = "name one that holds the record tables"
        assert err == f"--records {wrong}: {fault}: {right}\n"
