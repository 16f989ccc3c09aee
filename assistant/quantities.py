"""Counts, money, shares, ages and spans of time in a tagged sentence, as candidate answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexicon import word_set
from .naming import SCALES
from .numerals import MONTHS, is_year
from .words import Word

__all__ = [
    "Mention",
    "ages",
    "amounts",
    "counts",
    "durations",
    "hedge",
    "measures",
    "money",
    "number_runs",
    "percents",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words, ``first`` included and ``last`` not; ``strength`` (0 to 1) is how well it fits the kind."""

    first: int
    last: int
    strength: float
    label: str


_UNITS_OF_TIME = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades"
)


_CURRENCY = word_set(
    "dollar dollars euro euros pound pounds peso pesos yen yuan ruble rubles rouble roubles "
    "rupee rupees franc francs cents pence dlr dlrs crown crowns krona kronor krone kroner lira shekel shekels rand "
    "baht dinar dinars dirham dirhams riyal riyals rial rials reais naira zloty forint rupiah ringgit"
)


_APPROXIMATE = (
    ("at", "least"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("up", "to"),
    ("as", "many", "as"),
    ("about",),
    ("around",),
    ("nearly",),
    ("almost",),
    ("over",),
    ("some",),
    ("approximately",),
    ("an", "estimated"),
    ("roughly",),
    ("only",),
    ("another",),
)


def number_runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The runs of words that are one number each: first word, and the one behind the last."""
    place = 0
    while place < len(words):
        if words[place].tag != "N" or (place and words[place - 1].low in MONTHS):
            place += 1
            continue
        end = place + 1
        while end < len(words) and (
            words[end].low in SCALES
            or (words[end].tag == "N" and words[end - 1].tag != "N")
            or _joins(words, place, end)
        ):
            end += 1
        yield place, end
        place = end


def _joins(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether the word at ``end`` joins two parts of one number in words: "twenty-four", "one hundred and sixty"."""
    after = words[end + 1] if end + 1 < len(words) else None
    if after is None or after.tag != "N" or not words[place].text.isalpha() or not after.text.isalpha():
        return False
    return words[end].text == "-" or (words[end].low == "and" and words[end - 1].low in SCALES)


def hedge(words: Sequence[Word], first: int) -> int:
    """Where "at least", "more than" and the like begin before ``first``."""
    for hedge in _APPROXIMATE:
        size = len(hedge)
        if first >= size and tuple(word.low for word in words[first - size : first]) == hedge:
            return first - size
    return first


def counts(words: Sequence[Word]) -> Iterator[Mention]:
    """Numbers that count something, and words such as "dozens"; no years, ages, sums, shares or labels."""
    for first, last in number_runs(words):
        if (
            is_year(words[first].text)
            and last - first == 1
            and (not first or words[first - 1].low in ("in", "since", "of", "by", "from", ","))
        ):
            continue
        dated = last < len(words) and words[last].low in MONTHS
        unit = last < len(words) and (words[last].text in "%" or words[last].low in ("percent", "per"))
        aged = last + 1 < len(words) and words[last].text == "-" and words[last + 1].low in _UNITS_OF_TIME
        money = first > 0 and words[first - 1].text in "$£€"
        before = words[first - 1] if first else None
        listed = (
            before is not None
            and before.text == ","
            and last < len(words)
            and words[last].text in ",."
            and _two_digits(words[first])
        )
        labelled = (
            before is not None
            and before.end + 1 >= words[first].start
            and (before.low in _LABELS or (before.tag == "U" and words[first].text.isdecimal()))
        )
        clock = words[first].text.isdecimal() and len(words[first].text) == 4 and words[first].text[0] == "0"
        measured = last < len(words) and (words[last].low in _MEASURES or words[last].low in _UNITS)
        if dated or aged or unit or money or listed or labelled or clock or measured:
            continue
        yield Mention(hedge(words, first), last, 1.0, "number")
    for place, word in enumerate(words):
        if word.low in ("dozens", "hundreds", "thousands", "scores", "millions", "several", "none", "nobody"):
            yield Mention(place, place + 1, 0.5, "vague")
        elif (
            word.low in ("a", "an", "one")
            and word.tag != "N"
            and place + 1 < len(words)
            and words[place + 1].tag in "OU"
        ):
            yield Mention(place, place + 2, 0.3, "single")


_LABELS = word_set("no number channel route highway flight aged age page chapter section article room block .")


_MEASURES = word_set(
    "km kilometers kilometres miles meters metres feet kg tons tonnes a.m. p.m. am pm gmt "
    " calibre caliber mm degrees inches"
)


def _two_digits(word: Word) -> bool:
    return word.text.isdecimal() and len(word.text) == 2


def money(words: Sequence[Word]) -> Iterator[Mention]:
    """Sums with their currency."""
    for first, last in number_runs(words):
        symbol = first > 0 and words[first - 1].text in "$£€¥"
        unit = last < len(words) and words[last].low in _CURRENCY
        if symbol or unit:
            start = first - symbol
            if start and words[start - 1].text in ("US", "A", "C", "NZ") and words[start - 1].end == words[start].start:
                start -= 1
            yield Mention(hedge(words, start), last + unit, 1.0, "money")


def percents(words: Sequence[Word]) -> Iterator[Mention]:
    """Shares of a hundred."""
    for first, last in number_runs(words):
        if last < len(words) and words[last].low in ("%", "percent", "pct"):
            yield Mention(hedge(words, first), last + 1, 1.0, "percent")
        elif last + 1 < len(words) and (words[last].low, words[last + 1].low) == ("per", "cent"):
            yield Mention(hedge(words, first), last + 2, 1.0, "percent")


def ages(words: Sequence[Word]) -> Iterator[Mention]:
    """Ages of people and things."""
    for first, last in number_runs(words):
        if last - first > 3 or (
            last - first == 1 and words[first].text.isdecimal() and int(words[first].text[:9]) > 120
        ):
            continue
        before, after = words[first - 1].low if first else "", [word.low for word in words[last : last + 4]]
        commas = before in (",", "(") and after[:1] in ([","], [")"], ["."])
        old = after[:3] == ["-", "year", "-"] or after[:2] in (["years", "old"], ["year", "old"])
        if old or before in ("aged", "age") or commas:
            yield Mention(first, last, 1.0 if old or before in ("aged", "age") else 0.8, "age")


def measures(words: Sequence[Word]) -> Iterator[Mention]:
    """Lengths, weights, speeds and the like: a number and its unit ("47 metres", "3.2 tonnes", "magnitude 6.1")."""
    for first, last in number_runs(words):
        end = last + (last < len(words) and words[last].text == "-")
        if end < len(words) and words[end].low in _UNITS:
            end += 1
            if end + 1 < len(words) and words[end].low in ("per", "an", "a") and words[end + 1].low in _PER:
                end += 2
            yield Mention(hedge(words, first), end, 1.0, "measure")
        elif first and words[first - 1].low in ("magnitude", "category", "force"):
            yield Mention(first - 1, last, 0.9, "measure")


def amounts(words: Sequence[Word]) -> Iterator[Mention]:
    """Numbers of any kind with their units: money, shares, measures, spans of time; bare counts last."""
    for finder in (money, percents, measures):
        yield from finder(words)
    yield from (mention for mention in durations(words) if mention.strength > 0.6)
    for mention in counts(words):
        if mention.label == "number":
            yield Mention(mention.first, mention.last, 0.5, "number")


_UNITS = word_set(
    "km kilometer kilometers kilometre kilometres mile miles meter meters metre metres foot feet "
    "inch inches cm centimeters "
    "centimetres mm kg kilogram kilograms kilos pound pounds ton tons tonne tonnes ounces grams "
    "acre acres hectare hectares "
    "square litre litres liter liters gallon gallons barrel barrels degree degrees mph kph knots volts watts megawatts "
    "gigawatts points pence cents storeys stories floors fathoms"
)
_PER = word_set("hour day second year week")


def durations(words: Sequence[Word]) -> Iterator[Mention]:
    """Spans of time: "two days"."""
    for first, last in number_runs(words):
        end = last + (last < len(words) and words[last].text == "-")
        if end < len(words) and words[end].low in _UNITS_OF_TIME:
            yield Mention(hedge(words, first), end + 1, 1.0, "duration")
    for place, word in enumerate(words):
        if (
            word.low in _UNITS_OF_TIME
            and place
            and words[place - 1].low in ("a", "an", "several", "many", "few", "life")
        ):
            yield Mention(place - 1, place + 1, 0.6, "duration")
