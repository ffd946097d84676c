"""The records of one moment, and all that follows from them for whoever asks."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo import agreements
from geo.control import cached
from geo.control import cells as control_cells
from geo.control.cells import Spell
from geo.control.spans import Spans
from geo.dates import SPAN_START, check_day, parse_day
from geo.errors import LayerError
from geo.files.cache import Part, Recent
from geo.layers import cached as kept_layers
from geo.layers import read as layers
from geo.layers import select
from geo.query.answer import Answer, Source, State
from geo.query.districts import District, of_places
from geo.query.find import Finder
from geo.query.ways import Ways
from geo.query.who import Places
from geo.query.written import ISO
from geo.records import read as reading
from geo.records.known import as_known_on
from geo.records.read import RECORDS, Records
from geo.records.store import Origin
from geo.records.tables.agreements import Event
from geo.sea import Sea
from geo.style.layers import HELD

if TYPE_CHECKING:
    from geo.query.annotate import Annotator
    from geo.query.stats import Stats

STEP_DAYS = 30
"""From one day of the areas over time to the next."""

KEPT = 3
"""The number of atlases kept as known on a day, each as large as this one."""


class Atlas:
    """The records of one moment, and all that follows from them.

    Each part is worked out when it is first asked for, once, whichever thread asks.

    Parameters
    ----------
    records : geo.records.read.Records
    built : pathlib.Path, optional
        Where their layers may lie; they are worked out if those there were built from
        other records.
    frames : mapping of str to geopandas.GeoDataFrame, optional
        Their layers, where these are at hand.
    """

    def __init__(
        self,
        records: Records,
        built: Path | None = None,
        frames: Mapping[str, gpd.GeoDataFrame] | None = None,
    ) -> None:
        self.records = records
        self._built, self._frames = built, frames
        self._at = Recent(self._as_known_on, KEPT)
        self._annotators = Recent(self._annotator, KEPT)

    @Part
    def frames(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Return every layer as `geo.layers.read.read` returns it, by name."""
        if self._frames is not None:
            return self._frames
        if self._built is None:
            return layers.frames(self.records)
        try:
            layers.check_fresh(self._built, self.records)
        except LayerError:
            return layers.frames(self.records)
        return kept_layers.frames(self._built)

    @Part
    def places(self) -> Places:
        """Return who held which place when: cells and spells."""
        return Places(self.records)

    @Part
    def spells(self) -> Mapping[str, Sequence[Spell]]:
        """Return the spells of every place, as `geo.control.cells.spells` does."""
        return control_cells.spells(self.records, self.donors)

    @Part
    def spans(self) -> Spans:
        """Return the same in sorted arrays, in the same order of places."""
        return Spans(self.spells.values())

    @Part
    def donors(self) -> Mapping[str, str]:
        """Return whose claims each place takes, see `geo.control.cells.claims_from`."""
        return control_cells.claims_from(self.records.places)

    @Part
    def cells(self) -> pd.DataFrame:
        """Return ``place_id``, ``nominal`` and ``km2`` of every cell."""
        cells = cached.cells(self.records.places)
        return pd.DataFrame(cells[["place_id", "nominal", "km2"]])

    @Part
    def km2(self) -> Mapping[str, tuple[float, float]]:
        """Return the ground of every place: near evidence, and with nominal ground."""
        near: dict[str, float] = {}
        most: dict[str, float] = {}
        for place_id, nominal, km2 in self.cells.itertuples(index=False):
            near[place_id] = near.get(place_id, 0.0) + (0.0 if nominal else km2)
            most[place_id] = most.get(place_id, 0.0) + km2
        return {place_id: (near[place_id], most[place_id]) for place_id in most}

    @Part
    def events_of_claim(self) -> Mapping[str, Sequence[Event]]:
        """Return the events that brought each claim about, by its id."""
        events: dict[str, list[Event]] = {}
        for event in self.records.events:
            for claim_id in event.claim_ids:
                events.setdefault(claim_id, []).append(event)
        return events

    @Part
    def districts(self) -> Mapping[str, District]:
        """Return the district of every place, by its id."""
        return of_places(self.records.places)

    @Part
    def finder(self) -> Finder:
        """Return the index of all names."""
        return Finder(self.records, self.ways)

    @Part
    def ways(self) -> Ways:
        """Return the roads on record, as one net."""
        return Ways(self.records)

    @Part
    def lives(self) -> Mapping[str, agreements.Life]:
        """Return the life of each agreement, by its id."""
        return agreements.lives(self.records)

    @Part
    def sites(self) -> Mapping[str, str | None]:
        """Return on the ground of which place each agreement was made, by its id."""
        return {
            row.agreement_id: self.places.place_at(row.lat, row.lon)
            for row in self.records.agreements
            if row.lat is not None and row.lon is not None
        }

    @Part
    def over_time(self) -> Sequence["Stats"]:
        """Return what each camp held, every `STEP_DAYS` up to the newest evidence."""
        from geo.query.stats import series  # noqa: PLC0415 (it imports this)

        return tuple(series(self, SPAN_START, self.records.newest, STEP_DAYS))

    @Part
    def sea(self) -> Sea:
        """Return lines, claims and disputes at sea."""
        return Sea(self.records)

    @Part
    def digests(self) -> Mapping[str, str]:
        """Return the SHA-256 of every record table and base file, by file name.

        Of a table as it was read, whatever became of its file since.
        """
        return layers.digests(self.records)

    @property
    def rows(self) -> Mapping[str, Mapping[str, str]]:
        """Return a short digest of every row, by table and the row's name."""
        return self.records.digests.rows

    def known_on(self, day: dt.date | None) -> "Atlas":
        """Return the atlas as it could be known on a day; no day: as it is."""
        return self if day is None else self._at(day)

    def _as_known_on(self, day: dt.date) -> "Atlas":
        return Atlas(as_known_on(self.records, day))

    def who(
        self, lat: float, lon: float, day: dt.date, known_on: dt.date | None = None
    ) -> Answer:
        """Return who held a point on a day, see `geo.query.who.Places.who`."""
        return self.places.who(lat, lon, day, known_on)

    def on(self, day: dt.date | str) -> gpd.GeoDataFrame:
        """Return who held what on a day.

        Parameters
        ----------
        day : datetime.date or str
            From `geo.dates.SPAN_START` to today; as text in ISO 8601.

        Returns
        -------
        geopandas.GeoDataFrame
            The features of that day of the layers of ground (`geo.style.layers.HELD`),
            as ``data/layers`` has them, sorted by ``id``: polygons in WGS84
            (EPSG:4326), which tile Libya.

        Raises
        ------
        DateError
            If it is no such day.
        """
        day = parse_day(day) if isinstance(day, str) else day
        check_day(day)
        held = [select.valid(self.frames[name], day) for name in HELD]
        every: gpd.GeoDataFrame = pd.concat([one for one in held if len(one)])
        return every.sort_values("id", ignore_index=True)

    def annotator(self, known_on: dt.date | None = None) -> "Annotator":
        """Return what answers many questions at once, worked out once a day."""
        return self._annotators(known_on)

    def _annotator(self, known_on: dt.date | None) -> "Annotator":
        from geo.query.annotate import Annotator  # noqa: PLC0415 (it imports this)

        return Annotator(self, known_on)

    def annotate(
        self,
        frame: pd.DataFrame,
        known_on: dt.date | None = None,
        order: str = ISO,
        only: Collection[str] | None = None,
        **columns: str,
    ) -> pd.DataFrame:
        """Return a frame of events with who held each place on its day.

        Parameters
        ----------
        frame : pandas.DataFrame or geopandas.GeoDataFrame
            Of a GeoDataFrame without columns of coordinates the points count.
        known_on : datetime.date, optional
            As for `who`.
        order : str
            One of `geo.query.written.ORDERS`: how days that are texts are written.
        only : collection of str, optional
            Which of `geo.query.annotate.COLUMNS` are wanted: the fewer, the faster.
        **columns : str
            Which columns are ``lat``, ``lon``, ``date`` and ``until``, where they are
            not called by one of `geo.query.written.NAMES`.

        Returns
        -------
        pandas.DataFrame or geopandas.GeoDataFrame
            A copy with `geo.query.annotate.COLUMNS`; ``problem``, which is always one,
            says why a row has no answer.

        Raises
        ------
        PlaceError
            If a column is missing.
        """
        from geo.query import annotate  # noqa: PLC0415 (it imports this)
        from geo.query.frames import annotated  # noqa: PLC0415

        wanted = annotate.chosen(annotate.COLUMNS if only is None else only)
        return annotated(self, frame, known_on, order, columns, wanted)

    def history(self, place_id: str) -> list[State]:
        """Return every state of a place, see `geo.query.who.Places.history`."""
        return self.places.history(place_id)

    def place_names(self, language: str) -> dict[str, str]:
        """Return the name of every place by its id, sorted by name."""
        return self.places.place_names(language)

    def sources(self, source_ids: Iterable[str]) -> tuple[Source, ...]:
        """Return publications by their ids."""
        return self.places.sources(source_ids)


def load(source: Origin = RECORDS, built: Path = layers.LAYERS) -> Atlas:
    """Read the records, and make an atlas of them.

    Parameters
    ----------
    source : pathlib.Path or geo.records.store.Store
        Where the record tables lie.
    built : pathlib.Path
        Where the layers lie; they are made anew if they were built from others.

    Returns
    -------
    Atlas

    Raises
    ------
    RecordError
        If the records break their rules.

    Examples
    --------
    >>> answer = load().who(32.9, 13.2, dt.date(2019, 12, 19))
    >>> answer.camp
    'tripoli'
    """
    return Atlas(reading.load(source), built)
