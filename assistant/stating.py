"""What an answerer says, grounded as it comes: statement by statement where a language model writes, else at once."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from .answering import Answerer
from .clock import Clock
from .grounding import Grounded, Grounder, ground
from .judging import verdicts
from .stopping import Stop
from .types import Began, Citation, Draft, Request, Short, Stated, Statement

__all__ = ["Written", "grounded_steps"]

Written = tuple[Grounded, float | None]
"""What stands of a draft, and how surely it is right."""


def grounded_steps(
    answerer: Answerer, request: Request, clock: Clock, stop: Stop, *, asks: bool = True
) -> Generator[Began | Stated, None, Written | None]:
    """What stands of what the answerer says, statement by statement where it writes; None when it was stopped.

    Where it is clear that nothing answers (not ``asks``), no language model is asked.
    """
    if answerer.writer is None or not request.evidence or not asks:
        draft = answerer.run.invoke(request) if request.evidence and answerer.writer is None else Draft()
        return ground(draft, request.evidence), draft.confidence
    grounder, short, cited = Grounder(request.evidence), None, list[Citation]()
    with closing(answerer.writer.drafted(request)) as drafting:
        stop.listen(drafting.close)
        for piece in drafting:
            if stop.wished:
                return None
            if isinstance(piece, Began):
                clock.mark("first_token")
                yield from clock.handed(piece)
            elif isinstance(piece, Short):
                short = piece.text
            else:
                for stated in _stated(*grounder.add(piece)):
                    if stated.citations:
                        clock.mark("first_citation")
                    cited += stated.citations
                    yield from clock.handed(stated)
    if stop.wished:
        return None
    if short is None or _tells(short, request, cited):
        return grounder.finish(short), None
    found = grounder.finish(None)
    return replace(found, dropped=(*found.dropped, "a yes or no that the cited sentences do not say")), None


def _tells(short: str, request: Request, cited: Sequence[Citation]) -> bool:
    """Whether a language model's short answer is no verdict, or the cited sentences that say yes or no all say that.

    A verdict stands in no sentence as a word, so that grounding has nothing to compare it with.
    """
    word = short.strip(" .").capitalize()
    if word not in ("Yes", "No"):
        return True
    places = {(one.article_id, one.start) for one in cited}
    origins = {one.number: one.article_id for one in request.evidence}
    told = verdicts(request.query, request.evidence)
    return {one.said for one in told if (origins[one.evidence], one.sentence.start) in places} == {word}


def _stated(statements: Sequence[Statement], new: Sequence[Citation]) -> Iterator[Stated]:
    """The statements of one claim, each with those of the new citations that no statement before it brought."""
    left = {citation.number: citation for citation in new}
    for statement in statements:
        brought = [left.pop(number) for number in statement.citations if number in left]
        yield Stated(statement, tuple(brought))
