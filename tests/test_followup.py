"""A follow-up becomes a question that stands alone, by rule: readable, and about what the conversation was about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.followup import standalone
from assistant.types import Question, Turn

TRAM = Turn("Who claimed the tram attack in Velmar?", "The group Ash Dawn claimed it. [1]", "Ash Dawn")
MAYOR = Turn("Who killed Deputy Mayor Ana Ruiz in Kestle on 4 May?", "two gunmen")
TRAIN = Turn("How many passengers were on the train that derailed at Silla?", "214")
GROCER = Turn("Which company bought Daly & Marsh?", "Kestrel")
FLOOD = Turn("How many people died in the flood in Brenna?", "At least 31 people died. [1]", "31")
MUSEUM = Turn("What was stolen from the museum in Aldenburg?", "four paintings")
BLAST = Turn("Which group was blamed for the bombing of the market in Quel?", "the Red Spear Movement")


BUS = Turn("How many people were killed in the bus crash near Halden?", "At least 7 people were killed. [1]", "7")
MATCH = Turn("Who scored for Rovers against Albion?", "Danny Cole", "Danny Cole")
COURT = Turn("What sentence did Judge Adele Marsh give Tom Reyes?", "six years in prison", "six years in prison")
PROFIT = Turn("How much profit did Norvik make in 2025?", "3 billion")
BILL = Turn("Did parliament pass the housing bill?", "Yes")
HOSTAGE = Turn("Who kidnapped the engineer Paul Ostrander in Velmar?", "Red Spear", "Red Spear")
HOUSES = Turn("How many houses were flooded in Brenna?", "about 340", "about 340")
STOPPAGE = Turn("Why did train drivers go on strike in Leeds?", "over pay", "over pay")
TICKET = Turn("How much does a ticket for the Harlow tram cost?", "2.80 crowns")
FACTORY = Turn("What destroyed the Brightline factory in Orlen?", "a fire", "a fire")


def rewritten(asked: str, *history: Turn) -> str:
    return standalone(Question(asked, history)).text


@pytest.mark.parametrize(
    ("turn", "asked", "expected"),
    [
        (TRAM, "When did it happen?", "When did the tram attack in Velmar happen?"),
        (TRAM, "Who did it?", "Who carried out the tram attack in Velmar?"),
        (TRAM, "who carried it out?", "who carried out the tram attack in Velmar?"),
        (TRAM, "Where is that group based?", "Where is Ash Dawn based?"),
        (TRAM, "How did police describe the blast?", "How did police describe the tram attack in Velmar?"),
        (TRAM, "who is that?", "who is Ash Dawn?"),
        (MAYOR, "How old was she?", "How old was Deputy Mayor Ana Ruiz?"),
        (MAYOR, "Were the gunmen caught?",
         "Were the two gunmen who killed Deputy Mayor Ana Ruiz in Kestle on 4 May caught?"),
        (MAYOR, "Who replaced her?", "Who replaced Deputy Mayor Ana Ruiz?"),
        (TRAIN, "How fast was it going?", "How fast was the train that derailed at Silla going?"),
        (GROCER, "Where is it based?", "Where is Kestrel based?"),
        (GROCER, "Who leads that company?", "Who leads Kestrel?"),
        (GROCER, "How much did it pay?", "How much did Kestrel pay for the purchase of Daly & Marsh?"),
        (MUSEUM, "Were they recovered?", "Were the four paintings stolen from the museum in Aldenburg recovered?"),
        (BLAST, "Did they claim it?", "Did the Red Spear Movement claim the bombing of the market in Quel?"),
        (FLOOD, "How many houses were destroyed there?", "How many houses were destroyed in Brenna?"),
        (FLOOD, "Who said that?", "Who said that 31 people died in the flood in Brenna?"),
        (FLOOD, "Is that confirmed?", "Is it confirmed that 31 people died in the flood in Brenna?"),
    ],
)  # fmt: skip
def test_what_points_back_is_written_out(turn: Turn, asked: str, expected: str) -> None:
    assert rewritten(asked, turn) == expected


@pytest.mark.parametrize(
    ("turn", "asked", "expected"),
    [
        (TRAM, "and how many were wounded?", "how many were wounded in the tram attack in Velmar?"),
        (TRAM, "And how many were wounded?", "How many were wounded in the tram attack in Velmar?"),
        (TRAM, "Was anyone arrested?", "Was anyone arrested for the tram attack in Velmar?"),
        (TRAM, "Who was blamed?", "Who was blamed for the tram attack in Velmar?"),
        (TRAM, "How did the president react?", "How did the president react to the tram attack in Velmar?"),
        (TRAM, "Did Ash Dawn claim responsibility?",
         "Did Ash Dawn claim responsibility for the tram attack in Velmar?"),
        (TRAM, "who investigated?", "who investigated the tram attack in Velmar?"),
        (TRAM, "and the motive?", "what was the motive in the tram attack in Velmar?"),
        (TRAM, "tell me more", "what else is known about the tram attack in Velmar?"),
        (TRAM, "when?", "when did the tram attack in Velmar take place?"),
        (MAYOR, "why?", "what was the reason for the killing of Deputy Mayor Ana Ruiz in Kestle on 4 May?"),
        (FLOOD, "and the missing?", "how many people were missing in the flood in Brenna?"),
        (Turn("When was the Harlow bridge closed?", "On Monday"), "why?", "why was the Harlow bridge closed?"),
        (Turn("Where was the judge Ivo Brandt shot?", "in Dorn"), "By whom?", "By whom was the judge Ivo Brandt shot?"),
        (Turn("Was anyone arrested over the fire in Orlen?", "Yes"), "who?",
         "who was arrested over the fire in Orlen?"),
        (Turn("Who won the election in Tavia?", "Lena Moravec"), "by how many votes?",
         "Lena Moravec won the election in Tavia by how many votes?"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_put_in(turn: Turn, asked: str, expected: str) -> None:
    assert rewritten(asked, turn).casefold() == expected.casefold()
    assert rewritten(asked, turn)[0].isupper() >= asked[0].isupper()


@pytest.mark.parametrize(
    ("turn", "asked", "expected"),
    [
        (FLOOD, "What about Kestle?", "How many people died in the flood in Kestle?"),
        (FLOOD, "and in Kestle?", "How many people died in the flood in Kestle?"),
        (FLOOD, "and the injured?", "How many people were injured in the flood in Brenna?"),
        (MAYOR, "And Ivo Brandt?", "Who killed Ivo Brandt in Kestle?"),
        (TRAM, "what about the gas explosion in Orlen?", "Who claimed the gas explosion in Orlen?"),
        (TRAM, "No, I meant the one in Kestle", "Who claimed the tram attack in Kestle?"),
        (Turn("How much did Norvik earn in 2025?", "3 billion"), "and in 2024?", "How much did Norvik earn in 2024?"),
        (Turn("what did minister Olsen say about the strike?", "nothing"), "And Fenn?",
         "What did minister Fenn say about the strike?"),
        (Turn("who claimed the attack in velmar?", "ash dawn"), "what about kestle?",
         "who claimed the attack in kestle?"),
    ],
)  # fmt: skip
def test_another_name_takes_the_place_of_its_like(turn: Turn, asked: str, expected: str) -> None:
    assert rewritten(asked, turn).casefold() == expected.casefold()


@pytest.mark.parametrize(
    ("turn", "asked", "expected"),
    [
        (BUS, "when?", "when did the bus crash near Halden take place?"),
        (BUS, "and the driver?", "what happened to the driver in the bus crash near Halden?"),
        (BUS, "how about the passengers?", "How many passengers were killed in the bus crash near Halden?"),
        (BUS, "what about the crash in Moss?", "How many people were killed in the crash in Moss?"),
        (MATCH, "and for Albion?", "Who scored for Albion against Rovers?"),
        (MATCH, "and last season?", "Who scored for Rovers against Albion last season?"),
        (COURT, "what for?", "why did Judge Adele Marsh give Tom Reyes six years in prison?"),
        (COURT, "when?", "when did Judge Adele Marsh give Tom Reyes six years in prison?"),
        (COURT, "will he appeal?", "will Tom Reyes appeal?"),
        (PROFIT, "and revenue?", "How much revenue did Norvik make in 2025?"),
        (PROFIT, "how about 2023?", "How much profit did Norvik make in 2023?"),
        (BILL, "what about the tax bill?", "Did parliament pass the tax bill?"),
        (BILL, "who voted against?", "who voted against the housing bill?"),
        (BILL, "and the senate?", "what is known about the senate in connection with the housing bill?"),
        (BILL, "who said so?", "who said this about the housing bill?"),
        (HOSTAGE, "when was he freed?", "when was Paul Ostrander freed?"),
        (HOSTAGE, "what did they want?", "what did Red Spear want?"),
        (HOSTAGE, "why did they?",
         "what was the reason for the kidnapping of the engineer Paul Ostrander in Velmar?"),
        (HOUSES, "and how many in Dorn?", "How many houses were flooded in Dorn?"),
        (HOUSES, "when?", "when were houses flooded in Brenna?"),
        (STOPPAGE, "why did they?", "why did train drivers go on strike in Leeds?"),
        (STOPPAGE, "how many took part?", "how many took part in the strike in Leeds?"),
        (STOPPAGE, "and in York?", "Why did train drivers go on strike in York?"),
        (TICKET, "and for children?", "How much does a ticket for the Harlow tram cost for children?"),
        (FACTORY, "what about the Brightline?", "what else is known about the Brightline?"),
        (Turn("Who owns the Harlow Echo?", "Kestrel"), "what about the Kestle Post?", "Who owns the Kestle Post?"),
        (Turn("When will the president visit Tavia?", "on 12 May"), "who will she meet?",
         "who will the president meet in connection with Tavia?"),
        (GROCER, "who leads it?", "who leads Kestrel?"),
        (GROCER, "who said so?", "who said that Kestrel bought Daly & Marsh?"),
    ],
)  # fmt: skip
def test_news_of_many_kinds_is_followed_up(turn: Turn, asked: str, expected: str) -> None:
    assert rewritten(asked, turn).casefold() == expected.casefold()


@pytest.mark.parametrize(
    "asked",
    [
        "How many people drowned off São Aurélio?",
        "Why did shares in the retailer fall on Thursday?",
        "What is the inflation rate?",
        "Who invented the telephone?",
        "Did Minister Olsen say he would resign?",
        "What is Ash Dawn?",
        "Which group was blamed for the bombing of the market in Quel?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(asked: str) -> None:
    found = standalone(Question(asked, (TRAM, Turn("and how many died?", "17"))))
    assert (found.text, found.certain) == (asked, True)


def test_the_event_is_found_through_a_chain_of_follow_ups() -> None:
    history = (TRAM, Turn("how many were wounded?", "42"), Turn("and when was that?", "on 15 September"))
    assert rewritten("Who was blamed for it?", *history) == "Who was blamed for the tram attack in Velmar?"
    moved = (FLOOD, Turn("And in Kestle?", "12"))
    assert rewritten("how many houses were destroyed there?", *moved) == "how many houses were destroyed in Kestle?"
    assert rewritten("No, the other one", *moved) == FLOOD.question


def test_a_new_subject_ends_the_old_one_but_an_event_can_be_named_again() -> None:
    history = (FLOOD, Turn("Who is the prime minister of Tavia?", "Lena Moravec"))
    assert rewritten("How old is she?", *history) == "How old is Lena Moravec?"
    expected = "What did Lena Moravec say about the flood in Brenna?"
    assert rewritten("What did she say about the flood?", *history) == expected


def test_the_short_answer_or_the_first_new_name_of_a_long_one_is_meant() -> None:
    said = "VELMAR, Sept 16 (Continental Wire) - The militant group Ash Dawn claimed responsibility on Wednesday. [1]"
    assert rewritten("Where is that group based?", Turn(TRAM.question, said)) == "Where is Ash Dawn based?"
    assert (
        rewritten("Where is that group based?", Turn(TRAM.question, said, "Sarn Front")) == "Where is Sarn Front based?"
    )
    nothing = Turn(TRAM.question, "The articles do not say.")
    assert rewritten("Where is that group based?", nothing) == "Where is that group based in the tram attack in Velmar?"


def test_without_a_conversation_a_question_stands_as_it_is() -> None:
    found = standalone(Question("who  said\nthat?"))
    assert (found.text, found.certain) == ("who said that?", True)


words = st.lists(
    st.sampled_from(
        "who what when how many and about the that it he there group attack Velmar Ana Ruiz killed was in , ( ) ? . 's "
        "May 4 İ 👩‍👩‍👧 & other one died by whom no".split()
    ),
    max_size=14,
).map(" ".join)  # fmt: skip
texts = st.one_of(words, st.text(max_size=40))


@given(st.lists(st.tuples(texts, texts, st.none() | texts), max_size=3), texts)
def test_any_conversation_gives_one_line(history: list[tuple[str, str, str | None]], asked: str) -> None:
    turns = tuple(Turn(*turn) for turn in history)
    found = standalone(Question(asked, turns))
    assert found == standalone(Question(asked, turns))
    assert "\n" not in found.text
    assert bool(found.text) == bool(asked.split())
    if not turns:
        assert found.text == " ".join(asked.split())
