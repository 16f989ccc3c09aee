"""From a draft to statements with exact citations: what stands of what an answerer proposes. The heart of the program.

An extractive draft brings quotes, which are sliced from the evidence or dropped. A generative draft brings sentences
with markers; each is compared with the sentences of the passages that it cites, and is kept as "verified" only if one
or two of them carry it (`assistant.carrying`, `assistant.supporting`). Whatever is in doubt is unsupported.

Two laws hold for every draft whatsoever: a citation's quote is a slice of its evidence, and a supported statement has
a citation. Pure: standard library, our own types and `index.splitting` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import Span

from .asserting import asserts
from .carrying import Sentence, carriers, read, stands_in
from .copies import copies
from .dating import undated
from .evidence import as_citation
from .folding import fold, quotations, visible
from .markers import marked_sentences
from .pairing import Pairing, missing
from .tainting import links
from .types import Citation, Claim, Draft, Evidence, Statement, Support
from .wording import words

__all__ = ["Grounded", "Grounder", "ground"]

_LONGEST = 1200
"""Characters of a sentence; a longer one is not compared with anything."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What stands of a draft. ``dropped`` says in words what was removed."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short: str | None
    dropped: tuple[str, ...]


def ground(draft: Draft, evidence: Sequence[Evidence]) -> Grounded:
    """Decide what of ``draft`` the evidence carries. Never raises, whatever the draft holds."""
    grounder = Grounder(evidence)
    for claim in draft.claims:
        grounder.add(claim)
    return grounder.finish(draft.short)


class Grounder:
    """Grounds a draft claim by claim, as its sentences come in; what has been said of one claim is never taken back.

    Citations are numbered in order of first use, one for each slice of an article.
    """

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = {piece.number: piece for piece in reversed(evidence)}
        self._read: dict[int, list[Sentence]] = {}
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._statements: list[Statement] = []
        self._dropped: list[str] = []
        self._quoted = False

    def add(self, claim: Claim) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
        """The statements that stand for a claim, and the citations that are new with it, numbered on from those before.

        Never raises.
        """
        known = len(self._citations)
        self._dropped.extend(claim.dropped)
        self._quoted = self._quoted or bool(claim.quotes)
        found = [self._extracted(claim)] if claim.quotes else list(self._written(claim))
        kept = tuple(statement for statement in found if statement.text)
        self._statements.extend(kept)
        return kept, tuple(self._citations.values())[known:]

    def finish(self, short: str | None) -> Grounded:
        """What stands of all that was added, with the short answer if that is carried. Never raises."""
        citations = tuple(self._citations.values())
        short = visible(short) if short else short
        carried = _short(short, self._statements, citations, self._quoted)
        dropped = list(self._dropped)
        if short and carried is None:
            dropped.append("a short answer that the cited sentences do not hold")
        return Grounded(tuple(self._statements), citations, carried, tuple(dropped))

    def _extracted(self, claim: Claim) -> Statement:
        """A statement of an extractive draft: the quote itself, or a text that its quotes carry."""
        pieces: list[tuple[Evidence, Span]] = []
        for quote in claim.quotes:
            piece = self._evidence.get(quote.evidence)
            span = _trimmed(piece, quote.span) if piece is not None and piece.span.contains(quote.span) else None
            if piece is None:
                self._dropped.append(f"a quote from passage {quote.evidence}, which is not there")
            elif span is None:
                self._dropped.append(f"a quote that is not in passage {quote.evidence}")
            else:
                pieces.append((piece, span))
        text = claim.text.strip()
        texts = [_slice(piece, span) for piece, span in pieces]
        if not text or not texts:
            return Statement(text, (), "unsupported")
        if text == texts[0]:
            same = [piece for piece, other in zip(pieces, texts, strict=True) if copies(text, other)]
            return self._statement(text, same, "verbatim")
        if text == " ".join(texts):
            return self._statement(text, pieces, "verbatim")
        source = [Sentence(piece, span, tuple(words(_slice(piece, span))), asserts(text)) for piece, span in pieces]
        return self._checked(visible(text), [source])

    def _written(self, claim: Claim) -> Iterable[Statement]:
        """The statements of a claim in a model's own words, each checked against the passages it cites."""
        for text, inline in marked_sentences(visible(claim.text)):
            cited: list[int] = []
            for marker in dict.fromkeys((*claim.markers, *inline)):
                number = int(marker) if re.fullmatch(r"[0-9]{1,9}", marker.strip()) else -1
                if number in self._evidence:
                    cited.append(number)
                else:
                    self._dropped.append(f"the marker [{marker.strip()[:20]}], which names no passage")
            yield self._checked(text, [self._sentences(number) for number in dict.fromkeys(cited)])

    def _checked(self, text: str, passages: Sequence[Sequence[Sentence]]) -> Statement:
        if passages and links(text):
            self._dropped.append("a sentence with a link")
            return Statement(text, (), "unsupported")
        carried = carriers(text, passages) if len(text) <= _LONGEST else []
        if carried and _misquotes(text, carried):
            self._dropped.append("a quotation that is not in the cited sentences")
            carried = []
        support: Support = "verbatim" if [piece.text for piece in carried] == [text] else "verified"
        return self._statement(text, [(piece.evidence, piece.span) for piece in carried], support)

    def _statement(self, text: str, used: Iterable[tuple[Evidence, Span]], support: Support) -> Statement:
        numbers = tuple(dict.fromkeys(self._cite(piece, span) for piece, span in used))
        return Statement(text, numbers, support if numbers else "unsupported")

    def _cite(self, evidence: Evidence, span: Span) -> int:
        key = (evidence.article_id, span.start, span.end)
        if key not in self._citations:
            self._citations[key] = as_citation(len(self._citations) + 1, evidence, span)
        return self._citations[key].number

    def _sentences(self, number: int) -> list[Sentence]:
        if number not in self._read:
            self._read[number] = read(self._evidence[number])
        return self._read[number]


def _misquotes(text: str, carried: Sequence[Sentence]) -> bool:
    """Whether quotation marks stand around words that the cited sentences do not quote, or do not pair."""
    if [sentence.text for sentence in carried] == [text]:
        return False
    quoted = quotations(text)
    sources = [fold(sentence.text) for sentence in carried if _quotes(sentence)]
    return quoted is None or not all(any(stands_in(source, quote) for source in sources) for quote in quoted)


def _quotes(sentence: Sentence) -> bool:
    """Whether a sentence has quotation marks, or stands between those of sentences around it."""
    before = sentence.evidence.text[: sentence.span.start - sentence.evidence.span.start]
    return bool(quotations(sentence.text) != [] or fold(before).count('"') % 2)


def _slice(evidence: Evidence, span: Span) -> str:
    return evidence.text[span.start - evidence.span.start : span.end - evidence.span.start]


def _trimmed(evidence: Evidence, span: Span) -> Span | None:
    text = _slice(evidence, span)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip())) if text.strip() else None


def _short(
    short: str | None, statements: Sequence[Statement], citations: Sequence[Citation], quoted: bool
) -> str | None:
    """The short answer if a supported statement holds it and its figures and names stand in what is cited.

    A day in brackets behind a relative one ("Thursday (26 April 2024)") must be what the cited article's date makes it.
    """
    bare = [one for citation in citations if (one := undated(short or "", citation.published)) is not None]
    if bare:
        return short if _short(bare[0], statements, citations, quoted) is not None else None
    plain = fold(short or "").casefold().strip(" .")
    if not plain:
        return None
    cited = Pairing(tuple(words(fold(short or ""))), tuple(words(" ".join(citation.quote for citation in citations))))
    carried = [fold(statement.text).casefold() for statement in statements if statement.support != "unsupported"]
    lacking = [cited.statement[place] for place in missing(cited)]
    if carried and quoted and plain in ("yes", "no"):
        return short  # judged from whole sentences, of which it need not be a word
    if not carried or any(word.key is not None or word.capital for word in lacking):
        return None
    if quoted and not lacking:
        return short
    bounded = re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)")
    return short if any(bounded.search(text) for text in carried) else None
