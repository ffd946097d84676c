"""The command ``find``: what a few words may mean."""

from pathlib import Path

import click

from geo.cli import options, output
from geo.errors import PlaceError
from geo.query.find import KINDS, MOST, POINT, Finder, Hit
from geo.records import read as reading
from geo.words import say

COLUMNS = (
    "kind",
    "id",
    "name_en",
    "name_ar",
    "spelling",
    "what",
    "lat",
    "lon",
    "score",
    "swapped",
)
_WORDS_OF = {
    "place": "place_kind",
    "agreement": "agreement_kind",
    "line": "role",
}


@click.command(context_settings=options.NEGATIVE)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only of a kind."
)
@click.option(
    "--most",
    type=click.IntRange(1),
    default=MOST,
    show_default=True,
    metavar="NUMBER",
    help="So many at most.",
)
@options.answer
@options.records
def find(  # noqa: PLR0913 (each is an option)
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    most: int,
    language: str,
    records: Path,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Find places, agreements, actors, lines, stories or a coordinate.

    TEXT is a name in any spelling, English or Arabic, or a coordinate such as 32.9N
    13.2E. The likeliest comes first.
    """
    output.check_form(as_json=as_json, as_csv=as_csv)
    asked = " ".join(text)
    hits = Finder(reading.load(records)).find(asked, kinds or KINDS, most)
    if not hits:
        raise PlaceError(
            f"nothing on record is called {asked!r}: try another spelling, or a "
            "coordinate as 32.9,13.2"
        )
    if as_json or as_csv:
        output.print_rows((hit.as_json() for hit in hits), COLUMNS, as_json=as_json)
        return
    for hit in hits:
        print(_told(hit, language))


def _told(hit: Hit, language: str) -> str:
    what = say(f"find.kinds.{hit.kind}", language)
    if hit.kind in _WORDS_OF:
        what = say(f"{_WORDS_OF[hit.kind]}.{hit.what}", language)
    name = hit.name[language]
    if hit.kind == POINT:
        if not hit.swapped:
            return say("find.point", language, name=name)
        meant = ", ".join(reversed(name.split(", ")))
        return say("find.swapped", language, name=name, meant=meant)
    told = say("find.hit", language, name=name, what=what, id=hit.item_id)
    if hit.spelling not in hit.name.values() and hit.spelling != hit.item_id:
        told += say("find.spelling", language, spelling=hit.spelling)
    if hit.lat is not None:
        told += say("find.where", language, lat=f"{hit.lat:.4f}", lon=f"{hit.lon:.4f}")
    return told
