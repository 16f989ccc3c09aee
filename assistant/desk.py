"""What the chat page does when somebody asks, stops or leaves: values in, HTML out, nothing of Gradio.

The conversation is two pieces of HTML: the turns that are settled, and below them the one that is being answered, so
that what is still growing does not touch what somebody may be reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ArticleUnknown, NewsError
from index.hints import DEFAULT_LIBRARY, command
from index.types import EVERYTHING, Filters, Span

from .answering import NO_MODEL
from .asking import MAX_QUESTION, MAX_TURNS, to_question
from .errors import QuestionInvalid
from .escaping import context, counted, day_words, escaped
from .filtering import filters_from, filters_words, nothing_words
from .rendering import answer_html, cards_html, error_html, sources_html
from .stopping import Stop
from .texts import shown_sources, to_markdown
from .turns import busy_html, draft_html, stopped_html, turn_html, writing_html
from .types import Answer, Began, Citation, Evidence, Stated, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import LibraryFacts

    from .chain import Assistant

__all__ = ["Desk", "Shown", "Step", "contexts_of", "live_html", "masthead_html", "past_html"]

_HERO = (
    '<div class="hero"><h2>Ask the news. See the sentence.</h2><p>Answers come from the articles in this library only,'
    " and each statement leads to the exact words it rests on.</p></div>"
)
_FAILED = "Something went wrong here. The server's log has the details; please ask again."


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn as it stands on the page. ``turn`` is what the next question is given of it: nothing if it failed."""

    number: int
    question: str
    html: str
    settled: bool = True
    turn: Turn | None = None


Turns = tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What changes on the page; None where nothing does. ``left`` is the text to leave in the box."""

    live: str
    turns: Turns | None = None
    past: str | None = None
    left: str | None = None
    running: bool = True


def past_html(turns: Turns, asked: bool = True) -> str:
    """The settled turns, oldest first; what the page is for where nothing was asked."""
    shown = "".join(turn.html for turn in turns) if asked else _HERO
    return f'<section class="log" aria-label="Conversation">{shown}</section>'


def live_html(turn: Shown | None = None) -> str:
    """The newest turn, which is read out as it grows."""
    shown = turn.html if turn else ""
    return f'<section class="log" role="log" aria-live="polite" aria-label="Newest answer">{shown}</section>'


@dataclass(slots=True)
class _Growing:
    """The newest turn while it is being answered."""

    number: int
    question: str
    filters: Filters = EVERYTHING
    query: str = ""
    evidence: Sequence[Evidence] = ()
    begun: bool = False
    stated: list[Stated] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"turn{self.number}"

    @property
    def citations(self) -> list[Citation]:
        return [citation for one in self.stated for citation in one.citations]

    def shown(self, body: str, sources: str = "", copied: str = "", turn: Turn | None = None) -> Shown:
        """The turn when it is settled."""
        narrowed = filters_words(self.filters)
        html = turn_html(self.question, body, sources, copied, narrowed, self.query, self.number)
        return Shown(self.number, self.question, html, turn=turn)


class Desk:
    """The page's event handlers over one assistant. ``session`` is the visitor's page."""

    def __init__(self, assistant: Assistant, title: str, library: Path = DEFAULT_LIBRARY) -> None:
        self.assistant = assistant
        self.title = title
        self._library = library
        self._stops: dict[str, Stop] = {}

    def ask(
        self, text: str, turns: Turns, fields: Sequence[Any] = (), model: str | None = None, session: str = ""
    ) -> Iterator[Step]:
        """The page's states: searching, reading, writing, then the answer, or what stood when it was stopped.

        ``fields`` are the values of the filters.
        """
        turns = tuple(turn for turn in turns if turn.settled)[1 - MAX_TURNS :]
        if not (text or "").strip():
            live = turns[-1] if turns else None
            yield Step(live_html(live), turns, past_html(turns[:-1], bool(turns)), "", running=False)
            return
        now = _Growing(turns[-1].number + 1 if turns else 1, text.strip()[:MAX_QUESTION])
        stop = self._stops[session] = Stop()
        left = ""
        try:
            now.filters = filters_from(*fields)
            asked = replace(to_question(text, now.filters), history=tuple(t.turn for t in turns if t.turn))
            now.question = asked.text
            following = bool(asked.history) and (model or self.assistant.model) != NO_MODEL
            pending = replace(now.shown(busy_html(following=following)), settled=False)
            yield Step(live_html(pending), (*turns, pending), past_html(turns), "")
            last = None
            for last in self.assistant.stream(asked, model=model or None, stop=stop):
                if not isinstance(last, Answer):
                    self._grow(now, last)
                    yield Step(live_html(self._growing(now)))
            shown = self._answered(now, last) if isinstance(last, Answer) else self._stopped(now)
        except NewsError as problem:
            left = text if isinstance(problem, QuestionInvalid) else ""  # to be mended
            shown = now.shown(error_html(str(problem)))
        finally:
            stop.wish()
            if self._stops.get(session) is stop:
                del self._stops[session]
        yield Step(live_html(shown), (*turns, shown), past_html(turns), left or None, running=False)

    def stop(self, session: str = "") -> None:
        """Stop what is being answered on that page."""
        stop = self._stops.get(session)
        if stop is not None:
            stop.wish()

    def _grow(self, now: _Growing, step: Any) -> None:
        if isinstance(step, Stated):
            now.stated.append(step)
        elif isinstance(step, Began):
            now.begun = True
        else:
            now.query, now.evidence = step.query, step.evidence

    def _growing(self, now: _Growing) -> Shown:
        busy = writing_html(now.stated) if now.begun else busy_html(now.evidence)
        return now.shown(draft_html(now.stated, now.citations, now.key) + busy, self._cards(now))

    def _stopped(self, now: _Growing) -> Shown:
        draft = draft_html(now.stated, now.citations, now.key)
        said = [one.statement.text for one in now.stated if one.statement.support != "unsupported"]
        turn = Turn(now.question, " ".join(said)) if said else None
        return now.shown(draft + stopped_html(bool(said)), self._cards(now), turn=turn)

    def _cards(self, now: _Growing) -> str:
        found = now.citations
        return cards_html(found, contexts_of(self.assistant, found), now.key) if found else ""

    def _answered(self, now: _Growing, answer: Answer) -> Shown:
        nothing = nothing_words(answer, now.filters, self.assistant.facts().articles)
        records = shown_sources(answer)
        sources = sources_html(answer, contexts_of(self.assistant, records), now.key) if records else ""
        body = answer_html(answer, now.key, nothing=nothing)
        return now.shown(body, sources, to_markdown(answer), Turn(now.question, answer.text, answer.short))

    def settle(self, turns: Turns) -> tuple[Turns, str]:
        """Replace a turn that a bug left pending by a line that says so; gives the newest turn too."""
        if turns and not turns[-1].settled:
            pending = turns[-1]
            html = turn_html(pending.question, error_html(_FAILED), number=pending.number)
            turns = (*turns[:-1], replace(pending, html=html, settled=True))
        return turns, live_html(turns[-1] if turns else None)

    def masthead(self) -> tuple[str, tuple[str, ...]]:
        """The page's head and the publishers to choose from, as the library is now."""
        try:
            facts = self.assistant.facts()
        except NewsError as problem:
            return masthead_html(self.title, None, str(problem)), ()
        return masthead_html(self.title, facts, library=self._library), facts.publishers


def contexts_of(assistant: Assistant, records: Sequence[Citation]) -> dict[int, tuple[str, str]]:
    """Citation number -> the words around the quote; an article that is gone by now has none."""
    around: dict[int, tuple[str, str]] = {}
    texts: dict[str, str] = {}
    for record in records:
        try:
            if record.article_id not in texts:
                texts[record.article_id] = assistant.article(record.article_id).text
        except ArticleUnknown:
            continue
        around[record.number] = context(texts[record.article_id], Span(record.start, record.end))
    return around


def masthead_html(title: str, facts: LibraryFacts | None, problem: str = "", library: Path = DEFAULT_LIBRARY) -> str:
    """The head of the page: the title, and what the library holds or how to fill it."""
    if facts is None:
        line = error_html(problem)
    elif not facts.articles:
        line = (
            '<p class="facts empty">There are no articles yet. Add some with '
            f"<code>{escaped(command('index FOLDER', library))}</code>, then reload this page.</p>"
        )
    else:
        days = [day_words(day) for day in (facts.first, facts.last) if day]
        dated = f", {' to '.join(dict.fromkeys(days))}" if days else ""
        among = f" from {counted(len(facts.publishers), 'publisher')}" if facts.publishers else ""
        line = f'<p class="facts">{counted(facts.articles, "article")}{among}{dated}</p>'
    return f'<header class="masthead"><h1>{escaped(title)}</h1>{line}</header>'
