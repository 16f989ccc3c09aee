"""Follow-up questions: what retrieval finds with them as they are, rewritten, and asked in full.

    python -m benchmarks.followups ../shared/data [--libraries DIR] [--limit N]
        [--show N] [--model PROVIDER:NAME] [--base-url URL]

A conversation is made of two or three open questions of MUC (part dev) about the same incident: the first as it stands
with its gold answer, the others with their description of the incident replaced by a pronoun ("When did it happen?"),
pointed at ("that bombing"), left out ("How many people were injured?") or left out with all but the question word ("And
when?"). Prints article hit@1, hit@5 and MRR@10 as a Markdown table, and how many full questions about another incident
were left as they are.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.models import chat_model
from assistant.rewriting import standalone
from assistant.settings import load_settings
from assistant.types import Question, Turn
from benchmarks.labelled import lines
from benchmarks.retrieval import articles, build, figures
from index.retrieval import Searcher

FORMS = {
    "pronoun": {
        "date": ("When did it happen?", "and when did it take place?"),
        "location": ("Where did it happen?", "where did it take place?"),
        "perp_individual": ("Who did it?", "Who carried it out?", "and who was behind it?"),
        "perp_org": ("Which organization was behind it?", "which group carried it out?"),
        "accused_org": ("Which organization was blamed for it?", "Who is suspected of it?"),
        "claim_org": ("Who claimed it?", "Has anyone admitted responsibility for it?"),
        "num_injured": ("How many people were injured in it?", "how many did it injure?"),
        "num_killed": ("How many people were killed in it?", "how many did it kill?"),
        "weapon": ("What weapons were used in it?", "What was it done with?"),
        "victim_role": ("What was their occupation?", "and what was their position?"),
        "victim_name": ("Who was the victim of it?",),
    },
    "pointed at": {
        "date": ("When was that?", "When did that {kind} happen?", "And when did the {kind} take place?"),
        "location": ("Where was that?", "Where did the {kind} take place?"),
        "perp_individual": ("Who was behind that {kind}?", "who did that?", "And who carried out the {kind}?"),
        "perp_org": ("Which organization was behind the {kind}?", "which group was responsible for that?"),
        "accused_org": ("Who was blamed for the {kind}?", "Which organization was suspected of that {kind}?"),
        "claim_org": ("Who claimed responsibility for this {kind}?", "who claimed the {kind}?"),
        "num_injured": ("How many people were wounded in the {kind}?", "how many were hurt in that {kind}?"),
        "num_killed": ("How many people were killed in the {kind}?",),
        "weapon": ("What weapon was used in the {kind}?", "And what was used in that {kind}?"),
        "victim_role": ("What was the position or occupation of that person?", "what was the victim's position?"),
        "victim_name": ("Who was the victim of that {kind}?",),
    },
    "left out": {
        "date": ("On what day was that?", "when exactly did that happen?"),
        "location": ("in which city was that?", "Where exactly?"),
        "perp_individual": ("Who was responsible?", "and who were the attackers?"),
        "perp_org": ("Which organization was responsible?", "Which group was involved?"),
        "accused_org": ("Which organization was blamed?", "and who was suspected?"),
        "claim_org": ("Who claimed responsibility?", "Did anyone claim responsibility?"),
        "num_injured": ("How many people were injured?", "and how many were wounded?"),
        "num_killed": ("How many people were killed?", "and how many died?"),
        "weapon": ("What weapon was used?", "What kind of explosive was used?"),
        "victim_role": ("What was the victim's occupation?", "what did the victim do for a living?"),
        "victim_name": ("Who was the victim?",),
    },
    "word only": {
        "date": ("When?", "and when?"),
        "location": ("Where?", "and where?"),
        "perp_individual": ("Who?", "By whom?"),
        "perp_org": ("Which organization?", "By which group?"),
        "accused_org": ("And the suspects?", "who was blamed?"),
        "claim_org": ("and the claim of responsibility?",),
        "num_injured": ("and the wounded?", "How many injured?"),
        "num_killed": ("and the dead?", "How many dead?"),
        "weapon": ("With what weapon?", "and the weapon?"),
        "victim_role": ("And the victim's occupation?",),
        "victim_name": ("and the victim?",),
    },
}
_FETCHED = 60
_NOUNS = {"killed": "killing", "kidnapped": "kidnapping", "attacked": "attack"}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up in its conversation, the full question it stands for, and the articles that answer that."""

    form: str
    asked: Question
    full: str
    wanted: frozenset[str]


def conversations(data: Path, seed: int) -> list[FollowUp]:
    """One follow-up for each open question that shares its incident with another; a third of them in the third turn."""
    chance = random.Random(seed)
    rows = [
        r for r in lines(data / "muc" / "questions.jsonl") if r["part"] == "dev" and r["open_ok"] and r["answerable"]
    ]
    rows.sort(key=lambda row: (row["article_id"], row["event"], row["qid"]))
    found = []
    for _, group in groupby(rows, key=lambda row: (row["article_id"], row["event"])):
        incident = list(group)
        for row in incident if len(incident) > 1 else ():
            others = chance.sample([one for one in incident if one is not row], min(2, len(incident) - 1))
            history = [Turn(others[0]["question"], others[0]["answers"][0])]
            if len(others) > 1 and chance.random() < 0.5:
                history.append(Turn(_form(others[1], chance)[1], others[1]["answers"][0]))
            form, words = _form(row, chance)
            asked = Question(words, tuple(history))
            found.append(FollowUp(form, asked, row["question"], frozenset(row["relevant_articles"])))
    return found


def _form(row: dict[str, Any], chance: random.Random) -> tuple[str, str]:
    form = chance.choice(list(FORMS))
    described = re.search(r"\bthe (?:\w+ )?(\w+) (?:of|on|in) |who was (\w+)", row["question"])
    kind = (described[1] or _NOUNS.get(described[2], described[2])) if described else "attack"
    return form, chance.choice(FORMS[form][row["slot"]]).format(kind=kind)


def rank(searcher: Searcher, query: str, wanted: frozenset[str]) -> int | None:
    """The rank, from 1, of the first wanted article among the distinct articles that a query finds."""
    passages = searcher.retriever(_FETCHED).invoke(query)
    seen = dict.fromkeys(passage.metadata["article_id"] for passage in passages)
    return next((at for at, article in enumerate(seen, start=1) if article in wanted), None)


def table(searcher: Searcher, found: list[FollowUp], ways: dict[str, Callable[[FollowUp], str]]) -> None:
    """Print the figures of each way to search, over all follow-ups and by their form."""
    print("| searched | follow-ups | n | hit@1 | hit@5 | MRR@10 |\n|---|---|---|---|---|---|")
    for way, query in ways.items():
        ranked = [rank(searcher, query(one), one.wanted) for one in found]
        for form in ("all", *FORMS):
            of_form = [rank for rank, one in zip(ranked, found, strict=True) if form in ("all", one.form)]
            if of_form:
                print(f"| {way} | {form} | {len(of_form)} | {figures(of_form)} |", flush=True)


def switched(found: list[FollowUp], seed: int) -> float:
    """The share of full questions about another incident that are searched as they were asked."""
    chance = random.Random(seed)
    others = [(one, chance.choice([two for two in found if two.wanted.isdisjoint(one.wanted)])) for one in found]
    kept = [standalone(Question(two.full, one.asked.history)).query == two.full for one, two in others]
    return sum(kept) / len(kept)


def main() -> None:
    """Read the arguments, build what is missing, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--libraries", type=Path, default=Path(".cache/retrieval"))
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", help="rewrite with this chat model too")
    parser.add_argument("--base-url")
    parser.add_argument("--show", type=int, default=0, help="print so many rewritten follow-ups")
    given = parser.parse_args()
    settings = load_settings()
    folder = given.libraries / f"muc-{settings.passage_tokens}-{settings.overlap_tokens}"
    build(folder, settings, articles(given.data / "muc" / "articles.jsonl"))
    found = conversations(given.data, given.seed)
    random.Random(given.seed).shuffle(found)
    found = found[: given.limit]
    ways: dict[str, Callable[[FollowUp], str]] = {
        "as it is": lambda one: one.asked.text,
        "rewritten by rule": lambda one: standalone(one.asked).query,
        "asked in full": lambda one: one.full,
    }
    if given.model:
        model = chat_model(given.model, base_url=given.base_url)
        ways["rewritten by model"] = lambda one: standalone(one.asked, lambda said: model.invoke(said).text).query
    for one in found[: given.show]:
        print(f"{one.form}: {' / '.join(turn.question for turn in one.asked.history)} / {one.asked.text}")
        print(f"    {standalone(one.asked).query}")
    searcher = Searcher(folder, settings)
    table(searcher, found, ways)
    searcher.close()
    print(f"\nLeft as they are, of full questions about another incident: {switched(found, given.seed):.3f}")


if __name__ == "__main__":
    main()
