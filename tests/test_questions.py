"""What a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.families import families_of
from assistant.questions import LIMIT, analyse
from assistant.words import stem, words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who won the race?", "who"),
        ("Who is Lena Brandt?", "identity"),
        ("Who is the mayor of Arden?", "who"),
        ("Which company built the dam?", "organisation"),
        ("In which city was the summit held?", "place"),
        ("Where did the train stop?", "place"),
        ("When did the strike begin?", "date"),
        ("What time did the alarm sound?", "time"),
        ("Which year was the law passed?", "date"),
        ("How many miners were rescued?", "count"),
        ("What was the death toll?", "count"),
        ("How many were killed and wounded?", "casualties"),
        ("How much did the stadium cost?", "money"),
        ("How much money was raised?", "money"),
        ("How much did prices rise?", "amount"),
        ("What percentage of members voted?", "percent"),
        ("How old is the captain?", "age"),
        ("How long did the blackout last?", "duration"),
        ("How deep is the lake?", "measure"),
        ("What weapon was used?", "weapon"),
        ("What was the occupation of Omar Diallo?", "role"),
        ("Why was the match abandoned?", "reason"),
        ("How did the prisoners escape?", "manner"),
        ("What did the judge call the evidence?", "quote"),
        ("What caused the blackout?", "thing"),
        ("Did the council approve the plan?", "yesno"),
        ("flood damage in the valley", "topic"),
    ],
)
def test_the_kind_of_answer(question: str, kind: str) -> None:
    assert analyse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Who arrested the mayor?", "agent"),
        ("Who was arrested?", "patient"),
        ("Who was the mayor arrested by?", "agent"),
        ("By whom was the mayor arrested?", "agent"),
        ("Whom did the police arrest?", "patient"),
        ("Who did the police arrest?", "patient"),
        ("Who died?", "patient"),
        ("Who carried out the robbery?", "agent"),
        ("Which organisation was behind the attack?", "agent"),
        ("Who claimed responsibility for the attack?", "agent"),
        ("Which group was blamed for the attack?", "patient"),
    ],
)
def test_the_side_of_the_event_that_is_asked(question: str, role: str) -> None:
    assert analyse(question).role == role


def test_a_noun_after_a_light_verb_names_the_event() -> None:
    ask = analyse("Who carried out the bombing of the depot?")
    assert ask.light
    assert ask.deed
    assert stem("bombing") in ask.predicate


def test_claims_and_accusations_are_events_of_their_own() -> None:
    assert analyse("Who claimed the attack?").families == {"claim"}
    assert analyse("Who was blamed for the attack?").families == {"accuse"}
    assert "kill" not in analyse("Who was wounded?").families


def test_names_are_kept_and_a_wider_place_after_a_comma_is_not_required() -> None:
    ask = analyse("Who bombed the depot in Arden, Norland on 4 May 2021?")
    assert ask.names == ((stem("Arden"),),)
    assert ask.days == {(4, 5)}


def test_a_place_is_a_name_in_a_question_without_capitals() -> None:
    assert analyse("who claimed the attack in paris?").names == ((stem("paris"),),)


def test_brackets_do_not_count() -> None:
    assert stem("reported") not in analyse("Who robbed the bank (reported in March 2020)?").terms


@given(st.text(max_size=300))
def test_any_text_is_a_question(text: str) -> None:
    assert analyse(text).kind


def test_a_question_of_a_megabyte_is_cut() -> None:
    long = "who attacked " * 80_000
    assert analyse(long) == analyse(long[:LIMIT])


@given(st.text(max_size=300))
def test_words_are_slices_in_order_and_leave_out_only_white_space(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert "".join(word.text for word in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        ("injure injures injured injuring injury injuries", "insure"),
        ("claim claims claimed claiming", "climb"),
        ("assassinate assassinated assassination", "assess"),
        ("steal stole stolen stealing", "steel"),
        ("agree agreed agrees", "ago"),
        ("buy bought buying", "bury"),
    ],
)
def test_forms_of_a_word_share_a_stem_that_another_word_has_not(forms: str, other: str) -> None:
    stems = {stem(form) for form in forms.split()}
    assert len(stems) == 1
    assert stem(other) not in stems


@pytest.mark.parametrize(
    ("family", "inside", "outside"),
    [
        ("kill", "killed dead died deaths toll murdered", "wounded arrested"),
        ("wound", "wounded injured hurt injuries", "killed died"),
        ("arrest", "arrested detained custody", "charged convicted"),
        ("claim", "claimed responsibility", "accused blamed"),
        ("accuse", "accused blamed suspected", "claimed denied"),
    ],
)
def test_families_keep_apart_what_a_reader_keeps_apart(family: str, inside: str, outside: str) -> None:
    assert all(family in families_of(stem(word)) for word in inside.split())
    assert not any(family in families_of(stem(word)) for word in outside.split())
