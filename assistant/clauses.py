"""Who does what to whom in a sentence, and which figure belongs to which word.

A rough reading by word order, good enough to notice that two sentences made of the same words say different things.
Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .vocabulary import ASIDES, BE, PREPOSITIONS, REPORTING
from .wording import Word, stem

__all__ = ["TIMES", "UNITS", "Role", "anchor", "antecedent", "places", "reports", "roles"]

_REPORTING = frozenset(map(stem, REPORTING))
_SUBJECTS = frozenset("he she they it who which this these those".split())
_WHERE = frozenset("in at near outside inside around across throughout".split())
_SETTLEMENT = frozenset("town city village province capital district region state port suburb island".split())
TIMES = frozenset(map(stem, "year month week day morning afternoon evening night hour minute time".split()))
UNITS = frozenset(
    map(
        stem,
        "vote point seat goal second degree metre kilometre mile foot tonne kilo litre half third quarter crown kroner "
        "lira dollar euro pound yen percent to run length game set match".split(),
    )
)
_LATER = frozenset("after before until".split())
_ASSERTED = frozenset("which who whom whose where".split())


@dataclass(frozen=True, slots=True)
class Role:
    """One verb with those who act and those acted upon, as places in the list of words.

    ``wide_agents`` and ``wide_patients`` hold all that the word order allows; ``open`` means that the two cannot be
    told apart.
    """

    verb: int
    agents: frozenset[int]
    patients: frozenset[int]
    wide_agents: frozenset[int]
    wide_patients: frozenset[int]
    open: bool = False


def reports(word: Word) -> bool:
    """Whether the word is a verb of speech."""
    return word.stem in _REPORTING and not word.nominal


def roles(words: Sequence[Word]) -> list[Role]:
    """The verbs of the words of one or two sentences, in order."""
    found: list[Role] = []
    subject: frozenset[int] = frozenset()
    previous: frozenset[int] = frozenset()
    pending: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    resumed: frozenset[int] = frozenset()
    for segment in _segments(words):
        head = words[segment[0]]
        aside = head.low in ASIDES
        if head.first:
            previous, subject = subject or previous, frozenset()
        verbs = [place for place in segment if words[place].verb]
        if not verbs:
            listed = nouns = _direct(words, segment)
            if found and _apposed(words, segment, found[-1]):
                found[-1] = _joined(found[-1], _before(words, segment[0]), nouns)
            elif (aside and head.low not in _ASSERTED) or pending:
                pending = pending | nouns
            else:
                subject = subject | nouns
            continue
        own: frozenset[int] = frozenset()
        relative = frozenset(_nouns(words, range(max(0, segment[0] - 6), segment[0])))
        for order, verb in enumerate(verbs):
            left = range(verbs[order - 1] + 1 if order else segment[0], verb)
            right = range(verb + 1, verbs[order + 1] if order + 1 < len(verbs) else segment[-1] + 1)
            before = _direct(words, left)
            wide = frozenset(_nouns(words, left))
            if head.low == "and" and not order and wide and listed:
                before, wide = before | listed, wide | listed
            elif wide and not before and not order and head.low in _LATER and subject:
                before, wide = subject, wide | subject
            if not wide:
                pronoun = any(words[place].low in _SUBJECTS for place in left)
                inherited = own or (relative if head.low in ("who", "which") else resumed or pending or subject)
                before = wide = inherited or (previous if pronoun else frozenset())
            told_of = relative if head.low in ("who", "which", "whom") else frozenset()
            if order and (acting := _acting(words, verb, found[-1], told_of)):
                before = wide = acting
            own = before or wide
            role = _role(words, verb, (left, right), before or wide, wide)
            found.append(_with_pronoun(words, role, previous | subject))
        resumed = _described(words, segment[0]) if head.low in ("who", "which") else frozenset()
        listed = frozenset()
        inner, pending = aside or bool(pending), frozenset()
        if not inner and found and own:
            subject = own if not _nouns(words, segment[:1]) else _direct(words, range(segment[0], verbs[0])) or own
    return found


def _acting(words: Sequence[Word], verb: int, last: Role, told_of: frozenset[int]) -> frozenset[int]:
    """Who does what a second verb of a clause says, where that is not who stands before it.

    In "was asked by X to stay" the one who was asked; in "soldiers who had attacked the rebels killed nine" those whom
    "who" tells of.
    """
    if told_of and not reports(words[last.verb]):
        return told_of
    between = words[last.verb + 1 : verb]
    that = next((at for at in range(last.verb - 1, 0, -1) if words[at].low == "that"), 0)
    if that and words[that - 1].noun and words[that].segment == words[verb].segment:
        named = any(word.noun for word in words[that + 1 : last.verb]) and not any(word.noun for word in between)
        if named and not any(word.low in ("and", "to") for word in between):
            return frozenset([that - 1])
    passive = last.agents and last.patients and max(last.patients) < last.verb < min(last.agents)
    return last.patients if words[verb - 1].low == "to" and passive else frozenset()


def _described(words: Sequence[Word], place: int) -> frozenset[int]:
    """What a relative clause at ``place`` tells of: the nouns behind the last verb of the clause before it."""
    segment = words[place - 1].segment if place else -1
    start = place
    while start and words[start - 1].segment == segment and not words[start - 1].verb:
        start -= 1
    return _direct(words, range(start, place))


def _with_pronoun(words: Sequence[Word], role: Role, known: frozenset[int]) -> Role:
    """The role with whom "him" or "her" behind its verb can only mean: the one person named before, not the actor."""
    after = [word.low for word in words[role.verb + 1 : role.verb + 3]]
    possessive = after[:1] == ["her"] and after[1:] and words[role.verb + 2].noun and after[1] not in _STATES
    if after[:1] not in (["him"], ["her"], ["it"], ["them"]) or possessive:
        return role
    personal = after[0] in ("him", "her")
    meant = antecedent(words, role.verb, role.wide_agents) if personal else known - role.wide_agents
    return replace(role, patients=role.patients | meant, wide_patients=role.wide_patients | meant, open=False)


_STATES = frozenset("guilty dead alive innocent unconscious safe responsible".split())


def antecedent(words: Sequence[Word], place: int, but: frozenset[int] = frozenset()) -> frozenset[int]:
    """The one name before ``place`` in its sentence, or else in the one before it; none if there are two."""
    start = max((other for other in range(place + 1) if words[other].first), default=0)
    for first, last in ((start, place), (0, start)):
        runs: list[list[int]] = []
        where = places(words[first:last])
        for other in range(first, last):
            if words[other].kind == "name" and other not in but and other - first not in where:
                if not runs or runs[-1][-1] != other - 1:
                    runs.append([])
                runs[-1].append(other)
        if runs:
            return frozenset(runs[0]) if len(runs) == 1 else frozenset()
    return frozenset()


def _before(words: Sequence[Word], place: int) -> int:
    return next((other for other in range(place - 1, -1, -1) if words[other].noun), -1)


def _apposed(words: Sequence[Word], segment: Sequence[int], role: Role) -> bool:
    """Whether a segment without a verb names once more what stands before it: "shot Lee, the mayor of Porto"."""
    last = _before(words, segment[0])
    head = words[segment[0]]
    opens = head.low in ("a", "an", "the", "its", "his", "her", "their", "and", "or") or head.noun or bool(head.key)
    return opens and last > role.verb and last in role.wide_agents | role.wide_patients


def _joined(role: Role, last: int, nouns: frozenset[int]) -> Role:
    acting = nouns if last in role.wide_agents else frozenset()
    suffering = nouns if last in role.wide_patients else frozenset()
    return replace(
        role,
        agents=role.agents | acting,
        patients=role.patients | suffering,
        wide_agents=role.wide_agents | acting,
        wide_patients=role.wide_patients | suffering,
    )


def _role(
    words: Sequence[Word], verb: int, sides: tuple[range, range], before: frozenset[int], wide: frozenset[int]
) -> Role:
    left, right = sides
    after, far = _direct(words, right), frozenset(_nouns(words, right))
    if reports(words[verb]):
        inverted = bool(after) and not _nouns(words, left)
        speakers, all_speakers = (after, far) if inverted or not before else (before, wide)
        if words[verb].low == "according":
            speakers = all_speakers = far
        return Role(verb, speakers, frozenset(), all_speakers, frozenset())
    by = _after_by(words, right)
    near = [words[place].low for place in list(left)[-4:]]
    helped = any(low in BE | {"got", "get"} and "to" not in near[at:] for at, low in enumerate(near))
    passive = (helped and not words[verb].low.endswith("ing")) or (bool(by) and not after)
    if passive:
        return Role(verb, by, before, by, wide | (frozenset() if helped else far - by))
    if not after:
        return Role(verb, before, before, wide, wide | far, open=True)
    return Role(verb, before, after, wide, far)


def _segments(words: Sequence[Word]) -> list[list[int]]:
    found: list[list[int]] = []
    for place, word in enumerate(words):
        if not found or word.first or word.segment != words[place - 1].segment:
            found.append([])
        found[-1].append(place)
    return found


def _nouns(words: Sequence[Word], places: Iterable[int]) -> list[int]:
    return [place for place in places if words[place].noun]


def _direct(words: Sequence[Word], places: Iterable[int]) -> frozenset[int]:
    """The nouns that no preposition governs."""
    found: set[int] = set()
    oblique = False
    last: Word | None = None
    for place in places:
        word = words[place]
        if word.low in PREPOSITIONS:
            oblique = True
        elif word.verb or (last is not None and _closes(last, word)):
            oblique = oblique and word.kind == "stop"
        if word.noun and not oblique and not word.owner and word.stem not in TIMES:
            found.add(place)
        last = word
    return frozenset(found)


def _closes(last: Word, word: Word) -> bool:
    """Whether a phrase is over behind ``last``: "on Monday police", "in Harlow the mayor"; not "in the Orun delta"."""
    day = last.key is not None and last.key[0] in ("day", "weekday", "year", "time")
    return day or (last.kind == "name" and word.low in ("the", "a", "an", "at", "some"))


def _after_by(words: Sequence[Word], places: range) -> frozenset[int]:
    for place in places:
        if words[place].low == "by" and not _measures(words[place + 1 : place + 4]):
            return _direct(words, range(place + 1, places.stop))
    return frozenset()


def _measures(words: Sequence[Word]) -> bool:
    """Whether an amount begins here, as in "by 3 percent" or "by 131 votes", and nobody who acts: "by two men"."""
    at = next((place for place, word in enumerate(words[:2]) if word.key is not None), None)
    if at is None:
        return False
    key, following = words[at].key, words[at + 1 : at + 2]
    unit = not following or following[0].kind != "word" or following[0].stem in TIMES | UNITS
    return unit or (key is not None and key[0] != "number")


def places(words: Sequence[Word]) -> frozenset[int]:
    """The names that say where: after "in", "at", "near", or after "the town of"."""
    found: set[int] = set()
    for place, word in enumerate(words):
        if word.kind != "name" or word.owner or (place and words[place - 1].kind == "name" and place - 1 not in found):
            continue
        back = [words[other].low for other in range(max(0, place - 3), place)]
        before = [low for low in back if low not in ("the", "of")]
        continues = bool(place) and place - 1 in found
        if continues or (back and (before[-1:] and before[-1] in _WHERE | _SETTLEMENT)):
            found.add(place)
    return frozenset(found)


def anchor(words: Sequence[Word], place: int, anchors: Iterable[int]) -> int | None:
    """Which of ``anchors`` the word at ``place`` belongs to.

    The nearest in its own clause; else the last before it that is not in an aside; else the first after it.
    """
    ordered = sorted(anchors)
    same = [other for other in ordered if words[other].segment == words[place].segment]
    if same:
        return min(same, key=lambda other: (abs(other - place), other < place))
    asides = {words[i].segment for i in range(len(words)) if words[i].low in ASIDES and _opens(words, i)}
    prior = [other for other in ordered if other < place and words[other].segment not in asides]
    if prior:
        return prior[-1]
    return next((other for other in ordered if other > place), None)


def _opens(words: Sequence[Word], place: int) -> bool:
    return place == 0 or words[place - 1].segment != words[place].segment
