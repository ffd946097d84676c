"""How long a place has been held, and how old the evidence is, as a sentence."""

import datetime as dt

from geo import words
from geo.control.holding import Holding, Moment, Span
from geo.dates import SPAN_START
from geo.words_held import HELD

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
    say, since = HELD[language], holding.actor_since
    if since is None or holding.camp_since is None:
        text = say["nobody"] if on_record else say["no_record"]
    else:
        text = say["held_by" if actor else "held"].format(
            actor=actor, since=_since(since, language)
        )
        text += _attacks(holding, language)
        if holding.camp_since.day != since.day:
            text += say["camp"].format(since=_since(holding.camp_since, language))
    return f"{text}{words.SEMICOLON[language]}{_record(holding.record, language)}."


def last_seen(seen: dt.date, day: dt.date, language: str) -> str:
    """Return when a state was last seen, and how long that was before a day.

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
    say, long_day = words.MAP[language], words.long_day(seen, language)
    if seen >= day:
        return f"{say['last_seen']} {long_day}"
    return str(say["seen_ago"]).format(age=_age(seen, day, language), day=long_day)


def _age(seen: dt.date, day: dt.date, language: str) -> str:
    """Return the time between two days in whole days, months or, from two on, years."""
    months = 12 * (day.year - seen.year) + day.month - seen.month
    months -= day.day < seen.day
    unit, count = "month", months
    if not months:
        unit, count = "day", (day - seen).days
    elif months >= 24:
        unit, count = "year", months // 12
    return counted(words.MAP[language]["ages"][unit], count, language)


def counted(forms: dict[str, str], count: int, language: str) -> str:
    """Return a count with its noun, in the plural that the language wants.

    Parameters
    ----------
    forms : dict of str to str
        Texts with ``{count}`` by plural category (CLDR); ``other`` for those left out.
    count : int
        One or more.
    language : str
        One of `geo.words.LANGUAGES`.
    """
    category = {1: "one", 2: "two"}.get(count, "other")
    if language == "ar" and 3 <= count % 100 <= 10:
        category = "few"
    elif language == "ar" and count % 100 >= 11:
        category = "many"
    return forms.get(category, forms["other"]).format(count=count)


def _attacks(holding: Holding, language: str) -> str:
    """Return the attacks of a holding: the one under way, or the last of them."""
    say, attacks = HELD[language], holding.attacks
    if not attacks:
        return ""
    if holding.under_attack:
        earlier = len(attacks) - 1
        times = counted(say["times"], earlier, language) if earlier else ""
        return str(say["under_attack_again" if earlier else "under_attack"]).format(
            since=_moment(attacks[-1].start, language), times=times
        )
    when = [_span(attack, language) for attack in attacks[-2:]]
    if len(attacks) == 1:
        return str(say["attacked"]).format(when=when[0])
    if len(attacks) == 2:
        return str(say["attacked_twice"]).format(first=when[0], second=when[1])
    times = counted(say["times"], len(attacks), language)
    return str(say["attacked_often"]).format(times=times, when=when[-1])


def _record(record: Span, language: str) -> str:
    say, start = HELD[language], _moment(record.start, language)
    if record.end is None:
        return str(say["open_record"]).format(start=start)
    if record.end.day - ONE_DAY == record.start.day:
        return str(say["record_of_a_day"]).format(day=start)
    return str(say["record"]).format(start=start, end=_end(record.end, language))


def _span(span: Span, language: str) -> str:
    """Return a span in words, as short as its days allow."""
    say, start = HELD[language], _moment(span.start, language)
    if span.end is None:
        return str(say["open"]).format(start=start)
    first, last = span.start.day, span.end.day - ONE_DAY
    if first == last:
        return str(say["on"]).format(day=start)
    if {span.start.precision, span.end.precision} != {"day"}:
        return str(say["between"]).format(start=start, end=_end(span.end, language))
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    elif first.year == last.year:
        start = words.month_day(first, language)
    return str(say["days"]).format(start=start, end=words.long_day(last, language))


def _end(end: Moment, language: str) -> str:
    """Return the last day of a span; one that is not known to the day as what ended."""
    if end.precision == "day":
        last = words.long_day(end.day - ONE_DAY, language)
        return str(HELD[language]["to"]).format(day=last)
    return str(HELD[language]["until"]).format(day=_moment(end, language))


def _since(moment: Moment, language: str) -> str:
    text = _moment(moment, language)
    if moment.day > SPAN_START:
        return text
    return str(HELD[language]["first"]).format(day=text)


def _moment(moment: Moment, language: str) -> str:
    """Return a day as finely as it is known; the first day on the map is itself."""
    text = words.long_day(moment.day, language)
    if moment.precision == "day" or moment.day <= SPAN_START:
        return text
    if moment.precision == "year":
        return str(moment.day.year)
    if moment.precision == "month":
        return text.partition(" ")[2]
    return str(HELD[language]["approx"]).format(day=text)
