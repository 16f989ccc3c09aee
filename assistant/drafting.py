"""Readings into a draft: which sentences are quoted, in which order, and which value is the short answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.types import Span

from .aggregating import Answering, Group, cut, pooled
from .ask import Ask
from .copies import copies
from .dating import dated
from .differing import MEASURED, STORY_DAYS, apart, counts_on, day_of, newest_of_each, rivals
from .judging import about, chooses, verdicts
from .lines import spans_in, stems_in
from .listing import asked_for, chosen_items, itemised, listed
from .questions import analyse
from .tallies import hedged, sharpened, tallied
from .types import Claim, Draft, Evidence, Quote
from .values import FIGURES

__all__ = ["Answering", "draft", "joined"]

_CLAIMS = 3
_VALUES = 8
"""Different figures that are shown at most."""

_RELATIVE = 0.7
_SAME_VALUE = 0.5
_LEAST = 0.1
"""The least probability of what is shown beside the best answer, where that there is an answer is known apart."""

_LIKELY = 0.25
"""The least probability, likewise, of a figure for the words around it to decide which figure counts."""

_HOPELESS = 0.06
"""The least probability of the best answer itself."""

_OTHER_ARTICLE = 0.5
_REVISED = 0.25
"""How much of the best figure's probability one needs that a sentence of another day gives as the toll."""

_PLAINLY = 0.9
"""The probability of a verdict at least: on 117 questions about ten invented articles that were set aside, 54 of the 55
verdicts were right."""

_VERDICT = 0.5
"""How much of the best sentence's probability one needs that plainly says yes or no."""

_CLEARER = 0.5
"""How much of the best reading's probability one needs that gives the full form of its name."""

_PER_PART = 2
_NO_LIST = FIGURES | {"reason", "manner", "quote"}

_Chosen = list[tuple[str, Answering]]
"""Sentences to be quoted, each with the reading that chose it."""


def draft(
    question: str,
    readings: Sequence[Answering],
    evidence: Iterable[Evidence],
    threshold: float,
    answers: float | None = None,
) -> Draft:
    """A draft that quotes the sentences of the best supported answer; without claims where there is none.

    There is none where the probability that the evidence ``answers`` the question is below the threshold, or where the
    best answer is hopeless; without that number the best answer's own probability decides.

    ``readings`` are best first; there may be several of one sentence, with different short answers. The same answer in
    several articles counts more (`assistant.aggregating`); copies of one sentence in several articles are one claim
    with several quotes. An article that says less of the event that is asked about than the best one is not quoted.

    Where articles give different figures there is one claim for each, the newest article first, and the short answer is
    the newest; a later or earlier report of the same event needs less to count ("The final toll is 38 dead") than the
    first to be found. For different names and days see `assistant.differing`. A question for several things has a list
    as its short answer. A yes/no question is answered by the sentences that say yes or no; where they say both or
    neither there is no short answer, and sentences that do not tell of the event are no answer at all.
    """
    if not readings:
        return Draft(confidence=0.0)
    ask = analyse(question)
    passages = {passage.number: passage for passage in evidence}
    heard = _heard(ask, readings, passages)
    if ask.kind == "yesno" and not chooses(question):
        return _judged(question, ask, heard, passages, threshold)
    first = heard[0]
    ask = sharpened(ask, cut(passages[first[0]], first[2])) if first[2] else ask
    likely = threshold if answers is None else min(threshold, _LIKELY)
    groups = pooled(ask, tallied(ask, heard, passages, likely), passages.values())
    confidence = groups[0].score if groups else 0.0
    if (
        not groups
        or (confidence if answers is None else answers) < threshold
        or (answers is not None and confidence < _HOPELESS)
    ):
        return Draft(confidence=confidence)
    threshold = threshold if answers is None else min(threshold, _LEAST)
    wanted = asked_for(question) if ask.kind not in _NO_LIST else 0
    chosen, short = _listed(ask, wanted, heard, passages, threshold) if wanted else ([], None)
    if not chosen:
        measured = ask.kind in MEASURED
        chosen = _measured(groups, passages, threshold) if measured else _told(ask, groups, passages, threshold)
        number, _, span, own = chosen[0][1]
        held = next((group.score for group in groups if chosen[0][1] in group.readings), own)
        confidence = min(confidence, held)  # of what is shown first, not of what led to it
        ending = " ,;:." if ask.kind in ("date", "quote") else " ,;:"
        span = hedged(ask, passages[number], chosen[0][1][1], span) if span else None
        short = cut(passages[number], span).rstrip(ending) if span else None
        if short and ask.kind == "date":
            short = dated(short, passages[number].published, future=ask.future)
    return Draft(_claims(chosen, passages), short or None, confidence)


def joined(drafts: Sequence[Draft]) -> Draft:
    """The drafts of the parts of one question as one; the short answer only when every part has one."""
    if len(drafts) == 1:
        return drafts[0]
    claims: dict[str, Claim] = {}
    for one in drafts:
        claims |= {claim.text: claim for claim in _first(one) if claim.text not in claims}
    shorts = [one.short for one in drafts if one.short is not None]
    whole = len(shorts) == len(drafts)
    answered = [one.confidence for one in drafts if one.claims] or [one.confidence for one in drafts]
    known = [one for one in answered if one is not None]
    sure = min(known) if len(known) == len(answered) else None
    return Draft(tuple(claims.values()), "; ".join(dict.fromkeys(shorts)) if whole else None, sure)


def _first(one: Draft) -> tuple[Claim, ...]:
    """The first claims of a part; all of them when its short answer is a list over several sentences."""
    few = one.claims[:_PER_PART]
    spread = one.short not in (None, "Yes", "No") and not any(one.short in claim.text for claim in few if one.short)
    return one.claims if spread else few


def _heard(ask: Ask, readings: Sequence[Answering], passages: Mapping[int, Evidence]) -> list[Answering]:
    """The readings of articles that hold as many of the question's names and nouns as the best reading's article.

    A report that counts the same thing may lack one noun: it says "lives" where the question says "miners".
    """
    held: dict[str, frozenset[str]] = {}
    for passage in passages.values():
        held[passage.article_id] = held.get(passage.article_id, frozenset()) | stems_in(passage)
    spare = int(ask.kind in MEASURED)
    lacking = {
        article: sum(set(name).isdisjoint(stems) for name in ask.names) + max(0, len(ask.nouns - stems) - spare)
        for article, stems in held.items()
    }
    most = lacking[passages[readings[0][0]].article_id]
    return [reading for reading in readings if lacking[passages[reading[0]].article_id] <= most]


def _judged(
    question: str, ask: Ask, heard: Sequence[Answering], passages: Mapping[int, Evidence], threshold: float
) -> Draft:
    """Yes or no with the sentences that say so; both, the newest first; or what is told without a verdict."""
    groups = pooled(ask, [(number, span, None, score) for number, span, _, score in heard], passages.values())
    best = groups[0].score
    said = _plain(question, ask, heard, passages, threshold)
    if said:
        both = len({one for _, one in said}) > 1
        order = sorted(said, key=lambda one: day_of(passages, one[0]), reverse=True) if both else said
        first = [next(one for one in order if one[1] == word) for word in dict.fromkeys(word for _, word in order)]
        chosen = [reading for reading, _ in (*first, *(one for one in order if one not in first))]
        kept = [(cut(passages[reading[0]], reading[1]), reading) for reading in chosen[:_CLAIMS]]
        return Draft(_claims(kept, passages), None if both else said[0][1], max(best, _PLAINLY))
    if best < threshold:
        return Draft(confidence=best)
    floor = max(threshold, _RELATIVE * best)
    near = [(cut(passages[one.readings[0][0]], one.readings[0][1]), one) for one in groups if one.score >= floor]
    kept = [(text, one.readings[0]) for text, one in near if about(ask, text, passages[one.readings[0][0]])]
    return Draft(_claims(kept[:_CLAIMS], passages), None, best if kept else min(best, threshold / 2))


def _plain(
    question: str, ask: Ask, heard: Sequence[Answering], passages: Mapping[int, Evidence], threshold: float
) -> list[tuple[Answering, str]]:
    """The sentences of these articles that say yes or no, likely ones first, each with its word; copies count once.

    A question that names nobody may be about another event of the kind, so that only likely sentences count for it.
    """
    articles = {passages[number].article_id for number, _, _, _ in heard}
    scores = {(number, span.start): score for number, span, _, score in reversed(heard)}
    floor = 0.0 if ask.names else max(threshold, _VERDICT * max(scores.values()))
    told = verdicts(question, (one for one in passages.values() if one.article_id in articles))
    found = [(scores.get((one.evidence, one.sentence.start), 0.0), one) for one in told]
    kept: list[tuple[Answering, str]] = []
    texts: list[str] = []
    for score, one in sorted(found, key=lambda each: -each[0]):
        text = cut(passages[one.evidence], one.sentence)
        if score >= floor and not any(copies(text, other) for other in texts):
            kept.append(((one.evidence, one.sentence, None, score), one.said))
            texts.append(text)
    return kept


def _measured(groups: Sequence[Group], passages: Mapping[int, Evidence], threshold: float) -> _Chosen:
    """One sentence for each figure that articles give, the newest first."""
    anchor = groups[0].readings[0]
    best = anchor[3]
    kept: _Chosen = []
    for reading in (one for group in groups for one in group.readings):
        text = cut(passages[reading[0]], reading[1])
        floor = max(threshold, _RELATIVE * best)
        if passages[reading[0]].article_id != passages[anchor[0]].article_id:
            later = reading[2] is not None and 0 < apart(passages, reading, anchor) <= STORY_DAYS
            floor = max(threshold, _OTHER_ARTICLE * best)
            floor = (_REVISED if counts_on(text) else _OTHER_ARTICLE) * best if later else floor
        if reading[3] >= min(floor, best) and not any(copies(text, other) for other, _ in kept):
            kept.append((text, reading))
    return newest_of_each(kept, passages)[:_VALUES]


def _told(ask: Ask, groups: Sequence[Group], passages: Mapping[int, Evidence], threshold: float) -> _Chosen:
    """The best answer's sentence, those of the answers that stand against it, then further ones."""
    against = rivals(ask, groups, passages, threshold)
    best = groups[0].readings[0][3]
    leads = [_clearest(group, threshold) for group in against]
    same = [one for one in groups[0].readings if one[3] >= max(threshold, _SAME_VALUE * best)]
    others = [one for group in groups[1:] for one in group.readings if one[3] >= max(threshold, _RELATIVE * best)]
    kept: _Chosen = []
    for reading in [*leads, *same, *(others if len(against) == 1 else ())]:
        text = cut(passages[reading[0]], reading[1])
        if not any(copies(text, other) for other, _ in kept):
            kept.append((text, reading))
    return kept[: max(_CLAIMS, len(against))]


def _clearest(group: Group, threshold: float) -> Answering:
    """The reading that shows a value: the best, or a nearly as sure one of another sentence with a longer name."""
    best = group.readings[0]
    if group.value is None or group.value.kind != "name" or best[2] is None:
        return best
    floor, full = max(threshold, _CLEARER * best[3]), len(" ".join(group.value.key))
    if len(best[2]) >= full:
        return best
    fuller = [one for one in group.readings[1:] if one[3] >= floor and one[1] != best[1]]
    return next((one for one in fuller if one[2] is not None and len(one[2]) >= full), best)


def _listed(
    ask: Ask, wanted: int, heard: Sequence[Answering], passages: Mapping[int, Evidence], threshold: float
) -> tuple[_Chosen, str | None]:
    """The sentences that the items of a list rest on, and the list; nothing where there are not two items."""
    items = [
        (number, sentence, item, score)
        for number, sentence, short, score in heard
        if short is not None
        for item in itemised(cut(passages[number], sentence), sentence, short)
    ]
    groups = chosen_items(pooled(ask, items, passages.values()), wanted, threshold)
    if len(groups) < 2:
        return [], None
    kept: _Chosen = []
    shown: list[tuple[int, int, str]] = []
    for group in groups:
        reading = next(
            (one for one in group.readings if any(one[:2] == other[:2] for _, other in kept)),
            _clearest(group, threshold),
        )
        text = cut(passages[reading[0]], reading[1])
        place = next((at for at, (other, _) in enumerate(kept) if copies(text, other)), len(kept))
        if place == len(kept):
            kept.append((text, reading))
        if reading[2] is not None:
            shown.append((place, reading[2].start, cut(passages[reading[0]], reading[2]).strip(" ,;:.")))
    return kept, listed([text for _, _, text in sorted(shown)])


def _claims(chosen: Iterable[tuple[str, Answering]], passages: Mapping[int, Evidence]) -> tuple[Claim, ...]:
    return tuple(Claim(text, tuple(_copies(text, reading, passages))) for text, reading in chosen)


def _copies(text: str, reading: Answering, passages: Mapping[int, Evidence]) -> list[Quote]:
    """The quote itself and its copies in other articles, one for each article."""
    quotes = [Quote(reading[0], reading[1])]
    seen = {passages[reading[0]].article_id}
    for passage in passages.values():
        if passage.article_id in seen:
            continue
        for span in spans_in(passage):
            if copies(text, span.of(passage.text)):
                seen.add(passage.article_id)
                quotes.append(
                    Quote(passage.number, Span(passage.span.start + span.start, passage.span.start + span.end))
                )
                break
    return quotes
