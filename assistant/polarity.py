"""Whether a sentence says yes or no to a question that asks for one. When in doubt it says neither. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .families import FAMILIES
from .lexicon import word_set
from .questions import Ask
from .words import Word, words

__all__ = ["polarity"]


_NEGATIVE = word_set("not never no n't without neither nor nobody none cannot failed fails refused refuses declined")
_DOUBTFUL = word_set(
    "if could may might whether unless would should fear fears plan plans planned planning expected expects allegedly "
    "reportedly rumours rumors alleged claimed claims claim accused suspected denied denies deny "
    "denying ruled rejected "
    "unclear possible possibly likely perhaps hoped hopes wants want threatened threatens "
    "considering proposed ask asked"
)


def polarity(ask: Ask, sentence: str) -> str | None:
    """ "Yes" or "No" when the sentence holds all that the question names, in its order, and plainly affirms or denies
    it; else None."""
    if ask.kind != "yesno" or sentence.rstrip("\"'”’) ").endswith("?"):
        return None
    tokens = words(sentence)
    members = {member for family in ask.families for member in FAMILIES[family]}
    places: list[int] = []
    named = {one for name in ask.names for one in name}
    order: list[int] = []
    for term, weight in ask.terms.items():
        wanted = {term} | (members if term in ask.predicate else set())
        at = next((place for place, word in enumerate(tokens) if word.stem in wanted), None)
        if at is None and weight >= 0.3:
            return None
        if at is not None:
            places.append(at)
            order += [at] if term in named else []
    if len(places) < 2 or order != sorted(order):
        return None
    return _verdict(tokens, min(places), max(places))


def _verdict(tokens: Sequence[Word], first: int, last: int) -> str | None:
    near = [word.low for word in tokens[max(0, first - 3) : last + 1]]
    if _DOUBTFUL.intersection(near):
        return None
    negations = sum(low in _NEGATIVE or low.endswith(("n't", "n’t")) for low in near)
    return "Yes" if negations == 0 else "No" if negations == 1 else None
