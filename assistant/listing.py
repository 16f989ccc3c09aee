"""Questions that ask for several things, and lists as their answers: "Which cities were hit?" Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Span

from .aggregating import Group
from .ask import LIMIT, NAMING, TOLD
from .lexicon import AUXILIARIES, DETERMINERS, VERBS, word_set
from .numerals import numbers
from .words import Word, words

__all__ = ["MANY", "asked_for", "chosen_items", "itemised", "listed"]

MANY = 8
"""Things that are listed when the question gives no number."""

_WORDS = 12
"""Words of a list that is a short answer."""

_AS_GOOD = 0.6
"""How much of the best item's probability another one needs."""

_MOST_COUNTED = 20
"""A greater number before a plural is a year or part of a name."""

_REST = ("and", "others")
_PLURAL = word_set("people men women children police-officers media criteria teeth feet mice persons data phenomena")
_SINGULAR = word_set(
    "news series species means crisis process business congress princess bus gas virus campus census analysis "
    "basis thesis access success progress loss class address press boss mass cross illness fitness status bonus focus "
    "politics economics physics mathematics athletics headquarters premises kind kinds type types sort sorts lens "
    "texas kansas brussels illinois paris hamas debris chaos tennis diabetes always perhaps"
)
_FOR_ONE = word_set("was is has does")


def asked_for(question: str) -> int:
    """How many things a question asks for at most: 0 for one, or for no list; `MANY` for an open list.

    A list is asked for by a plural: "Which two cities", "Who were the victims?", "Name the clubs", "the names of". "Who
    claimed it?" and "Who was killed?" ask for whoever it was, and are answered by one span.
    """
    tokens = [word for word in words(question[:LIMIT]) if word.tag != "X"]
    if not tokens:
        return 0
    if tokens[0].low in ("please", "can", "could") and len(tokens) > 3:
        tokens = next((tokens[at:] for at in range(1, 4) if tokens[at].low in NAMING), tokens)
    if tokens[0].low in NAMING and len(tokens) > 1 and tokens[1].low not in AUXILIARIES:
        rest = tokens[2:] if tokens[1].low in TOLD else tokens[1:]
        return _several(rest)
    at = next((at for at, word in enumerate(tokens) if word.low in ("who", "which", "what", "how")), None)
    if at is None or (at > 0 and tokens[0].low in AUXILIARIES) or len(tokens) < at + 3:
        return 0
    after = tokens[at + 1 :]
    if tokens[at].low == "who":
        return _people_asked(after)
    if tokens[at].low == "how":
        return 0
    if after[0].low == "of":
        verb = next((word.low for word in after if word.low in AUXILIARIES), "")
        return 0 if verb in _FOR_ONE or not verb else MANY
    if after[0].low in ("are", "were"):
        return _several(after[1:])
    return 0 if after[0].low in AUXILIARIES else _several(after)


def _people_asked(after: Sequence[Word]) -> int:
    """Whether "who" is several: "Who are the leaders", "Who were arrested"; not "Who are the Greens?", one party."""
    if after[0].low not in ("are", "were"):
        return 0
    if any(word.tag == "V" for word in after[1:2]):
        return MANY
    named = any(word.tag == "U" for word in after[1:3])
    return 0 if named and not any(word.low == "of" for word in after[2:]) else _several(after[1:])


def _several(tokens: Sequence[Word]) -> int:
    """How many things the noun phrase at the head of ``tokens`` names: its number, `MANY` for a plural, else 0."""
    if tokens and tokens[0].low in ("kind", "kinds", "type", "types", "sort", "sorts") and len(tokens) > 2:
        tokens = tokens[2:]
    if tokens and tokens[0].tag == "V":
        return 0
    phrase: list[Word] = []
    for word in tokens:
        if word.tag in "PCRABV" or (word.tag == "D" and any(one.tag in "OU" for one in phrase)):
            break
        phrase.append(word)
    nouns = [word for word in phrase if word.low not in DETERMINERS and word.tag != "N"]
    counted = [number.value for word in phrase for number in numbers(word.text)]
    if not nouns:
        return 0
    if counted and counted[0] <= _MOST_COUNTED:
        return min(MANY, int(counted[0])) if counted[0] > 1 else 0
    alternative = [word.low for word in tokens[len(phrase) :][:1]] == ["or"]
    return MANY if _head_is_plural(nouns) and not alternative else 0


def _head_is_plural(nouns: Sequence[Word]) -> bool:
    """Whether a plural stands last, or before a name or a word that may be the verb: not "sports team"."""
    for place, word in enumerate(nouns):
        after = nouns[place + 1 : place + 2]
        if _plural(word) and (not after or after[0].tag != "O" or after[0].low in VERBS or _before_name(nouns, place)):
            return True
    return False


def _before_name(nouns: Sequence[Word], place: int) -> bool:
    """Whether the word after a noun stands before a name, so that it is a verb: "Which countries border Norvania"."""
    return [word.tag for word in nouns[place + 1 : place + 3]] == ["O", "U"]


def _plural(word: Word) -> bool:
    low = word.low
    ends = low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3
    return low in _PLURAL or (ends and low not in _SINGULAR and word.tag == "O")


def itemised(text: str, span: Span, short: Span) -> list[Span]:
    """The items of a short answer that lists several: "Arden, Kestle and Port Vale"; the answer itself otherwise.

    ``text`` is the sentence at ``span``; all spans count in the article. Only what an "and", "or" or ";" joins is taken
    apart. Among names, what does not begin with a capital ("45", "a teacher") belongs to the one before it and is left.
    """
    inner = Span(short.start - span.start, short.end - span.start).of(text)
    tokens = words(inner)
    if not any(word.low in ("and", "or", "&") or word.text == ";" for word in tokens):
        return [short]
    pieces = [piece for piece in _pieces(tokens) if piece]
    if len(pieces) < 2:
        return [short]
    named = [any(word.tag == "U" or word.text[:1].isupper() for word in piece) for piece in pieces]
    kept = [piece for piece, name in zip(pieces, named, strict=True) if name] if named[0] else pieces
    if len(kept) < 2 or _one_name(kept, tokens):
        return [short]
    return [Span(short.start + piece[0].start, short.start + piece[-1].end) for piece in kept]


def _pieces(tokens: Sequence[Word]) -> list[list[Word]]:
    pieces: list[list[Word]] = [[]]
    for word in tokens:
        if word.text in ",;" or word.low in ("and", "or", "&"):
            pieces.append([])
        elif pieces[-1] or (word.tag not in "DX" and word.low != "both"):
            pieces[-1].append(word)
    return pieces


def _one_name(pieces: Sequence[Sequence[Word]], tokens: Sequence[Word]) -> bool:
    """Whether two words with "and" between them may be one name: "the Department of Trade and Industry"."""
    if any(word.text == "&" for word in tokens):
        return True
    first = pieces[0]
    return len(pieces) == 2 and any(word.low in ("of", "for") for word in first) and len(pieces[1]) == 1


def chosen_items(groups: Sequence[Group], wanted: int, threshold: float) -> list[Group]:
    """The items that are listed, at most ``wanted``: not far below the best, none a part of a better one.

    Where two names or more are listed, what is only described ("two farmers") is left out: it may be the same.
    """
    kept: list[Group] = []
    floor = max(threshold, _AS_GOOD * groups[0].score) if groups else 0.0
    for group in groups:
        fit = group.value is not None and group.score >= floor
        if fit and not any(_overlap(group, other) for other in kept):
            kept.append(group)
    named = [group for group in kept if group.value is not None and group.value.kind != "words"]
    return (named if len(named) > 1 else kept)[:wanted]


def _overlap(one: Group, other: Group) -> bool:
    """Whether two values say the same with more or fewer words, or are cut from the same place."""
    (number, _, mine, _), (also, _, theirs, _) = one.readings[0], other.readings[0]
    if one.value is None or other.value is None or mine is None or theirs is None:
        return False
    if number == also and mine.start < theirs.end and theirs.start < mine.end:
        return True
    ours, others = set(one.value.key), set(other.value.key)
    return one.value.kind == other.value.kind == "words" and (ours <= others or others <= ours)


def listed(items: Sequence[str]) -> str:
    """The items as "A, B and C": at most twelve words where the items allow; what does not fit is called "others"."""
    for count in range(len(items), 0, -1):
        taken = list(items[:count]) + (["others"] if count < len(items) else [])
        text = " and ".join([", ".join(taken[:-1]), taken[-1]]) if len(taken) > 1 else taken[0]
        if len(text.split()) <= _WORDS:
            return text
    return " ".join((items[0], *_REST)) if len(items) > 1 else items[0]
