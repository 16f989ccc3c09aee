"""The features of a candidate answer and their weights: how well a mention of a sentence answers a question.

A log-linear ranking of candidates over all sentences of the evidence, after Rajpurkar et al. (2016), section 5, with
rules of our own for events, then a logistic model of whether the best one answers at all. The weights were fitted by
`benchmarks.fitting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from .families import FAMILIES, HUMANS, is_human
from .gazetteer import WIDE_PLACES
from .lexicon import word_set
from .lines import Line
from .mentions import Mention
from .numerals import days
from .questions import Ask
from .relations import Hit, barriers, hits, side
from .variants import lacked
from .words import Word, stems_of

__all__ = ["FEATURES", "Scene", "conflict", "features", "group_of"]

FEATURES = (
    "strength", "coverage", "context", "predicate", "role", "against", "far", "none", "barriers", "near", "overlap",
    "length", "lead", "rank", "unasserted", "focus", "unfocused", "conflict", "assailant", "verbatim", "generic",
    "name", "dateline", "apposed", "missing", "joined", "otherday", "speaker", "wide", "held", "attached", "today",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """What a question finds in one line: the weighted share of its terms and the words that tell of the event."""

    line: Line
    coverage: float
    context: float
    hits: tuple[Hit, ...]
    missing: float
    absent: float
    unheard: float
    apart: float
    otherday: float
    counts: Mapping[str, int]

    @property
    def predicate(self) -> float:
        """How surely the line tells of the event, 0 to 1."""
        return max((hit.strength if hit.asserted else 0.5 * hit.strength for hit in self.hits), default=0.0)


def scene(ask: Ask, line: Line, weights: Mapping[str, float], counts: Mapping[str, int]) -> Scene:
    """Look for the question's terms and event in a line; ``counts`` says how many lines hold each stem."""
    total = sum(weights.values()) or 1.0
    found = tuple(hits(ask, line.words))
    direct = sum(weight for term, weight in weights.items() if term in line.stems)
    if found and not ask.predicate & line.stems:
        direct += max(hit.strength for hit in found) * max(
            (weights.get(one, 0.0) for one in ask.predicate), default=0.0
        )
    near = sum(weight for term, weight in weights.items() if term not in line.stems and term in line.around)
    missing = _share_without(ask.names, line.stems | line.around)
    about = ask.nouns | ask.counted
    nouns = [term for term in about if term not in weights or term not in line.stems]
    unheard = sum(term not in line.article for term in nouns) / max(1, len(about))
    apart = sum(term not in line.around for term in nouns) / max(1, len(about))
    absent = lacked(ask.names, line.article)
    return Scene(
        line,
        min(1.0, direct / total),
        near / total,
        found,
        missing,
        absent,
        unheard,
        apart,
        _otherday(ask, line),
        counts,
    )


_AT = word_set("in at near on outside inside around of")
_TODAY = word_set("today tonight morning afternoon evening noon")


def _attached(words: Sequence[Word], place: int, mention: Mention) -> bool:
    """Whether the mention hangs on the event by one preposition: "assaults in the parliament building"."""
    between = words[place + 1 : mention.first]
    return (
        bool(between) and len(between) <= 4 and between[0].low in _AT and all(word.tag in "DO" for word in between[1:])
    )


_SAYING = stems_of("say tell add announce report state note explain according photo")


def _speaks(words: Sequence[Word], mention: Mention) -> float:
    """1 for the one whose words are reported: "X said", "said X", "according to X"."""
    after = words[mention.last : mention.last + 2]
    before = words[max(0, mention.first - 2) : mention.first]
    return float(any(word.stem in _SAYING and word.tag != "O" for word in (*after[:1], *before)))


def _otherday(ask: Ask, line: Line) -> float:
    """1 when the line names a day and the question another one; -1 when it is the same day."""
    if not ask.days:
        return 0.0
    named = {(one.day, one.month) for one in days(line.text)}
    return 0.0 if not named else -1.0 if named & ask.days else 1.0


def _share_without(names: Sequence[Sequence[str]], stems: frozenset[str]) -> float:
    """The share of the question's names of which no word is among ``stems``."""
    return sum(1 for name in names if not set(name) & stems) / len(names) if names else 0.0


_ASSAILANTS = stems_of(
    "assailant attacker gunman gunmen bomber terrorist militant guerrilla rebel extremist "
    "subversive hijacker shooter insurgent suspect kidnapper killer hitman bandit criminal"
)
_EFFECTS = ("kill", "wound", "arrest", "kidnap", "missing", "displace", "rescue", "release", "charge")
_EFFECT_OF = {member: effect for effect in reversed(_EFFECTS) for member in FAMILIES[effect]}


def features(ask: Ask, seen: Scene, mention: Mention, weights: Mapping[str, float]) -> tuple[float, ...]:
    """One number for each of `FEATURES`."""
    line = seen.line
    words = line.words
    inner = words[mention.first : mention.last]
    hit = _nearest(seen.hits, mention)
    where = side(hit, mention, words) if hit else ""
    content = [word for word in inner if word.content] or list(inner)
    overlap = sum(word.stem in weights for word in content) / len(content)
    gap = _gap(mention, hit.place) if hit else 0
    low, high = (min(mention.last, hit.place), max(mention.first, hit.place)) if hit else (0, 0)
    role = ask.role if ask.role != "any" else ""
    focus, unfocused = _focus(ask, words, mention)
    return (
        mention.strength,
        seen.coverage,
        seen.context,
        hit.strength if hit else 0.0,
        float(bool(role) and where == role),
        float(bool(role) and where not in ("", role, "inside")),
        log1p(gap) if hit else 0.0,
        float(hit is None),
        min(3.0, barriers(words, low, high)) if hit else 0.0,
        _nearness(words, mention, weights),
        overlap,
        log1p(len(inner)),
        1.0 / (1 + line.order),
        1.0 / line.rank,
        float(hit is not None and not hit.asserted),
        focus,
        unfocused,
        conflict(ask, words, mention) if ask.kind == "count" else 0.0,
        float(
            any(word.stem in _ASSAILANTS for word in words[mention.first : mention.last + 3])
            and not set(ask.focus) & _ASSAILANTS
        ),
        _verbatim(ask, words, mention),
        float(
            len(inner) == 1 and inner[0].low in ("it", "he", "they", "one", "other", "others", "report", "way", "thing")
        ),
        float(mention.label == "name"),
        float(mention.last <= line.dateline),
        float(mention.label in ("apposed", "before", "title")),
        seen.missing,
        float(mention.label in ("names", "group")),
        seen.otherday,
        _speaks(words, mention),
        float(all(word.low in WIDE_PLACES for word in inner if word.tag == "U") and inner[-1].tag == "U"),
        log1p(min((seen.counts[word.stem] for word in content), default=0)),
        float(hit is not None and _attached(words, hit.place, mention)),
        float(mention.last <= line.dateline and not _TODAY.isdisjoint(word.low for word in words)),
    )


def _nearest(found: Sequence[Hit], mention: Mention) -> Hit | None:
    return min(
        found,
        key=lambda hit: (_gap(mention, hit.place) + 4 * (1 - hit.strength) + 6 * (not hit.asserted), hit.place),
        default=None,
    )


def _gap(mention: Mention, place: int) -> int:
    return max(mention.first - place, place - mention.last + 1, 0)


def _nearness(words: Sequence[Word], mention: Mention, weights: Mapping[str, float]) -> float:
    """The weighted mean over the question's terms of how near the closest one stands."""
    closest: dict[str, int] = {}
    for place, word in enumerate(words):
        if word.stem in weights:
            gap = _gap(mention, place)
            closest[word.stem] = min(gap, closest.get(word.stem, gap))
    total = sum(weights.values()) or 1.0
    return sum(weights[term] / (1 + 0.3 * gap) for term, gap in closest.items()) / total


def _focus(ask: Ask, words: Sequence[Word], mention: Mention) -> tuple[float, float]:
    """Whether the noun that was asked for stands at the mention, and whether a counted noun is another one."""
    if not ask.focus:
        return 0.0, 0.0
    inner = {word.stem for word in words[max(0, mention.first - 3) : mention.last + 3]}
    share = sum(one in inner for one in ask.focus) / len(ask.focus)
    if ask.kind != "count":
        return share, 0.0
    after = words[mention.last : mention.last + 4]
    nouns = []
    for place, word in enumerate(after):
        of = word.low == "of" or (word.tag == "D" and place > 0 and after[place - 1].low == "of")
        if word.tag not in "OUSX" and not of:
            break
        nouns.append(word.stem)
    share = sum(one in nouns for one in ask.focus) / len(ask.focus)
    if ask.focus[-1] in HUMANS:
        human = not nouns or any(is_human(one) for one in nouns)
        return max(share, 0.5 * human), float(not human)
    return share, float(ask.focus[-1] not in nouns)


_LIVING = word_set("live lived living")
"""Forms of "live" that share a stem with the lives that are lost."""


def conflict(ask: Ask, words: Sequence[Word], mention: Mention) -> float:
    """1 when the effect word nearest to a number is another effect than the one asked, -1 when it is the one asked."""
    wanted = {effect for effect in _EFFECTS if effect in ask.families}
    if not wanted:
        return 0.0
    best: tuple[float, str] | None = None
    for place, word in enumerate(words):
        effect = _EFFECT_OF.get(word.stem)
        if effect is None or word.tag == "U" or word.low in _LIVING:
            continue
        gap = float(_gap(mention, place))
        crossed = words[mention.last : place] if place >= mention.last else words[place + 1 : mention.first]
        gap += 6 * sum(other.tag == "N" or other.text in ",;" or other.low == "and" for other in crossed)
        gap += 1.5 * (
            place < mention.first
            and not word.low.endswith("ing")
            and word.low not in ("left", "killed", "wounded", "injured", "least")
        )
        if best is None or gap < best[0]:
            best = (gap, effect)
    if best is None or best[0] > 14:
        return 0.0
    return -1.0 if best[1] in wanted else 1.0


def _verbatim(ask: Ask, words: Sequence[Word], mention: Mention) -> float:
    """How many words beside the mention stand in the question, up to three on each side."""
    terms = ask.terms
    count = 0
    for step in (
        range(mention.first - 1, max(-1, mention.first - 4), -1),
        range(mention.last, min(len(words), mention.last + 3)),
    ):
        for place in step:
            if words[place].tag in "DPAX":
                continue
            if words[place].stem not in terms:
                break
            count += 1
    return min(1.0, count / 3)


def group_of(ask: Ask) -> str:
    """Which set of weights a question uses."""
    if ask.kind in ("who", "organisation"):
        if ask.role == "patient":
            return "patient"
        return "culprit" if ask.light and ask.deed else "agent"
    if ask.kind in ("role", "identity"):
        return "role"
    if ask.kind in ("reason", "manner", "topic", "yesno", "casualties"):
        return "line"
    if ask.kind == "weapon":
        return "weapon"
    if ask.kind in ("count", "date", "place"):
        return ask.kind
    if ask.kind in ("money", "percent", "age", "duration", "amount", "measure", "time"):
        return "measure"
    return "thing"
