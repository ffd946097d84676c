"""The files, command lines and addresses that are written down."""

import datetime as dt
from dataclasses import replace

from geo.request import Request
from geo.views import Box, View

DAY = dt.date(2019, 12, 19)
EARLIER = dt.date(2019, 4, 3)
_ASKED = Request(DAY, size_px=(700, 500))
_DATA = ("geojson", "gpkg", "kml", "parquet")

FILES: dict[str, tuple[Request, tuple[str, ...]]] = {
    "country": (
        _ASKED,
        ("png", "svg", "pdf", "html", "gif", "mp4", *_DATA),
    ),
    "arabic": (
        replace(_ASKED, language="ar", view="tripoli"),
        ("png", "svg", "pdf", "html", "gif", "mp4", *_DATA),
    ),
    "sides": (
        replace(_ASKED, against=EARLIER, paper="slide"),
        ("svg",),
    ),
    "changes": (
        replace(_ASKED, against=EARLIER, comparison="changes", language="ar"),
        ("png",),
    ),
    "since": (
        replace(_ASKED, since=dt.date(2019, 12, 1), step="week", view="tripoli"),
        _DATA,
    ),
    "claimants": (
        replace(_ASKED, claimants=("cyprus", "turkey"), view="east-med"),
        ("png", "html", "mp4", *_DATA),
    ),
    "known": (
        replace(_ASKED, known_on=dt.date(2019, 12, 20), view=View(32.0, 15.0, 7)),
        ("png", "html", *_DATA),
    ),
    "box": (
        replace(
            _ASKED,
            layers=("tripoli_held", "eastern_held", "front_lines", "events"),
            view=Box(11.0, 31.0, 16.0, 33.5),
            title="A box",
        ),
        ("png", "svg", "gif", *_DATA),
    ),
    "story": (
        replace(_ASKED, size_px=None, paper="story", language="ar", view="east-med"),
        ("png",),
    ),
    "four": (
        replace(
            _ASKED,
            size_px=None,
            paper="slide",
            earlier=(dt.date(2014, 8, 25), dt.date(2016, 5, 5), EARLIER),
        ),
        ("svg",),
    ),
    "dark": (
        replace(_ASKED, dark=True, language="ar", orientation="portrait"),
        ("png",),
    ),
}
"""Requests by name, and the forms in which each is made."""

VERIFIED = (
    ("country", ("geojson", "gpkg", "kml", "parquet")),
    ("box", ("svg",)),
    ("dark", ("png",)),
    ("four", ("svg",)),
)
"""Files that are made again from their manifests and compared.

The other forms and requests are verified in tests/export, films in tests/cli.
"""

HELP = (
    "--help",
    "check --help",
    "build --help",
    "who --help",
    "agreements --help",
    "find --help",
    "place --help",
    "changes --help",
    "stats --help",
    "brief --help",
    "events --help",
    "relations --help",
    "log --help",
    "codebook --help",
    "median --help",
    "limit --help",
    "sea --help",
    "sea-diff --help",
    "points --help",
    "snapshot --help",
    "verify --help",
    "timelapse --help",
    "",
    "why",
    "agreements",
    "who 32.9 13.2",
    "who - --date 2019-12-19",
    "snapshot --date 2019-12-19 --out a.png --lang fr",
    "snapshot --date 2019-12-19 --out a.png --compare sides",
    "snapshot --date 2019-12-19 --dates 2019-12-19",
)
"""Command lines that a library for command lines answers."""

TODAY_IN = ("2999", "2013-01-01", "--cite")
"""Command lines with one of these print the present day."""

COMMANDS = {
    "records": (
        "check --records records",
        "check --records missing",
        "check --records broken",
        "codebook",
        "build --records records --out layers",
    ),
    "who": (
        "who 32.8872 13.1913 --date 2019-12-19 --records records",
        "who 32.8872 13.1913 --date 2019-12-19 --records records --json",
        "who 32.66 13.16 --date 2019-12-19 --as-known-on 2019-12-20 --records records",
        "who 25.9 13.9 --date 2014-06-01 --records records --json",
        "who 40 13 --date 2019-12-19 --records records",
        "who - --records records",
        "who - --records records --json",
        "who - --records records --csv",
        "who 95 13 --date 2019-12-19",
        "who north 13 --date 2019-12-19",
        "who 32 13 --date 2019-13-19",
        "who 32 13 --date 2013-01-01",
        "who 32 13 --date 2999-01-01",
        "who 32 13 --date 2019-12-19 --as-known-on 2999-01-01",
    ),
    "agreements": (
        "agreements --date 2019-12-19 --records records",
        "agreements --date 2020-11-01 --records records --json",
        "agreements --date 2019-12-19 --records records --csv",
        "agreements --date 2019-12-19 --records records --lang ar",
        "agreements --date 2999-01-01",
    ),
    "find": (
        "find Tarabulus --records records",
        "find طرابلس --lang ar --kind place --records records --json",
        "find bengazi --kind place --most 2 --records records --csv",
        "find 32.9N 13.2E --records records",
        "find 13.2, 32.9 --records records",
        "find 95, 13 --records records",
        "find zzzqqq --records records",
    ),
    "answers": (
        "place tripoli --date 2019-12-19 --records records",
        "place tripoli --date 2019-12-19 --records records --json",
        "place طرابلس --date 2019-12-19 --records records --lang ar",
        "place zzzqqq --records records",
        "changes 2019-04-03 2019-12-19 --records records",
        "changes 2019-04-03 2019-12-19 --records records --csv",
        "changes 2019-12-19 2019-04-03 --records records",
        "stats --date 2019-12-19 --records records",
        "stats --from 2019-04-01 --to 2019-06-30 --step 45 --records records --json",
        "brief --date 2019-12-19 --records records",
        "brief --date 2019-12-19 --records records --lang ar",
        "events 2019-04-01 2019-12-19 --records records",
        "events --date 2019-12-19 --records records --lang ar --csv",
        "relations --date 2019-12-19 --records records",
        "relations --date 2019-12-19 --records records --json",
    ),
    "sea": (
        "sea --date 2019-12-19 --records records",
        "sea --date 2019-12-19 --view turkey --records records --json",
        "sea --date 2019-12-19 --view atlantis --records records",
        "median libya malta",
        "median libya malta --islands half --out median.geojson",
        "median libya atlantis",
        "limit malta 24",
        "limit malta 12 --out limit.geojson",
        "limit malta 0",
        "points tr-ly-2019 --records records",
        "points tr-ly-2019 --as csv --records records",
        "points tr-ly-2099 --records records",
        "points tr-ly-2019 --records records --out no/such/folder.txt",
    ),
    "files": (
        "snapshot --date 2019-12-19 --out a.geojson --records records --cite",
        "snapshot --date 2019-12-19 --out a.gpkg --records records --alt --lang ar "
        "--view tripoli --cite bibtex",
        "snapshot --dates 2019-12-19,2019-04-03 --view tripoli --records records",
        "snapshot --dates 2019-12-19,2019-04-03 --out a.kml",
        "snapshot --date 2019-12-19 --out a.doc --records records",
        "snapshot --date 2019-12-19 --out a.kml --bbox 1,2,3",
        "snapshot --date 2019-12-19 --out a.kml --view nowhere",
        "snapshot --date 2019-12-19 --out a.kml --layers roads",
        "snapshot --date 2019-12-19 --out a.kml --claimants atlantis",
        "snapshot --date 2019-12-19 --out a.kml --against 2019-01-01",
        "snapshot --date 2019-12-19 --out a.png --since 2019-01-01",
        "snapshot --date 2019-12-19 --out a.png --size 10x10",
        "verify a.geojson none.png text.geojson --records records",
        "timelapse --from 2019-12-12 --to 2019-12-19 --out a.txt",
    ),
}
"""Command lines, run one after another in a folder of their own."""

STDIN = "32.8872,13.1913,2019-12-19\n\n32.11,20.07,2014-07-01\n40,13,2019-01-01\n"
"""What a command line with - reads."""

ADDRESSES = (
    "",
    "date=2016-03-31",
    "date=2019-12-19&layers=tripoli_held,eastern_held&view=32.8,13.2,8&lang=ar",
    "date=2020-08-07&claimants=turkey,cyprus",
    "claimants=turkey&layers=maritime_lines",
    "as_known_on=2019-12-20",
    "story=2019-12-19&step=3",
    "story=2019-12-19&step=3&date=2019-05-01&lang=ar",
    "story=2019-12-19",
    "story=none",
    "story=2019-12-19&step=99",
    "date=2013-01-01",
    "date=yesterday",
    "as_known_on=never",
    "layers=",
    "layers=places,roads",
    "view=32.8,13.2",
    "view=99,13,5",
    "view=32.8,13.2,19",
    "lang=fr",
    "claimants=atlantis",
    "claimants=greece,turkey,libya",
)
"""Addresses of the page, after the question mark."""
