"""Who is said to say what in a sentence: "police said", "according to the ministry", with what they say.

A rough reading by word order. Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .clauses import reports
from .pairing import Pairing
from .vocabulary import BE, MODAL, OFFICIAL
from .wording import Word, stem

__all__ = ["Report", "reports_agree", "said", "without_speakers"]

_OFFICIAL = frozenset(map(stem, OFFICIAL))
_ARTICLES, _NOUNS = frozenset("a an the its this that".split()), frozenset("report state note remark account".split())
_RELATIVES = frozenset(["who", "which", "whose", "whom"])
_CLAUSES = frozenset(
    ["that", "who", "which", "after", "because", "when", "while", "but", "and", "if", "until", "before"]
)


@dataclass(frozen=True, slots=True)
class Report:
    """One verb of speech with the places of its speaker's words and of what is said; ``trailing``: it comes last."""

    verb: int
    speaker: frozenset[int]
    content: frozenset[int]
    trailing: bool


def said(words: Sequence[Word]) -> list[Report]:
    """The reports in the words of one or two sentences."""
    found: list[Report] = []
    for first, last in _sentences(words):
        for place in range(first, last):
            put = words[place].stem == "put" and any(word.low == "at" for word in words[place:last])
            if (reports(words[place]) or put) and words[place].kind == "word" and _leads(words, place, first):
                found.extend(_report(words, place, (first, last)))
    return [_own(words, report, found) for report in found]


def _own(words: Sequence[Word], report: Report, every: Sequence[Report]) -> Report:
    """The report without what somebody else says after it: "the army says it killed 20; rebels say 5 died"."""
    later = [
        min(other.speaker)
        for other in every
        if other.speaker and min(other.speaker) > report.verb and not other.trailing and not report.trailing
    ]
    ends = [place for place in later if words[place].segment != words[report.verb].segment]
    if not ends or words[report.verb].low == "according":
        return report
    return replace(report, content=frozenset(place for place in report.content if place < min(ends)))


def _leads(words: Sequence[Word], place: int, first: int) -> bool:
    """Whether a word can be the verb of speech of its sentence; at its head only "according" can."""
    noun = place > first and words[place - 1].low in _ARTICLES and words[place].low in _NOUNS
    return words[place].low == "according" or (place > first and not noun)


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    starts = [place for place, word in enumerate(words) if word.first or place == 0]
    yield from zip(starts, [*starts[1:], len(words)], strict=True)


def _report(words: Sequence[Word], verb: int, sentence: tuple[int, int]) -> Iterator[Report]:
    first, last = sentence
    if words[verb].low == "according":
        end = _speaker_end(words, verb + 1, last)
        trailing = not _content(words, range(end, last))
        told = range(first, verb) if trailing else range(end, last)
        yield Report(verb, frozenset(range(verb + 1, end)), frozenset(told), trailing)
        return
    start = _speaker_start(words, verb, first)
    own = [place for place in range(start, verb) if words[place].noun or words[place].low in _PRONOUNS]
    if words[verb].low.endswith("ing"):
        yield Report(verb, frozenset(range(first, verb)), frozenset(range(verb + 1, last)), False)
        return
    joined = not own and start > first and words[start - 1].low in ("and", "but")
    if joined:
        yield Report(verb, _subject(words, first, verb), frozenset(_told(words, verb + 1, last)), False)
        return
    inverted = not own
    end = _speaker_end(words, verb + 1, last) if inverted else verb + 1
    speaker = range(verb + 1, end) if inverted else range(start, verb)
    after = [place for place in range(end, last) if not _adverbial(words, end, place)]
    added = start > first and words[start - 1].low in ("and", "but") and any(words[place].content for place in after)
    trailing = start > first and not added and not _content(words, after)
    closing = trailing or (inverted and start > first)
    content = [*range(first, start), *range(end, last)] if closing else _told(words, end, last)
    yield Report(verb, frozenset(speaker), frozenset(content), closing)


def _told(words: Sequence[Word], start: int, last: int) -> list[int]:
    """What is told from a place on, without what the writer adds of his own: ", which has 12 seats,"."""
    added = {
        words[place].segment
        for place in range(start + 1, last)
        if words[place].low in _RELATIVES and words[place].segment - words[place - 1].segment > 1
    }
    return [place for place in range(start, last) if words[place].segment not in added]


def _subject(words: Sequence[Word], first: int, verb: int) -> frozenset[int]:
    """What stands before the first verb of a sentence."""
    end = next((place for place in range(first, verb) if words[place].verb), verb)
    return frozenset(range(first, end))


_PRONOUNS = frozenset(["he", "she", "they", "it"])


def _content(words: Sequence[Word], places: Sequence[int]) -> bool:
    return any(words[place].verb or words[place].low in BE | MODAL for place in places)


def _adverbial(words: Sequence[Word], start: int, place: int) -> bool:
    """Whether a place lies in "on Monday", "in a statement" right behind the verb of speech."""
    return words[place].segment == words[start].segment and words[start].low in ("on", "in", "at", "after")


def _speaker_start(words: Sequence[Word], verb: int, first: int) -> int:
    """Where the words that name the speaker begin: the clause of the verb, and what stands in apposition before it."""
    start = verb
    while start > first and words[start - 1].segment == words[verb].segment and words[start - 1].low not in _CLAUSES:
        start -= 1
    while start > first:
        segment = words[start - 1].segment
        at = start
        while at > first and words[at - 1].segment == segment:
            at -= 1
        if words[at].low not in _RELATIVES and (_content(words, range(at, start)) or not _opens(words[at])):
            break
        start = at
    return start


def _opens(word: Word) -> bool:
    """Whether a word may begin the name of a speaker."""
    return word.noun or word.low in ("a", "an", "the", "its", "his", "her", "their", "our", "one")


def _speaker_end(words: Sequence[Word], start: int, last: int) -> int:
    """Where the words that name a speaker after the verb end, with what stands in apposition behind them."""
    end = start
    while end < last and words[end].segment == words[start].segment:
        end += 1
    while end < last:
        segment = words[end].segment
        at = end
        while at < last and words[at].segment == segment:
            at += 1
        if words[end].low not in _RELATIVES and (_content(words, range(end, at)) or words[end].low == "but"):
            break
        end = at
    return end


def without_speakers(statement: tuple[Word, ...]) -> tuple[Word, ...]:
    """The statement with the words that only say who says it passed over; as it is when it says nothing else."""
    freed = {place for report in said(statement) for place in (report.verb, *report.speaker)}
    if not any(word.content for place, word in enumerate(statement) if place not in freed):
        return statement
    return tuple(
        replace(word, kind="stop", key=None, low="") if place in freed else word for place, word in enumerate(statement)
    )


def reports_agree(pair: Pairing) -> bool:
    """What the statement says that somebody says, the same one says in the source; what is only said there stays so."""
    own, theirs = said(pair.statement), said(pair.source)
    for report in own:
        named = [place for place in report.speaker if pair.statement[place].content]
        if named and not any(_same(pair, report, named, other) for other in theirs):
            return False
    spoken = {place for report in own for place in (*report.content, *report.speaker, report.verb)}
    plain = [place for place, hits in enumerate(pair.hits) if hits and place not in spoken]
    for other in theirs:
        if other.trailing and _official(pair.source, other):
            continue
        taken = [place for place in plain if _main(pair, place) <= other.content]
        told = [place for place in plain if pair.statement[place].verb or pair.statement[place].key]
        if any(place in taken for place in told) or (len(taken) > 1 and not told):
            return False
    return True


def _main(pair: Pairing, place: int) -> frozenset[int]:
    """Where the sentence that carries the statement says a word, or else the one before it."""
    hits = pair.hits[place]
    return frozenset(hit for hit in hits if hit >= pair.main) or hits


def _same(pair: Pairing, report: Report, named: Sequence[int], other: Report) -> bool:
    pronoun = not any(pair.source[place].content for place in other.speaker)
    for place in named:
        hits = pair.hits[place]
        if not (hits & other.speaker or (pronoun and any(hit < other.verb for hit in hits))):
            return False
    said_so = [pair.hits[place] for place in report.content if pair.hits[place]]
    return all(hits & other.content for hits in said_so)


def _official(words: Sequence[Word], report: Report) -> bool:
    return any(words[place].stem in _OFFICIAL for place in report.speaker)
