"""The notebook of the docs runs from top to bottom.

Its cells are Python and run as such, one after another in one namespace: a kernel would
bring twenty packages, and show no more.
"""

import ast
import json
from pathlib import Path

import pandas as pd

from geo.query import atlas as atlases

NOTEBOOK = Path(__file__).parents[2] / "docs/api.ipynb"


def shown(source: str, names: dict) -> object:
    """Run a cell; return what its last line comes to, as a notebook shows it."""
    *lines, last = ast.parse(source).body
    ends = isinstance(last, ast.Expr)
    if not ends:
        lines.append(last)
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    if ends:
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return None


def test_the_notebook_of_the_docs_runs(atlas, monkeypatch):
    monkeypatch.setattr(atlases, "load", lambda: atlas)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    names: dict = {}
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    results = [shown("".join(cell["source"]), names) for cell in code]
    km2, answers, both = (one for one in results if one is not None)
    assert {"tripoli", "eastern", "other"} <= set(km2.index)
    assert answers["camp"].tolist()[0] == "tripoli"
    assert answers["camp"].tolist()[2] == "outside"
    assert pd.isna(answers["camp"].iloc[3])
    assert both.shape == (4, 2)


def test_it_is_a_notebook_without_outputs():
    """So that it shows nothing that the records no longer say."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
