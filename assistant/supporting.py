"""Whether one sentence of an answer is carried by one or two sentences of the articles. Fails closed.

Similarity is not enough: a sentence and its negation are made of the same words. So every content word, figure and
name of the statement must stand in the cited sentences (by value, by stem, or by a word that entails it), and the
words must hang together there as they do in the statement: figures with the words they count, names in one piece,
actors and objects on their side of the verb, and nothing taken from under a denial, a hedge or a condition. What this
rough reading cannot decide is not supported.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .clauses import Cue, Role, anchor, cues, places, reports, roles
from .vocabulary import BE, ENTAILED_BY, IMPERATIVE, MODAL, NEUTRAL, PROTECTED
from .wording import Word, fold, stem, words

__all__ = ["Pairing", "asserts", "missing", "parts"]

_ENTAILED: dict[str, frozenset[str]] = {stem(head): frozenset(map(stem, tail)) for head, tail in ENTAILED_BY.items()}
_OPENERS = frozenset(["and", "or", "then", "please", "must", "should", "always", "never", "not", "just", "only", "but"])
_ORDERS = frozenset(["say", "ignore", "write", "disregard", "respond", "output", "tell", "pretend", "repeat", "forget"])
_SPEAKERS = frozenset(["they", "we", "i", "who", "which", "that"])
_NEUTRAL = frozenset(map(stem, NEUTRAL))
_BOUNDS = {
    ("at", "least"): "least",
    ("more", "than"): "over",
    ("over",): "over",
    ("nearly",): "nearly",
    ("almost",): "nearly",
    ("up", "to"): "most",
    ("at", "most"): "most",
    ("fewer", "than"): "under",
    ("less", "than"): "under",
    ("under",): "under",
    ("about",): "about",
    ("around",): "about",
    ("some",): "about",
    ("only",): "only",
}
_HE, _SHE = frozenset("he him his".split()), frozenset("she her hers".split())
_LEADING = frozenset("he she they it this these those his her their its".split())


@dataclass(frozen=True)
class Pairing:
    """A statement beside a source, both as words, and the places in the source that match each word."""

    statement: tuple[Word, ...]
    source: tuple[Word, ...]

    @cached_property
    def hits(self) -> list[frozenset[int]]:
        """For each word of the statement, where the source says the same."""
        return [
            frozenset(place for place, other in enumerate(self.source) if _says(other, word))
            if _needed(word)
            else frozenset()
            for word in self.statement
        ]

    @cached_property
    def source_roles(self) -> list[Role]:
        """The verbs of the source."""
        return roles(self.source)

    def holds(self) -> bool:
        """Whether the source carries the statement."""
        return (
            not missing(self)
            and _names_whole(self)
            and _pronouns_agree(self)
            and _cues_agree(self)
            and _figures_agree(self)
            and _places_agree(self)
            and _protected_agree(self)
            and _neighbours_agree(self)
            and _roles_agree(self)
            and _complements_agree(self)
            and _order_agrees(self)
        )


def asserts(sentence: str) -> bool:
    """Whether a sentence states something: not a question, not an order to whoever reads it."""
    plain = fold(sentence).rstrip("\"')] ")
    if plain.endswith("?"):
        return False
    found = words(sentence)
    for place, word in enumerate(found):
        opens = place == 0 or found[place - 1].segment != word.segment or found[place - 1].low in _OPENERS
        bare = place + 1 == len(found) or found[place + 1].kind == "stop" or word.low in _ORDERS
        if word.low in IMPERATIVE and opens and bare and not _has_subject(found, place):
            return False
    return True


def _has_subject(found: Sequence[Word], place: int) -> bool:
    """Whether "say" has someone who says: "police say", "they report"."""
    back = list(found[max(0, place - 2) : place])
    return bool(back) and back[-1].segment == found[place].segment and (back[-1].noun or back[-1].low in _SPEAKERS)


def missing(pair: Pairing) -> list[int]:
    """The places of the statement's words that the source does not have."""
    return [
        place
        for place, word in enumerate(pair.statement)
        if _needed(word) and not pair.hits[place] and not _counts_people(pair, place)
    ]


def _needed(word: Word) -> bool:
    return word.content and word.stem not in _NEUTRAL


def _says(source: Word, word: Word) -> bool:
    """Whether a word of the source is, or entails, a word of the statement."""
    if word.kind == "figure" or source.kind == "figure":
        return word.key is not None and source.key is not None and _same_figure(source.key, word.key)
    if source.kind == "stop":
        return False
    if source.low == word.low:
        return True
    if word.kind == "name" and source.kind == "name":
        return False
    return source.stem == word.stem or source.stem in _ENTAILED.get(word.stem, frozenset())


def _same_figure(source: tuple[str, str], word: tuple[str, str]) -> bool:
    if source == word:
        return True
    if source[0] == "day":
        return (word[0] == "day" and source[1].startswith(word[1] + "-")) or (
            word[0] == "year" and source[1].endswith("-" + word[1])
        )
    return False


def _counts_people(pair: Pairing, place: int) -> bool:
    """Whether "12 people" may stand for a figure that the source leaves without a noun ("killing 12")."""
    if pair.statement[place].stem != "person" or place == 0:
        return False
    for hit in pair.hits[place - 1]:
        following = pair.source[hit + 1 : hit + 2]
        if pair.source[hit].kind == "figure" and (
            not following or following[0].kind == "stop" or following[0].verb or following[0].low in ("dead", "others")
        ):
            return True
    return False


def _names_whole(pair: Pairing) -> bool:
    """Names of several words stand together in the source, with at most a middle name between."""
    for place in range(len(pair.statement) - 1):
        word, following = pair.statement[place : place + 2]
        if word.kind == "name" and following.kind == "name" and word.segment == following.segment:
            near = any(
                0 < after - hit <= 2 or (pair.source[hit].kind != "name" and _together(pair, hit, after))
                for hit in pair.hits[place]
                for after in pair.hits[place + 1]
            )
            if not near:
                return False
    return True


def _pronouns_agree(pair: Pairing) -> bool:
    said = {word.low for word in pair.statement}
    found = {word.low for word in pair.source}
    if said & _HE and not found & _HE and found & _SHE:
        return False
    if said & _SHE and not found & _SHE and found & _HE:
        return False
    head = pair.statement[0].low if pair.statement else ""
    return head not in _LEADING or any(word.first and word.low == head for word in pair.source)


def _cues_agree(pair: Pairing) -> bool:
    """Nothing is taken from under a denial or a hedge, and nothing is denied that the source asserts."""
    source, statement = cues(pair.source), cues(pair.statement)
    for cue in source:
        if _active(pair, cue) and not any(_matches(pair, own, cue) for own in statement):
            return False
    for own in statement:
        if own.kind in ("no", "may") and not own.embeds and not any(_matches(pair, own, cue) for cue in source):
            return False
    return True


def _active(pair: Pairing, cue: Cue) -> bool:
    for place, hits in enumerate(pair.hits):
        word = pair.statement[place]
        within = (
            bool(hits & cue.governed) if cue.kind == "no" and not cue.embeds else bool(hits) and hits <= cue.governed
        )
        if within and (not cue.embeds or word.verb or word.kind == "figure" or _has_be(pair, cue)):
            return True
    return False


def _has_be(pair: Pairing, cue: Cue) -> bool:
    span = range(min(cue.governed), max(cue.governed) + 1)
    return any(pair.source[place].low in BE for place in span)


def _matches(pair: Pairing, own: Cue, cue: Cue) -> bool:
    """Whether a cue of the statement is the same as one of the source, over the same words."""
    if own.kind != cue.kind:
        return False
    if own.kind == "may" and not _same_modal(pair.statement[own.place].low, pair.source[cue.place].low):
        return False
    if own.kind == "no" and not _same_denial(pair.statement[own.place], pair.source[cue.place]):
        return False
    governed = {hit for place in own.governed for hit in pair.hits[place]}
    return bool(governed & cue.governed)


def _same_modal(own: str, other: str) -> bool:
    kinds = ({"may", "might", "could", "can"}, {"will", "would", "shall"}, {"should", "must"})
    return own in MODAL and any(own in kind and other in kind for kind in kinds)


def _same_denial(own: Word, other: Word) -> bool:
    plain = {"not", "no", "never", "none", "nobody", "neither", "nor", "nothing", "without"}
    return own.stem == other.stem or (own.low in plain and other.low in plain)


def _figures_agree(pair: Pairing) -> bool:
    """Each figure counts the same thing, with the same "at least", in the same order, as in the source."""
    for place, word in enumerate(pair.statement):
        if word.key is None:
            continue
        if not any(_same_bound(pair, place, hit) and _same_range(pair, place, hit) for hit in pair.hits[place]):
            return False
        own = _group(pair.statement, word)
        others = _group(pair.source, word)
        for counted in _counted(pair, place):
            mine = anchor(pair.statement, counted, own)
            if mine is None or not pair.hits[counted]:
                continue
            theirs = {anchor(pair.source, hit, others) for hit in pair.hits[counted]}
            if not theirs & pair.hits[mine]:
                return False
    return True


def _group(words: Sequence[Word], figure: Word) -> list[int]:
    kind = figure.key[0] if figure.key else ""
    return [place for place, word in enumerate(words) if word.key is not None and word.key[0] == kind]


def _counted(pair: Pairing, place: int) -> list[int]:
    """What a figure counts: the word after it and the nearest verb of its clause, or else the nearest word."""
    words = pair.statement
    clause = [
        other
        for other, word in enumerate(words)
        if word.segment == words[place].segment
        and word.kind in ("word", "name")
        and pair.hits[other]
        and not reports(word)
    ]
    after = [other for other in clause if 0 < other - place <= 2][:1]
    verbs = sorted((other for other in clause if words[other].verb), key=lambda other: abs(other - place))[:1]
    return after + verbs or sorted(clause, key=lambda other: abs(other - place))[:1]


def _bound(words: Sequence[Word], place: int) -> str:
    before = [word.low for word in words[max(0, place - 2) : place]]
    return _BOUNDS.get(tuple(before), "") or _BOUNDS.get(tuple(before[-1:]), "")


def _same_bound(pair: Pairing, place: int, hit: int) -> bool:
    own, other = _bound(pair.statement, place), _bound(pair.source, hit)
    return own == other or (not own and other in ("least", "about"))


def _same_range(pair: Pairing, place: int, hit: int) -> bool:
    """ "From 3 to 5", "7-2": the neighbouring figures stand in the same order."""
    own, other = pair.statement, pair.source
    before = own[place - 1].low if place else ""
    theirs = other[hit - 1].low if hit else ""
    if {before, theirs} == {"from", "to"}:
        return False
    for step in (1, 2):
        ahead = place + step
        if (
            ahead < len(own)
            and own[ahead].kind == "figure"
            and all(word.low == "to" for word in own[place + 1 : ahead])
        ):
            return any(0 < after - hit <= 2 for after in pair.hits[ahead])
    return True


def _places_agree(pair: Pairing) -> bool:
    """A place belongs to what it belongs to in the source."""
    own, theirs = places(pair.statement), places(pair.source)
    for place in own:
        if not pair.hits[place] & theirs:
            return False
        beside = [
            other
            for other, word in enumerate(pair.statement)
            if word.kind == "word"
            and pair.hits[other]
            and not reports(word)
            and anchor(pair.statement, other, own) == place
        ]
        fits = any(
            pair.hits[place] & {anchor(pair.source, hit, theirs) for hit in pair.hits[other]} for other in beside
        )
        if beside and not fits and not _continued(place, own):
            return False
    return True


def _continued(place: int, own: frozenset[int]) -> bool:
    return place - 1 in own or place + 1 in own


def _protected_agree(pair: Pairing) -> bool:
    """ "Before", "against", "without": there in the source too, with the same word beside it."""
    for place, word in enumerate(pair.statement):
        if word.low not in PROTECTED or _bound_word(pair, place):
            continue
        ahead = next((other for other in range(place + 1, len(pair.hits)) if pair.hits[other]), None)
        back = next((other for other in range(place - 1, -1, -1) if pair.hits[other]), None)
        beside = back if word.low in ("up", "down") or ahead is None else ahead
        if beside is None or not any(
            other.low == word.low and any(abs(hit - at) <= 5 for hit in pair.hits[beside])
            for at, other in enumerate(pair.source)
        ):
            return False
    return True


def _bound_word(pair: Pairing, place: int) -> bool:
    """Whether the word belongs to "more than 12" and its kind, which `_same_bound` compares."""
    ahead = pair.statement[place + 1 : place + 3]
    return any(word.kind == "figure" for word in ahead)


def _together(pair: Pairing, left: int, right: int) -> bool:
    """Whether two places of the source are near, with no verb between."""
    low, high = sorted((left, right))
    return high - low <= 4 and not any(
        word.verb or word.low in BE or word.first for word in pair.source[low + 1 : high]
    )


def _neighbours_agree(pair: Pairing) -> bool:
    """Two words side by side, as an adjective and its noun, are near each other in the source."""
    for place in range(len(pair.statement) - 1):
        word, following = pair.statement[place : place + 2]
        plain = all(w.kind in ("word", "name") and not w.verb and w.segment == word.segment for w in (word, following))
        if plain and pair.hits[place] and pair.hits[place + 1] and (word.kind, following.kind) != ("name", "name"):
            near = any(_together(pair, hit, after) for hit in pair.hits[place] for after in pair.hits[place + 1])
            if not near:
                return False
    return True


def _roles_agree(pair: Pairing) -> bool:
    """Those who act and those acted upon are on the same side of the verb as in the source."""
    for own in roles(pair.statement):
        hits = pair.hits[own.verb]
        if not hits:
            continue
        others = [role for role in pair.source_roles if role.verb in hits]
        if others:
            if not any(_conforms(pair, own, other) for other in others):
                return False
        elif not own.open and _held(pair, own.agents):
            return False
    return True


def _held(pair: Pairing, wanted: Iterable[int]) -> list[frozenset[int]]:
    return [pair.hits[place] for place in wanted if pair.hits[place]]


def _conforms(pair: Pairing, own: Role, other: Role) -> bool:
    if own.open:
        either = other.wide_agents | other.wide_patients
        return all(hits & either for hits in _held(pair, own.agents))
    agents = all(hits & other.wide_agents for hits in _held(pair, own.agents))
    patients = all(hits & other.wide_patients for hits in _held(pair, own.patients))
    return agents and patients


def _complements_agree(pair: Pairing) -> bool:
    """ "X is Y" needs X and Y joined in the source, by the verb or side by side."""
    for place, word in enumerate(pair.statement):
        if word.low not in BE:
            continue
        left = [other for other in range(place) if pair.hits[other] and _same_clause(pair.statement, other, place)]
        right = [
            other
            for other in range(place + 1, len(pair.hits))
            if pair.hits[other] and _same_clause(pair.statement, place, other)
        ]
        if not left or not right or any(pair.statement[other].verb for other in right[:2]):
            continue
        joined = any(_joined(pair, hit, after) for hit in pair.hits[left[-1]] for after in pair.hits[right[-1]]) or any(
            _joined(pair, hit, after) for hit in pair.hits[left[0]] for after in pair.hits[right[0]]
        )
        if not joined:
            return False
    return True


def _order_agrees(pair: Pairing) -> bool:
    """A clause in which no verb is recognised must have its words in the order of the source."""
    for segment in {word.segment for word in pair.statement}:
        clause = [place for place, word in enumerate(pair.statement) if word.segment == segment]
        if any(pair.statement[place].verb or pair.statement[place].low in BE for place in clause):
            continue
        at = -1
        for place in (place for place in clause if pair.hits[place]):
            later = [hit for hit in pair.hits[place] if hit > at]
            if not later:
                return False
            at = min(later)
    return True


def _same_clause(words: Sequence[Word], left: int, right: int) -> bool:
    return words[left].segment == words[right].segment


def _joined(pair: Pairing, left: int, right: int) -> bool:
    if _together(pair, left, right):
        between = pair.source[min(left, right) + 1 : max(left, right)]
        return not any(word.kind == "name" and word.low not in {w.low for w in pair.statement} for word in between)
    between = pair.source[left + 1 : right]
    return any(word.low in BE for word in between) and not any(word.verb or word.first for word in between)


def parts(statement: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The two halves of "A did this and B did that", each with a subject; nothing when it cannot be halved safely."""
    for place, word in enumerate(statement):
        left, right = tuple(statement[:place]), tuple(statement[place + 1 :])
        if word.low in ("and", "but", "while", "whereas") and _tells(left) and _tells(right) and not cues(left):
            start = next(at for at, other in enumerate(right) if other.verb or other.low in BE)
            if not any(other.noun or other.key for other in right[:start]):
                verb = next(at for at, other in enumerate(left) if other.verb or other.low in BE)
                right = tuple(other for other in left[:verb]) + right
            return [left, right]
    return []


def _tells(clause: Sequence[Word]) -> bool:
    return any(word.verb or word.low in BE for word in clause) and any(word.noun for word in clause)
