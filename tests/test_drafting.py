"""Answers over several passages: support, lists, yes and no, and articles that differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import articles, drafted, quoted, said

from assistant.copies import copies
from assistant.drafting import draft, joined
from assistant.grounding import ground
from assistant.types import Claim, Draft

WON = "Who won the race?"


def test_without_readings_or_below_the_threshold_nothing_is_claimed() -> None:
    passages = articles("Lena Brandt won the race.")
    assert draft(WON, [], passages, 0.5) == Draft(confidence=0.0)
    assert drafted(WON, passages, (1, "Lena Brandt", 0.49)) == Draft(confidence=0.49)


def test_the_answer_of_two_articles_goes_before_a_slightly_surer_one_of_one_article() -> None:
    passages = articles("Karl Stone won the race.", "Lena Brandt won the race.", "Brandt won the race, he wrote.")
    found = [(1, "Karl Stone", 0.66), (2, "Lena Brandt", 0.64), (3, "Brandt", 0.64)]
    assert drafted(WON, passages, *found[:2]).short == "Karl Stone"
    told = drafted(WON, passages, *found)
    assert told.short == "Lena Brandt"
    assert told.confidence is not None
    assert told.confidence > 0.66


def test_the_best_reading_dominates_weak_ones() -> None:
    passages = articles("Karl Stone won the race.", *(f"Lena Brandt won race {at}." for at in "abcdef"))
    weak = [(number, "Lena Brandt", 0.3) for number in range(2, 8)]
    assert drafted(WON, passages, (1, "Karl Stone", 0.7), *weak).short == "Karl Stone"


def test_several_readings_of_one_sentence_make_one_claim() -> None:
    passages = articles("Mayor Lena Brandt won the race in Arden.")
    told = drafted(WON, passages, (1, "Lena Brandt", 0.8), (1, "Mayor Lena Brandt", 0.7), (1, "Arden", 0.6))
    assert told.short == "Lena Brandt"
    assert quoted(told) == [1]
    assert told.confidence == 0.8


def test_a_surname_is_shown_in_full_where_another_article_nearly_as_sure_has_it() -> None:
    passages = articles("Brandt won the race, said the club.", "Lena Brandt won the race.")
    told = drafted(WON, passages, (1, "Brandt", 0.8), (2, "Lena Brandt", 0.6))
    assert (told.short, quoted(told)) == ("Lena Brandt", [2, 1])
    told = drafted(WON, passages, (1, "Brandt", 0.9), (2, "Lena Brandt", 0.4))
    assert told.short == "Brandt"


def test_two_people_of_one_surname_are_not_one() -> None:
    passages = articles("Lena Brandt won the race.", "Karl Brandt won the race.", "Brandt won.")
    told = drafted(WON, passages, (1, "Lena Brandt", 0.7), (2, "Karl Brandt", 0.6), (3, "Brandt", 0.6))
    assert told.short == "Lena Brandt"
    assert told.confidence == 0.7


def test_an_abbreviation_supports_the_full_name_only_where_an_article_says_so() -> None:
    question = "Who claimed the attack?"
    texts = ("The NFU claimed the attack.", "The National Farmers Union claimed the attack, it said.")
    found = [(1, "NFU", 0.6), (2, "National Farmers Union", 0.6)]
    apart = drafted(question, articles(*texts), *found)
    one = drafted(question, articles(*texts, "The National Farmers Union (NFU) has 900 members."), *found)
    assert apart.confidence == 0.6
    assert one.confidence is not None
    assert one.confidence > 0.6
    assert one.short == "National Farmers Union"


HIT = "Which cities were hit?"


def test_a_list_question_gives_each_value_with_its_sentence() -> None:
    passages = articles("The storm hit Arden on Monday.", "It hit Kestle and Lund later.", "It missed Oster.")
    told = drafted(HIT, passages, (1, "Arden", 0.8), (2, "Kestle and Lund", 0.6), (3, "Oster", 0.3))
    assert told.short == "Arden, Kestle and Lund"
    assert quoted(told) == [1, 2]
    assert ground(told, passages).short == told.short


def test_a_list_counts_one_city_once_and_stops_at_the_number_asked_for() -> None:
    passages = articles("Arden was hit.", "The city of Arden was hit, and Kestle.", "Lund was hit too.")
    found = [(1, "Arden", 0.8), (2, "city of Arden", 0.7), (2, "Kestle", 0.7), (3, "Lund", 0.6)]
    assert drafted(HIT, passages, *found).short == "Arden, Kestle and Lund"
    assert drafted("Which two cities were hit?", passages, *found).short == "Arden and Kestle"


def test_wire_copies_in_a_list_are_one_claim_with_all_their_quotes() -> None:
    sentence = "The storm hit Arden and Kestle on Monday night, the police said."
    passages = articles(sentence, f"ARDEN, May 3 - {sentence}", "It hit Lund.")
    found = [(1, "Arden and Kestle", 0.8), (2, "Arden and Kestle", 0.8), (3, "Lund", 0.7)]
    told = drafted(HIT, passages, *found)
    assert told.short == "Arden, Kestle and Lund"
    assert [[quote.evidence for quote in claim.quotes] for claim in told.claims] == [[1, 2], [3]]


def test_one_item_or_a_singular_question_gives_no_list() -> None:
    passages = articles("The storm hit Arden.", "The storm hit Kestle.")
    assert drafted(HIT, passages, (1, "Arden", 0.8), (2, "Kestle", 0.3)).short == "Arden"
    assert drafted("Which city was hit?", passages, (1, "Arden", 0.8), (2, "Kestle", 0.7)).short == "Arden"


def test_two_names_in_one_span_stay_one_answer_to_a_singular_question() -> None:
    passages = articles("Red Dawn and Blue Sky claimed the attack.")
    assert drafted("Who claimed the attack?", passages, (1, "Red Dawn and Blue Sky", 0.8)).short == (
        "Red Dawn and Blue Sky"
    )


def test_described_people_are_left_out_of_a_list_of_names() -> None:
    passages = articles("Lena Brandt died.", "Karl Stone died.", "Two hikers died.")
    found = [(1, "Lena Brandt", 0.8), (2, "Karl Stone", 0.7), (3, "Two hikers", 0.7)]
    assert drafted("Who were the victims?", passages, *found).short == "Lena Brandt and Karl Stone"


ACCEPT = "Did the union accept the offer?"


def test_yes_or_no_is_said_with_the_sentences_that_say_so_and_no_others() -> None:
    passages = articles("The union met on Friday in Arden.", "The union accepted the offer on Friday.")
    told = drafted(ACCEPT, passages, (1, "Arden", 0.8), (2, "The union", 0.7))
    assert (told.short, quoted(told)) == ("Yes", [2])


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The union met on Friday in Arden.", 0),
        ("The union may accept the offer on Friday.", 1),
        ("It is not known whether the union accepted the offer.", 1),
    ],
)
def test_a_sentence_without_a_verdict_is_quoted_only_if_it_tells_of_the_event(text: str, claims: int) -> None:
    told = drafted(ACCEPT, articles(text), (1, text.split()[1], 0.8))
    assert told.short is None
    assert len(told.claims) == claims
    assert told.confidence is not None
    assert (told.confidence >= 0.5) == bool(claims)


def test_articles_that_say_yes_and_no_are_both_quoted_the_newest_first() -> None:
    passages = articles(
        "The union did not accept the offer on Monday.",
        "The union accepted the offer on Friday.",
        days=("2026-03-02", "2026-03-06"),
    )
    told = drafted(ACCEPT, passages, (1, "The union", 0.9), (2, "The union", 0.7))
    assert (told.short, quoted(told)) == (None, [2, 1])


DIED = "How many people died in the fire?"


def test_each_figure_has_a_claim_the_newest_first_and_none_is_averaged() -> None:
    passages = articles(
        "The fire killed 23 people.",
        "The fire killed 38 people.",
        "The fire killed 31 people.",
        days=("2026-03-02", "2026-03-09", "2026-03-05"),
    )
    told = drafted(DIED, passages, (1, "23", 0.9), (2, "38", 0.7), (3, "31", 0.8))
    assert (told.short, quoted(told)) == ("38", [2, 3, 1])


def test_a_less_sure_figure_of_another_day_needs_words_of_a_toll() -> None:
    days = ("2026-03-02", "2026-03-05")
    first = "The fire killed 23 people."
    toll = articles(first, "The death toll of the fire rose to 38.", days=days)
    other = articles(first, "The fire crews saved 38 people.", days=days)
    assert drafted(DIED, toll, (1, "23", 0.9), (2, "38", 0.3)).short == "38"
    assert drafted(DIED, other, (1, "23", 0.9), (2, "38", 0.3)).short == "23"


def test_of_two_figures_in_one_article_the_surer_counts() -> None:
    passages = articles("The first bomb killed seven people. The second bomb killed five people.")
    told = drafted("How many people did the first bomb kill?", passages, (1, "seven", 0.8), (1, "five", 0.7))
    assert (told.short, len(told.claims)) == ("seven", 1)


def test_an_earlier_toll_that_a_newer_article_repeats_is_not_its_own() -> None:
    passages = articles(
        "The fire killed 23 people.",
        "The number of dead rose to 38 on Thursday. The fire had earlier been said to have killed 23 people.",
        days=("2026-03-02", "2026-03-05"),
    )
    told = drafted(DIED, passages, (1, "23", 0.8), (2, "23", 0.8), (2, "38", 0.7))
    assert (told.short, quoted(told)) == ("38", [2, 1])


def test_names_that_two_articles_give_about_as_surely_are_both_quoted_the_newest_first() -> None:
    texts = ("Police named Karl Stone as the gunman.", "Police named Ana Ruiz as the gunman.")
    passages = articles(*texts, days=("2026-03-02", "2026-03-03"))
    told = drafted("Who was the gunman?", passages, (1, "Karl Stone", 0.8), (2, "Ana Ruiz", 0.78))
    assert (told.short, quoted(told)) == ("Ana Ruiz", [2, 1])
    told = drafted("Who was the gunman?", passages, (1, "Karl Stone", 0.9), (2, "Ana Ruiz", 0.76))
    assert (told.short, quoted(told)) == ("Karl Stone", [1, 2])
    told = drafted("Who was the gunman?", passages, (1, "Karl Stone", 0.9), (2, "Ana Ruiz", 0.55))
    assert (told.short, quoted(told)) == ("Karl Stone", [1])


def test_days_that_differ_are_both_quoted_and_weekdays_that_agree_are_one() -> None:
    texts = ("The dam broke on Monday.", "The dam broke on March 2.", "The dam broke on March 3.")
    passages = articles(*texts, days=("2026-03-04", "2026-03-05", "2026-03-06"))
    question = "When did the dam break?"
    one = drafted(question, passages, (1, "Monday", 0.8), (2, "March 2", 0.7))
    assert one.short == "Monday (2 March 2026)"
    assert one.confidence is not None
    assert one.confidence > 0.8
    both = drafted(question, passages, (1, "Monday", 0.8), (3, "March 3", 0.79))
    assert (both.short, quoted(both)) == ("March 3", [3, 1])


def test_a_part_with_a_list_keeps_all_the_sentences_of_its_list() -> None:
    claims = tuple(Claim(f"{city} was hit.") for city in ("Arden", "Kestle", "Lund"))
    listed = Draft(claims, "Arden, Kestle and Lund", 0.8)
    other = Draft((Claim("It began on Monday."),) * 3, "Monday", 0.7)
    assert [claim.text for claim in joined([listed, other]).claims] == [
        *(claim.text for claim in claims),
        "It began on Monday.",
    ]


TEXTS = [
    "Lena Brandt won the race on Monday. Karl Stone lost it.",
    "Brandt won the race. The union accepted the offer.",
    "The fire killed 23 people in Arden and Kestle on 3 May 2024.",
    "The death toll rose to 38, police said. The National Farmers Union (NFU) wept.",
    "ARDEN, May 3 - The fire killed 23 people in Arden and Kestle on 3 May 2024.",
]
SHORTS = ["Lena Brandt", "Brandt", "Karl Stone", "Monday", "23", "38", "Arden and Kestle", "Arden", "3 May 2024", "NFU"]
QUESTIONS = [WON, HIT, ACCEPT, DIED, "When was the fire?", "Where was the fire?", "Why?", "Who were the victims?", ""]


@settings(deadline=None)
@given(
    st.sampled_from(QUESTIONS),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(SHORTS), st.floats(0, 1), st.booleans()), max_size=12),
    st.lists(st.sampled_from([None, "2024-05-03", "2024-05-05T10:00:00Z"]), min_size=4, max_size=4),
    st.floats(0.05, 0.95),
)
def test_whatever_is_read_every_claim_is_a_sentence_of_an_article(
    question: str,
    texts: list[str],
    found: list[tuple[int, str, float, bool]],
    days: list[str | None],
    threshold: float,
) -> None:
    passages = articles(*texts, days=tuple(days[: len(texts)]))
    readings = [
        said(passages, number, words, score, sentence)
        for number, words, score, sentence in found
        if number <= len(texts) and words in texts[number - 1]
    ]
    told = draft(question, sorted(readings, key=lambda one: -one[3]), passages, threshold)
    assert told.confidence is not None
    assert 0 <= told.confidence <= 1
    assert bool(told.claims) <= (told.confidence >= threshold)
    assert told.short is None or told.claims
    assert len({claim.text for claim in told.claims}) == len(told.claims)
    for claim in told.claims:
        cuts = [passages[one.evidence - 1].text[one.span.start - 100 : one.span.end - 100] for one in claim.quotes]
        assert cuts[0] == claim.text
        assert all(copies(claim.text, one) for one in cuts[1:])
    if told.short not in (None, "Yes", "No"):
        assert ground(told, passages).short == told.short
