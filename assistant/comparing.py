"""Whether a short answer is one expected wording: a day, a figure, a name, or plain words. Pure.

Case, accents, quotes, brackets, hyphens, leading articles and hedges do not count; "twelve" is 12 and "at least six"
is 6; an organisation may have its people behind it ("NDFL guerrillas"); a person may have a title, further names
between the first and the last, or only the surname; a day must agree in day and month, and in the year where both
give one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .families import FAMILIES, HUMANS
from .gazetteer import DEMONYMS, ROLES
from .lexicon import word_set
from .naming import name_types
from .numerals import days, numbers
from .words import stem, words

__all__ = ["called", "effect_of", "normalise_answer", "numbers_in", "plain_words", "same"]

_LEADING = word_set("the a an some several alleged presumed unidentified about approximately nearly almost")
_UNITED_STATES = re.compile(r"\b(?:united states of america|united states|u\.s\.a\.?|u\.s\.?|usa)(?!\w)|\bUS\b")
_DROPPED = re.compile(r"[\"'`´‘’“”«»()\[\]{}]")
_SEPARATOR = re.compile(r"[^\w.$%]+|\.(?!\d)|(?<!\d)\.")
_ACRONYM = re.compile(r"(?P<one>[^()]*\w)\s*\((?P<other>[^()]*\w)\)")
_CLAUSE = re.compile(r"[;/]|,(?!\d)|\b(?:and|but|while|with|plus)\b")
_ITEM = re.compile(r";|\band\b")
_PARTS = re.compile(r"\b(?:including|among them|of whom)\b.*")

_EFFECTS = ("kill", "wound", "arrest", "kidnap", "missing", "displace", "rescue", "release")
_EFFECT_OF = {member: effect for effect in reversed(_EFFECTS) for member in FAMILIES[effect] - HUMANS}
"""The effect of each stem that names one; "casualties" may be dead or wounded and names none."""
_MEMBERS = word_set(
    "guerrilla guerrillas guerilla guerillas rebel rebels member members militant militants fighter fighters insurgent "
    "insurgents terrorist terrorists extremist extremists gunman gunmen commando commandos troop troops soldier "
    "soldiers personnel forces unit units column columns squad squads group groups organisation organization "
    "movement of the armed heavily alleged presumed suspected"
)
_JUNIOR = word_set("jr sr ii iii")
_MOST_BETWEEN = 2
"""Further names that may stand between the first and the last of a person's."""
_LIKELY = 0.5
"""From here on a name looks like one of a kind, by `name_types`."""


def normalise_answer(text: str) -> str:
    """``text`` in the form that answers are compared in: plain lower-case words with one space between them.

    The function is idempotent for texts of letters and digits. "U.S.", "US" and "United States" become "us".
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _UNITED_STATES.sub("us", plain)
    plain = _UNITED_STATES.sub("us", plain.lower())
    plain = re.sub(r"['’]s(?!\w)", "", plain)
    parts = _SEPARATOR.sub(" ", _DROPPED.sub("", plain)).split()
    while len(parts) > 1 and parts[0] in _LEADING:
        parts = parts[1:]
    return " ".join(parts)


def numbers_in(text: str) -> list[int | float]:
    """The cardinal numbers of ``text`` in order: "two dozen" is 24, "3.5 million" 3500000, "1,200" 1200."""
    return [number.value for number in numbers(text)]


def plain_words(text: str) -> list[str]:
    """The words of an answer after normalisation, numbers as digits: "At least twelve" is ["12"]."""
    for number in reversed(numbers(text)):
        text = f"{text[: number.start]}{number.value}{text[number.end :]}"
    found = normalise_answer(text).split()
    return found[2:] if found[:2] == ["at", "least"] and found[2:] and found[2][0].isdecimal() else found


def effect_of(text: str) -> str | None:
    """The effect that a slot or a question asks for, by its first word that names one: "kill" for "num_killed"."""
    stems = (stem(word) for word in re.findall(r"[^\W_]+", text.lower()))
    return next((_EFFECT_OF[one] for one in stems if one in _EFFECT_OF), None)


def same(short: str, answer: str, effect: str | None = None, listed: bool = False) -> bool:
    """Whether a short answer is or holds one expected wording, whatever else is expected.

    ``effect`` is the one whose figure was asked for. Where it is not known the first figure counts, or with
    ``listed``, when several are required, each of them.
    """
    wanted_days = days(answer)
    if wanted_days:
        wanted = wanted_days[0]
        return any(
            (day.day, day.month) == (wanted.day, wanted.month)
            and (not day.year or not wanted.year or day.year == wanted.year)
            for day in days(short)
        )
    if _figure(answer):
        return any(set(found) == set(numbers_in(answer)) for found in _figures(short, effect, listed))
    given = plain_words(short)
    core = plain_words(_core(answer))
    if core and core in (given, plain_words(_core(short))):
        return True
    return any(_holds(given, target) for one in _wordings(answer) if (target := plain_words(one)))


def called(short: str, group: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a short answer names the person of ``group`` by the surname, or with a title or further names.

    The surname counts where it is nobody's of ``others``, the other answers that are expected or allowed.
    """
    people = [person for answer in group if (person := _person(answer))]
    if not people or any(_organisation(answer) for answer in group):
        return False
    shortest = min(people, key=len)
    taken = [person for other in others for answer in other if (person := _person(answer)) and person not in people]
    for item in _ITEM.split(short):
        given = tuple(_without_titles(normalise_answer(item).split()))
        if not given:
            continue
        if _spans(given, shortest):
            return True
        for person in people:
            size = len(given)
            if size < len(person) and given == person[-size:] and all(given != one[-size:] for one in taken):
                return True
    return False


def _figure(answer: str) -> bool:
    """Whether an expected answer is one number, with nothing but a word for people or the effect behind it."""
    found = numbers(answer)
    if len(found) != 1 or not 1 <= len(plain := plain_words(answer)) <= 3:
        return False
    return plain[0] == normalise_answer(str(found[0].value)) and all(
        stem(word) in HUMANS or stem(word) in _EFFECT_OF or word in ("were", "was") for word in plain[1:]
    )


def _figures(short: str, effect: str | None, listed: bool) -> list[list[int | float]]:
    """The figures of a short answer for the effect, in lists that must agree with the key as a whole."""
    everything = numbers_in(short)
    parts = _clauses(_PARTS.sub("", short))
    told = [one for one, _ in parts if one]
    if not told or (effect is None and len(set(told)) == 1):
        return [numbers_in(_PARTS.sub("", short)) or everything]
    by_effect: dict[str, list[int | float]] = {}
    current = told[0]
    for one, found in parts:
        current = one or current
        by_effect.setdefault(current, []).extend(found)
    if effect is not None:
        return [by_effect.get(effect, [])]
    lists = [found for found in by_effect.values() if found]
    return lists if listed else lists[:1]


def _clauses(short: str) -> list[tuple[str | None, list[int | float]]]:
    """The parts of a short answer that commas and joining words divide, each with its effect and its figures."""
    inside = [(number.start, number.end) for number in numbers(short)]
    cuts = [cut for cut in _CLAUSE.finditer(short) if not any(a < cut.end() and cut.start() < b for a, b in inside)]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(short)]
    pieces = (short[start:end] for start, end in zip(starts, ends, strict=True))
    return [(effect_of(piece), numbers_in(piece)) for piece in pieces]


def _wordings(answer: str) -> list[str]:
    """An expected answer, and its parts where it gives a full name with the acronym in brackets."""
    both = _ACRONYM.fullmatch(answer.strip())
    found = [answer]
    if both and both["one"][:1].isupper() and (both["one"].isupper() or both["other"].isupper()):
        found += [both["one"], both["other"]]
    return found


def _core(answer: str) -> str:
    """The organisation's name in "NDFL guerrillas" or "members of the Northern Front"; empty where there is none."""
    tokens = words(answer)
    capital = [at for at, word in enumerate(tokens) if word.text[:1].isupper()]
    if capital[:1] == [0] and capital[1:2] != [1] and tokens[0].low in _MEMBERS:
        capital = capital[1:]
    if not capital:
        return ""
    first, last = capital[0], capital[-1] + 1
    around = [word for word in (*tokens[:first], *tokens[last:]) if word.tag != "X"]
    if not around or any(word.low not in _MEMBERS for word in around):
        return ""
    inner = [word.low for word in tokens[first:last]]
    _, _, place = name_types(tokens[first:last], 0, last - first)
    if place >= _LIKELY or all(low in DEMONYMS for low in inner):
        return ""
    return answer[tokens[first].start : tokens[last - 1].end]


def _organisation(answer: str) -> bool:
    tokens = words(answer)
    return bool(tokens) and name_types(tokens, 0, len(tokens))[1] >= _LIKELY


def _person(answer: str) -> tuple[str, ...] | None:
    """The names of a person without titles, in the form that answers are compared in; None for anything else."""
    tokens = [word for word in words(answer) if word.tag != "X"]
    if len(tokens) < 2 or not (tokens[0].text[:1].isupper() and tokens[-1].text[:1].isupper()):
        return None
    person, organisation, place = name_types(tokens, 0, len(tokens))
    if person < _LIKELY or organisation >= _LIKELY or place >= _LIKELY:
        return None
    found = tuple(_without_titles(normalise_answer(answer).split()))
    return found if len(found) > 1 else None


def _without_titles(found: Sequence[str]) -> list[str]:
    found = [word for word in found if word not in _JUNIOR]
    while len(found) > 1 and found[0] in ROLES:
        found = found[1:]
    return list(found)


def _spans(given: Sequence[str], names: Sequence[str]) -> bool:
    """Whether all of a person's names stand close together, in order or with the surname first."""
    for order in (list(names), [names[-1], *names[:-1]]):
        for start in (at for at, word in enumerate(given) if word == order[0]):
            at = start
            for name in order[1:]:
                at = next((place for place in range(at + 1, len(given)) if given[place] == name), len(given))
            if at < len(given) and at - start < len(names) + _MOST_BETWEEN:
                return True
    return False


def _holds(given: Sequence[str], target: Sequence[str]) -> bool:
    """Whether the words of ``target`` stand together in ``given``."""
    size = len(target)
    return any(list(given[at : at + size]) == list(target) for at in range(len(given) - size + 1))
