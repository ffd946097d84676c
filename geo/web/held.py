"""Sentences on how long a place has been held, and how old the evidence is."""

import datetime as dt

from geo.control.holding import Holding, Moment, Span
from geo.dates import SPAN_START
from geo.words import long_day, long_month, month_day, say

ONE_DAY = dt.timedelta(days=1)


def held(
    holding: Holding, language: str, *, actor: str = "", on_record: bool = True
) -> str:
    """Return since when a place has been held, with the attacks since, and its record.

    Parameters
    ----------
    holding : geo.control.holding.Holding
    language : str
        One of `geo.words.LANGUAGES`.
    actor : str, optional
        Name of the holder, where it does not stand beside the sentence.
    on_record : bool, optional
        Whether anything is on record; matters only where nobody holds the place.

    Returns
    -------
    str
        Such as ``Held since 5 April 2019 (attacked 18 to 21 April 2020); this record
        from 22 April 2020 to 3 June 2020.``

    Notes
    -----
    A day is as fine as its sources: ``about 5 April 2019``, ``April 2019``, ``2019``.
    What began by the first day on the map is held since then ``or earlier``.
    """
    since = holding.actor_since
    if since is None or holding.camp_since is None:
        text = say("held.nobody" if on_record else "held.no_record", language)
    else:
        key = "held.held_by" if actor else "held.held"
        text = say(key, language, actor=actor, since=began(since, language))
        text += _attacks(holding, language)
        if holding.camp_since.day != since.day:
            since_then = began(holding.camp_since, language)
            text += say("held.camp", language, since=since_then)
    record = _record(holding.record, language)
    return f"{text}{say('map.semicolon', language)}{record}."


def since(holding: Holding, language: str) -> str:
    """Return no more than since when a place has been held; empty if nobody holds it.

    Parameters
    ----------
    holding : geo.control.holding.Holding
    language : str
        One of `geo.words.LANGUAGES`.
    """
    first = holding.actor_since
    if first is None or holding.camp_since is None:
        return ""
    return say("held.held", language, since=began(first, language))


def last_seen(seen: dt.date, day: dt.date, language: str) -> str:
    """Return when a state was last seen, and how long that was before a day.

    Evidence of the day and of later ones is marked so: the state lasted until then.

    Parameters
    ----------
    seen, day : datetime.date
    language : str
        One of `geo.words.LANGUAGES`.

    Examples
    --------
    >>> last_seen(dt.date(2025, 6, 1), dt.date(2026, 11, 28), "en")
    'last seen 17 months ago (1 June 2025)'
    """
    if seen >= day:
        return say("map.seen_until", language, day=seen)
    return say("map.seen_ago", language, age=_age(seen, day, language), day=seen)


def _age(seen: dt.date, day: dt.date, language: str) -> str:
    """Return the time between two days in whole days, months or, from two on, years."""
    months = 12 * (day.year - seen.year) + day.month - seen.month
    months -= day.day < seen.day
    unit, count = "month", months
    if not months:
        unit, count = "day", (day - seen).days
    elif months >= 24:
        unit, count = "year", months // 12
    return say(f"map.ages.{unit}", language, count=count)


def _attacks(holding: Holding, language: str) -> str:
    """Return the attacks of a holding: the one under way, or the last of them."""
    attacks = holding.attacks
    if not attacks:
        return ""
    if holding.under_attack:
        since, earlier = moment(attacks[-1].start, language), len(attacks) - 1
        if not earlier:
            return say("held.under_attack", language, since=since)
        times = _times(earlier, language)
        return say("held.under_attack_again", language, since=since, times=times)
    when = [_span(attack, language) for attack in attacks[-2:]]
    if len(attacks) == 1:
        return say("held.attacked", language, when=when[0])
    if len(attacks) == 2:
        return say("held.attacked_twice", language, first=when[0], second=when[1])
    times = _times(len(attacks), language)
    return say("held.attacked_often", language, times=times, when=when[-1])


def _times(count: int, language: str) -> str:
    if count == 2:
        return say("held.twice", language)
    return say("held.times", language, count=count)


def _record(record: Span, language: str) -> str:
    start = moment(record.start, language)
    if record.end is None:
        return say("held.open_record", language, start=start)
    if record.end.day - ONE_DAY == record.start.day:
        return say("held.record_of_a_day", language, day=start)
    end = _end(record.end, language)
    return say("held.record", language, start=start, end=end)


def _span(span: Span, language: str) -> str:
    """Return a span in words, as short as its days allow."""
    start = moment(span.start, language)
    if span.end is None:
        return say("held.open", language, start=start)
    first, last = span.start.day, span.end.day - ONE_DAY
    if first == last:
        return say("held.on", language, day=start)
    if {span.start.precision, span.end.precision} != {"day"}:
        end = _end(span.end, language)
        return say("held.between", language, start=start, end=end)
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    elif first.year == last.year:
        start = month_day(first, language)
    return say("held.days", language, start=start, end=last)


def _end(end: Moment, language: str) -> str:
    """Return the last day of a span; one that is not known to the day as what ended."""
    if end.precision == "day":
        return say("held.to", language, day=end.day - ONE_DAY)
    return say("held.until", language, day=moment(end, language))


def began(since: Moment, language: str) -> str:
    """Return since when a state is on record: the first day on the map, or earlier."""
    text = moment(since, language)
    if since.day > SPAN_START:
        return text
    return say("held.first", language, day=text)


def moment(of: Moment, language: str) -> str:
    """Return a day as finely as it is known; the first day on the map is itself."""
    if of.precision == "day" or of.day <= SPAN_START:
        return long_day(of.day, language)
    if of.precision == "year":
        return str(of.day.year)
    if of.precision == "month":
        return long_month(of.day, language)
    return say("held.approx", language, day=of.day)
