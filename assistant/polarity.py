"""Whether a sentence says yes or no to a question that asks for one. When in doubt it says neither. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .affirming import clause_end, held_back, of_a_side, other_party
from .gazetteer import WEEKDAYS
from .lexicon import AUXILIARIES, BE, IRREGULAR, STOP, VERBS, word_set
from .numerals import MONTHS
from .relations import voice
from .words import Word, stem, words

__all__ = ["NEGATIVE", "polarity"]

NEGATIVE = word_set("not never no n't without neither nor nobody none cannot")
"""Words that turn a statement into its opposite."""

_REFUSING = word_set("failed fails fail refused refuses refuse declined declines declining refusing failing")
_DOUBTFUL = word_set(
    "if could may might whether unless would should fear fears feared plan plans planned planning expected expects "
    "allegedly reportedly rumours rumors alleged claimed claims claim accused suspected denied denies deny denying "
    "unclear possible possibly likely perhaps hoped hopes hope wants want wanted threatened threatens considering "
    "proposed ask asked asks urged urges urge demanded demands demand called calls insisted vowed promised nearly "
    "almost half partly tried trying tries attempt attempted attempts unlikely until ahead predicted predicts forecast "
    "probably warned believed believes thought considered rejected ruled appeal appealed recommended"
)
_LIMITING = word_set("all every both only first ever entire whole each always fully completely yet still")
_ANYONE = word_set("anyone anybody any someone somebody people")
_NOBODY = word_set("nobody none no")
_UNCHANGED = word_set("put cut set hit shut let quit hurt")
_STAYING = word_set("remain remains remained stay stays stayed")

_PAIRS = """
approve accept pass endorse back clear ratify adopt / reject veto block postpone delay defer shelve put-off turn-down
accept agree / reject refuse decline turn-down
admit confess acknowledge confirm / deny reject refute
confirm / deny
win beat defeat / lose
open reopen / close shut
close shut / open reopen
start begin open / postpone cancel delay put-off call-off
go-ahead happen / cancel postpone call-off
rise increase grow / fall drop decline
fall drop decline / rise increase grow
survive / die
release free / detain
convict / acquit clear
acquit / convict
allow permit legalise / ban forbid prohibit
ban prohibit outlaw / allow permit
support back endorse / oppose reject
end finish stop / continue
continue / end stop
sign / veto
uphold confirm / overturn quash strike-down
arrest detain / elude
buy acquire purchase /
sack fire dismiss / reinstate
resign quit /
cancel scrap /
"""


def _read() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    same: dict[str, frozenset[str]] = {}
    against: dict[str, frozenset[str]] = {}
    for line in _PAIRS.strip().splitlines():
        left, _, right = line.partition("/")
        members = frozenset(_key(word) for word in left.split())
        others = frozenset(_key(word) for word in right.split())
        for member in members:
            same[member] = same.get(member, frozenset()) | members
            against[member] = against.get(member, frozenset()) | others
    return same, against


def _key(word: str) -> str:
    return "-".join(stem(part) for part in word.split("-"))


_SAME, _OPPOSITE = _read()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A yes/no question: the stems before its verb and after it, the verb, and how it is asked."""

    verb: str
    subject: tuple[str, ...]
    others: tuple[str, ...]
    direct: tuple[str, ...]
    passive: bool
    future: bool
    anyone: bool
    present: bool
    preposition: str
    held: frozenset[str]


def polarity(question: str, sentence: str) -> str | None:
    """ "Yes" or "No" when the sentence tells of the very event of the question, with the same parties on the same
    sides, and plainly affirms or denies it; else None."""
    asked = _asked(words(question[:600]))
    tokens = words(sentence[:3000])
    if asked is None or sentence.rstrip("\"'”’) ").endswith("?"):
        return None
    lows = {word.low for word in tokens}
    if not (_LIMITING & {word.low for word in words(question[:600])}) <= lows:
        return None
    stems = [word.stem for word in tokens]
    if not all(any(_alike(one, other) for other in stems) for one in (*asked.subject, *asked.others)):
        return None
    verdicts = {_verdict(asked, tokens, place) for place in range(len(tokens))} - {""}
    return next(iter(verdicts)) if len(verdicts) == 1 else None


def _asked(tokens: list[Word]) -> _Asked | None:
    opening = next((place for place, word in enumerate(tokens) if word.tag != "X"), None)
    if opening is None or tokens[opening].low not in AUXILIARIES:
        return None
    aux = tokens[opening].low
    rest = [word for word in tokens[opening + 1 :] if word.tag != "X"]
    full = [
        place for place, word in enumerate(rest) if place and _can_be_verb(word) and rest[place - 1].tag not in "DP"
    ]
    if not full:
        return None
    at = next((place for place in full if rest[place].tag == "V" or stem(rest[place].low) in _SAME), full[-1])
    after = rest[at + 1 :]
    adjunct = next((place for place, word in enumerate(after) if word.tag == "P"), len(after))
    subject = rest[:at]
    return _Asked(
        verb=rest[at].stem,
        subject=_content(subject),
        others=_content(after, timed=True),
        direct=_content(after[:adjunct]),
        passive=aux in BE or any(word.low in ("been", "be") for word in subject),
        future=aux in ("will", "shall"),
        anyone=any(word.low in _ANYONE for word in subject),
        present=aux in ("do", "does"),
        preposition=after[0].low if after and after[0].low in _TELLING else "",
        held=frozenset(word.stem for word in rest) | {word.low for word in rest},
    )


_TELLING = word_set("for against with from to")


def _can_be_verb(word: Word) -> bool:
    known = word.low in VERBS or word.low in IRREGULAR or word.low.endswith("ed") or word.stem in _SAME
    return word.tag in "VO" and known and word.low not in AUXILIARIES


def _content(listed: Sequence[Word], timed: bool = False) -> tuple[str, ...]:
    kept = [word for word in listed if word.content and word.low not in STOP and word.low not in _ANYONE]
    dated = WEEKDAYS | MONTHS.keys()
    return tuple(word.stem for word in kept if timed or word.low not in dated)


def _alike(asked: str, told: str) -> bool:
    """Whether two stems are one word, or a name and what is made of it ("Norvania", "Norvanian")."""
    return asked == told or (min(len(asked), len(told)) >= 5 and (told.startswith(asked) or asked.startswith(told)))


def _verdict(asked: _Asked, tokens: Sequence[Word], place: int) -> str | None:
    """What the verb at ``place`` says: "" when it is not the verb asked for, None when it leaves the matter open."""
    word = tokens[place]
    pair = f"{word.stem}-{tokens[place + 1].stem}" if place + 1 < len(tokens) else word.stem
    same = _SAME.get(asked.verb, frozenset()) | {asked.verb}
    against = _OPPOSITE.get(asked.verb, frozenset())
    if word.tag not in "VO" or not {word.stem, pair} & (same | against):
        return ""
    flipped = not {word.stem, pair} & same
    start = _clause(tokens, place)
    before = tokens[start:place]
    if not _finite(asked, before, word) or _quoted(tokens, place):
        return None
    if not _sides(asked, tokens, place) or _uncertain(asked, tokens, place):
        return None
    if not _DOUBTFUL.isdisjoint(other.low for other in tokens[max(0, start - 4) : place]):
        return None
    negated = [other for other in before if other.low in NEGATIVE | _REFUSING or other.low.endswith("n't")]
    negated += [
        other for other in tokens[place + 1 : place + 3] if other.low in ("not", "never", "no", "nobody", "none")
    ]
    nobody = any(other.low in _NOBODY for other in negated)
    lacking = any(other.low == "no" and asked.direct for other in tokens[place + 1 : place + 2])
    if len(negated) > 1 or (flipped and negated) or (nobody and not (asked.anyone or lacking)):
        return None
    narrowed = tokens[place + 1 : place + 3]
    if negated and not asked.others and [word.tag for word in narrowed] == ["P", "O"]:
        return None
    return "No" if flipped or negated else "Yes"


def _uncertain(asked: _Asked, tokens: Sequence[Word], place: int) -> bool:
    """Whether the sentence speaks of another party, of a part only, under a condition or on one side's word."""
    following = [word.low for word in tokens[place + 1 : place + 5]]
    if asked.preposition and asked.preposition not in following:
        return True
    parties = (*asked.subject, *asked.direct)
    return (
        held_back(tokens, place)
        or of_a_side(tokens)
        or other_party(tokens[: clause_end(tokens, place)], parties, asked.held)
    )


def _clause(tokens: Sequence[Word], place: int) -> int:
    """Where the clause of the verb at ``place`` begins; a phrase between commas does not break it."""
    start = place
    while (
        start > 0 and tokens[start - 1].text not in ';:()"“”' and tokens[start - 1].low not in ("but", "that", "while")
    ):
        start -= 1
    return start


def _finite(asked: _Asked, before: Sequence[Word], word: Word) -> bool:
    """Whether the verb tells what was, or will be when that is asked; not an infinitive, a wish or a noun."""
    near = [other.low for other in before[-4:] if other.tag != "B" or other.low in NEGATIVE]
    coming = any(low in ("will", "shall", "'ll", "won't") for low in near)
    if coming or asked.future:
        return coming and asked.future
    if any(low in _REFUSING for low in near) and near[-1:] == ["to"]:
        return True
    if near[-1:] == ["to"] or word.low.endswith("ing"):
        return False
    helped = any(low in AUXILIARIES or low in _STAYING for low in near)
    if asked.present and word.tag in "VO" and (word.low in VERBS or word.low.removesuffix("s") in VERBS):
        return True
    past = word.low.endswith("ed") or word.low in IRREGULAR or word.low in _UNCHANGED
    return past or helped


def _quoted(tokens: Sequence[Word], place: int) -> bool:
    marks = sum(word.text in '"“”' for word in tokens[:place])
    return marks % 2 == 1


def _sides(asked: _Asked, tokens: Sequence[Word], place: int) -> bool:
    """Whether the parties of the question stand on their sides of the verb."""
    copular = any(
        (word.tag == "A" and word.low in BE) or word.low in _STAYING for word in tokens[max(0, place - 3) : place]
    )
    passive = voice(tokens, place) == "passive" or copular
    clause = tokens[place + 1 : clause_end(tokens, place)]
    before = {word.stem for word in tokens[:place]}
    after = {word.stem for word in clause}
    at = next((at for at, word in enumerate(clause[:3]) if word.low == "by"), None)
    agent = clause[at + 1 :] if at is not None else ()
    stop = next((at for at, word in enumerate(agent) if word.text == ","), len(agent))
    by = {word.stem for word in agent[:stop]}
    if asked.anyone:
        return True
    if asked.passive:
        if passive:
            return _all(asked.subject, before)
        alone = not any(word.tag in "OUDNR" and word.low not in WEEKDAYS for word in tokens[place + 1 : place + 2])
        return _all(asked.subject, after) or (alone and _all(asked.subject, before))
    if passive and asked.direct:
        return _all(asked.direct, before) and _all(asked.subject, by)
    return _all(asked.subject, before) and _all(asked.direct, after)


def _all(wanted: Sequence[str], held: set[str]) -> bool:
    return all(any(_alike(one, other) for other in held) for one in wanted)
