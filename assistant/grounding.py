"""From a draft to statements with exact citations: what stands of what an answerer proposes. The heart of the program.

An extractive draft brings quotes, which are sliced from the evidence or dropped. A generative draft brings sentences
with markers; each is compared with the sentences of the passages that it cites, and is kept as "verified" only if one
or two of them carry it (`assistant.supporting`). Whatever is in doubt is unsupported.

Two laws hold for every draft whatsoever: a citation's quote is a slice of its evidence, and a supported statement has
a citation. Pure: standard library, our own types and `index.splitting` only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.splitting import sentences
from index.types import Span

from .asserting import asserts, parts
from .copies import copies
from .dating import undated
from .evidence import as_citation
from .framing import without_frame
from .markers import marked_sentences
from .pairing import Pairing, missing
from .supporting import holds
from .types import Citation, Claim, Draft, Evidence, Statement, Support
from .wording import Word, fold, quotations, words

__all__ = ["Grounded", "ground"]

_LONGEST = 120
"""Words in a statement; a longer one is no sentence."""

_TAKEOVER = re.compile(
    r"<\s{0,2}[|/]{0,2}\s{0,2}(?:system|im_start|im_end|user|assistant|inst|passage|script|style|iframe)\b|\[/?INST\]|"
    r"^\W*(?:system|assistant|developer|user|instructions?|prompt)\s*(?:prompt|message|note)?\s*:|"
    r"\b(?:ignor\w+|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|earlier|instructions?|rules|prompts?|"
    r"everything|guidelines|context)\b|\byou are now\b|\bas an ai\b|\blanguage models?\b|\bsystem prompt\b|"
    r"\bnew instructions?\b|\b(?:ai|llm) (?:readers?|assistants?|models?|systems?|agents?)\b|\brepeat after me\b",
    re.IGNORECASE | re.MULTILINE,
)
_TAINTED = 3
"""How many sentences after an attempt to give orders are not believed either."""

_CLOSING = "\"'”’»)] "
_ANAPHORS = frozenset("it he she they him them his her their its this that these those".split())


@dataclass(frozen=True, slots=True)
class Grounded:
    """What stands of a draft. ``dropped`` says in words what was removed."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short: str | None
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage, by its span in the article."""

    evidence: Evidence
    span: Span
    words: tuple[Word, ...]
    usable: bool

    @property
    def text(self) -> str:
        return _slice(self.evidence, self.span)


@dataclass(slots=True)
class _Ledger:
    """Citations in order of first use, one for each slice of an article."""

    evidence: dict[int, Evidence]
    citations: dict[tuple[str, int, int], Citation] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    read: dict[int, list[_Sentence]] = field(default_factory=dict)

    def cite(self, evidence: Evidence, span: Span) -> int:
        key = (evidence.article_id, span.start, span.end)
        if key not in self.citations:
            self.citations[key] = as_citation(len(self.citations) + 1, evidence, span)
        return self.citations[key].number

    def sentences(self, number: int) -> list[_Sentence]:
        if number not in self.read:
            self.read[number] = _read(self.evidence[number])
        return self.read[number]


def ground(draft: Draft, evidence: Sequence[Evidence]) -> Grounded:
    """Decide what of ``draft`` the evidence carries. Never raises, whatever the draft holds."""
    ledger = _Ledger({piece.number: piece for piece in reversed(evidence)})
    statements: list[Statement] = []
    for claim in draft.claims:
        ledger.dropped.extend(claim.dropped)
        if claim.quotes:
            statements.append(_quoted(claim, ledger))
        else:
            statements.extend(_written(claim, ledger))
    kept = tuple(statement for statement in statements if statement.text)
    citations = tuple(ledger.citations.values())
    quoted = any(claim.quotes for claim in draft.claims)
    short = _short(draft.short, kept, citations, quoted)
    if draft.short and short is None:
        ledger.dropped.append("a short answer that the cited sentences do not hold")
    return Grounded(kept, citations, short, tuple(ledger.dropped))


def _slice(evidence: Evidence, span: Span) -> str:
    return evidence.text[span.start - evidence.span.start : span.end - evidence.span.start]


def _quoted(claim: Claim, ledger: _Ledger) -> Statement:
    """A statement of an extractive draft: the quote itself, or a text that its quotes carry."""
    pieces: list[tuple[Evidence, Span]] = []
    for quote in claim.quotes:
        piece = ledger.evidence.get(quote.evidence)
        span = _trimmed(piece, quote.span) if piece is not None and piece.span.contains(quote.span) else None
        if piece is None:
            ledger.dropped.append(f"a quote from passage {quote.evidence}, which is not there")
        elif span is None:
            ledger.dropped.append(f"a quote that is not in passage {quote.evidence}")
        else:
            pieces.append((piece, span))
    text = claim.text.strip()
    texts = [_slice(piece, span) for piece, span in pieces]
    if not text or not texts:
        return Statement(text, (), "unsupported")
    if text == texts[0]:
        same = [piece for piece, other in zip(pieces, texts, strict=True) if copies(text, other)]
        return _statement(text, same, "verbatim", ledger)
    if text == " ".join(texts):
        return _statement(text, pieces, "verbatim", ledger)
    source = [_Sentence(piece, span, tuple(words(_slice(piece, span))), asserts(text)) for piece, span in pieces]
    carried = _carried(text, [source], ledger)
    return _statement(text, [(found.evidence, found.span) for found in carried], "verified", ledger)


def _trimmed(evidence: Evidence, span: Span) -> Span | None:
    text = _slice(evidence, span)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip())) if text.strip() else None


def _statement(text: str, used: Iterable[tuple[Evidence, Span]], support: Support, ledger: _Ledger) -> Statement:
    numbers = tuple(dict.fromkeys(ledger.cite(piece, span) for piece, span in used))
    return Statement(text, numbers, support if numbers else "unsupported")


def _written(claim: Claim, ledger: _Ledger) -> list[Statement]:
    """The statements of a claim in a model's own words, each checked against the passages it cites."""
    found: list[Statement] = []
    for text, inline in marked_sentences(claim.text):
        cited: list[int] = []
        for marker in dict.fromkeys((*claim.markers, *inline)):
            number = int(marker) if re.fullmatch(r"[0-9]{1,9}", marker.strip()) else -1
            if number in ledger.evidence:
                cited.append(number)
            else:
                ledger.dropped.append(f"the marker [{marker.strip()[:20]}], which names no passage")
        carried = _carried(text, [ledger.sentences(number) for number in dict.fromkeys(cited)], ledger)
        support: Support = "verbatim" if [piece.text for piece in carried] == [text] else "verified"
        found.append(_statement(text, [(piece.evidence, piece.span) for piece in carried], support, ledger))
    return found


def _read(evidence: Evidence) -> list[_Sentence]:
    """The sentences of a passage; those that give orders to the reader, and those after them, carry nothing."""
    found: list[_Sentence] = []
    tainted = 0
    for local in sentences(evidence.text):
        text = local.of(evidence.text)
        states = asserts(text)
        if _TAKEOVER.search(unicodedata.normalize("NFKC", text)):
            tainted = _TAINTED + 1
        elif not states and not text.rstrip(_CLOSING).endswith("?"):
            tainted = max(tainted, 2)
        span = Span(evidence.span.start + local.start, evidence.span.start + local.end)
        fragment = local.start == 0 and evidence.span.start > 0 and text[:1].islower()
        usable = states and not tainted and not fragment
        found.append(_Sentence(evidence, span, tuple(words(text)), usable))
        tainted = max(0, tainted - 1)
    return found


def _carried(text: str, passages: Sequence[Sequence[_Sentence]], ledger: _Ledger) -> list[_Sentence]:
    """The sentences that together carry ``text``, or none."""
    for passage in passages:
        for sentence in passage:
            if sentence.usable and sentence.text == text:
                return [sentence]
    quoted = quotations(text)
    statement = tuple(words(text))
    if quoted is None or not any(word.content for word in statement) or len(statement) > _LONGEST or not asserts(text):
        return []
    sources = [fold(sentence.evidence.text) for passage in passages for sentence in passage[:1]]
    if not all(any(_holds(source, quote) for source in sources) for quote in quoted):
        ledger.dropped.append("a quotation that is not in the cited passages")
        return []
    return _whole(statement, passages) or _halves(statement, passages)


def _holds(source: str, quote: str) -> bool:
    plain = quote.rstrip(".,;:!? ")
    turned = plain[:1].swapcase() + plain[1:]
    return not plain or plain in source or turned in source


def _halves(statement: tuple[Word, ...], passages: Sequence[Sequence[_Sentence]]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for half in parts(statement):
        carried = _whole(half, passages)
        if not carried:
            return []
        found.extend(carried)
    return found


def _whole(statement: tuple[Word, ...], passages: Sequence[Sequence[_Sentence]]) -> list[_Sentence]:
    """One sentence that carries the statement, or else two that stand together in one passage."""
    ranked: list[tuple[int, int, int, tuple[Word, ...]]] = []
    for passage_number, passage in enumerate(passages):
        own = without_frame(statement, passage[0].evidence) if passage else statement
        for place, sentence in enumerate(passage):
            if sentence.usable:
                lacking = len(missing(Pairing(own, sentence.words)))
                ranked.append((lacking, passage_number, place, own))
    ranked.sort(key=lambda entry: entry[:3])
    for lacking, passage_number, place, own in ranked:
        if lacking == 0 and holds(Pairing(own, passages[passage_number][place].words)):
            return [passages[passage_number][place]]
    for lacking, passage_number, place, own in ranked[:6]:
        passage = passages[passage_number]
        for before in range(max(0, place - 2), place):
            if lacking and passage[before].usable and _follows(own, passage[before], passage[place]):
                return [passage[before], passage[place]]
    return []


def _follows(statement: tuple[Word, ...], before: _Sentence, sentence: _Sentence) -> bool:
    """Whether a sentence carries the statement once it is read with one before it: "It killed 12."

    What is taken from the first may not displace a name or a date of the second.
    """
    if not _refers(sentence.words, before.words):
        return False
    lacking = [statement[place] for place in missing(Pairing(statement, sentence.words))]
    said = {word.low for word in statement}
    names = any(word.capital for word in lacking)
    if names and any(_name(word) and word.low not in said for word in sentence.words):
        return False
    kinds = {word.key[0] for word in sentence.words if word.key is not None}
    if any(word.key is not None and (word.key[0] in kinds or word.key[0] not in _DATES) for word in lacking):
        return False
    apart = 1 + max((word.segment for word in before.words), default=0)
    moved = tuple(replace(word, segment=word.segment + apart) for word in sentence.words)
    return holds(Pairing(statement, before.words + moved, main=len(before.words)))


def _refers(later: Sequence[Word], earlier: Sequence[Word]) -> bool:
    """Whether a sentence speaks of something in the one before it: by a pronoun, or by "the" and the same noun."""
    known = {word.stem for word in earlier if word.noun}
    return any(
        word.low in _ANAPHORS or (word.noun and word.stem in known and place > 0 and later[place - 1].low == "the")
        for place, word in enumerate(later)
    )


def _name(word: Word) -> bool:
    return word.kind == "name" or (word.first and word.capital and word.noun)


_DATES = frozenset(["day", "weekday", "year"])


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
