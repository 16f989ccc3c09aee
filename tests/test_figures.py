"""What a figure of a sentence stands for: the whole count, an increment, a part, an earlier count, another event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import figures
from assistant.questions import analyse
from assistant.words import words

KILLED = "How many people were killed in the fire in Arden?"
WOUNDED = "How many people were injured in the fire in Arden?"
FINED = "How much was Kestle Telecom fined?"

CASES = [
    (KILLED, "The fire killed at least nine people.", {"at least nine": "count"}),
    (KILLED, "The number of people killed rose to 22 on Tuesday.", {"22": "total"}),
    (KILLED, "In all, 31 people died.", {"31": "total"}),
    (KILLED, "Four more people died, bringing the toll to 15.", {"Four": "added", "15": "total"}),
    (KILLED, "Three new deaths took the total to twenty-four.", {"Three": "added", "twenty-four": "total"}),
    (KILLED, "One hundred and sixty people died.", {"One hundred and sixty": "count"}),
    (KILLED, "Six of the dead were children.", {"Six": "part"}),
    (KILLED, "Of the dead, six were children.", {"six": "part"}),
    (KILLED, "The death toll was lowered to 14 from 21.", {"14": "total", "21": "former"}),
    (KILLED, "Officials had earlier put the number of dead at 21.", {"21": "former"}),
    (KILLED, "It was the worst since 2009, when 71 people died in Lund.", {"71": "elsewhere"}),
    (KILLED, "A similar fire killed 52 people in Lund.", {"52": "elsewhere"}),
    (KILLED, "Police killed four attackers.", {"four": "other"}),
    (KILLED, "Between 10 and 15 people died.", {"Between 10 and 15": "count"}),
    (KILLED, "Nine people were killed and 20 were injured.", {"Nine": "count", "20": "other"}),
    (WOUNDED, "Nine people were killed and another 20 were injured.", {"Nine": "other", "another 20": "count"}),
    (WOUNDED, "Five people were injured, two of them seriously.", {"Five": "count", "two": "part"}),
    (FINED, "A court cut the fine to $38 million from $45 million.", {"$38 million": "total", "$45 million": "former"}),
]


@pytest.mark.parametrize(("question", "sentence", "roles"), CASES)
def test_the_words_around_a_figure_say_what_it_stands_for(question: str, sentence: str, roles: dict[str, str]) -> None:
    tokens = words(sentence)
    found = figures(analyse(question), tokens, 2026)
    assert {sentence[tokens[one.first].start : tokens[one.last - 1].end]: one.role for one in found} == roles


def test_a_figure_is_bound_only_to_the_effect_and_the_people_that_are_asked_for() -> None:
    def bound(sentence: str) -> list[bool]:
        return [one.bound for one in figures(analyse(KILLED), words(sentence), 2026)]

    assert bound("The fire has now claimed 17 lives.") == [True]
    assert bound("About 9,000 people still live in tents.") == [False]
    assert bound("Police look for two weapons used in the massacre.") == [False]
    assert bound("Nine people were killed and 20 were injured.") == [True, False]


@given(
    st.sampled_from([KILLED, WOUNDED, FINED, "What share died?", ""]),
    st.lists(
        st.sampled_from("12 , to from between and of them the dead killed twenty - four rose 2009 İ 🙂 $ %".split())
    ),
)
def test_every_figure_lies_within_its_sentence_and_apart_from_the_others(question: str, parts: list[str]) -> None:
    tokens = words(" ".join(parts))
    found = figures(analyse(question), tokens, 2026)
    assert all(0 <= one.first < one.last <= len(tokens) for one in found)
    assert all(one.role in ("total", "count") for one in found if one.bound)
