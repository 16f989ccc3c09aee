"""Articles into passages: sentence spans first, then windows of whole sentences, slices of the text last.

Pure. Nothing is ever searched for in the text, so no offset is ever guessed: sentences come from sentencex as
boundaries, windows are runs of sentences, and a passage's text is ``span.of(article.text)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .types import Article, Passage, Span

__all__ = ["SPLITTER", "paragraphs", "sentences", "split", "windows"]

SPLITTER = "sentences-1"
"""The splitter's name in a library's manifest. Change it whenever the same article would be split differently."""

_PIECE = 10_000
"""Characters that the segmenter is given at a time."""

_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_TERMINAL = re.compile(r"[.!?:;…]['\"’”»)\]]*\s*$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[\"'“‘—-])(?:Adm|Brig|Capt|Cmdr|Col|Cpl|Det|Dr|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Mme|Mr|Mrs|Ms|Msgr|Mt|No|Nos"
    r"|Pres|Prof|Pvt|Rep|Reps|Rev|Sen|Sens|Sgt|Spc|St|Ste|Supt|vs)\.\s*$"
)
_INITIAL = re.compile(r"(?:^|[\s(\[\"'“‘—.-])[A-Z]\.\s*$")
_STARTER = re.compile(
    r"(?:A|After|An|And|As|At|But|For|He|Her|His|I|If|In|It|No|On|She|So|That|The|Their|There|These|They|This|Those|We"
    r"|What|When|While|You)\b"
)
_CLOCK = re.compile(r"\b[ap]\.m\.\s*$", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$")
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+\d"
    r"|[ECMP][SD]?T\b|GMT|UTC|BST|CET|local\b)"
)


def sentences(text: str) -> list[Span]:
    """The sentences of ``text``, in order, without the white space around them; together they hold every word.

    A line break ends a sentence unless the text is wrapped at a fixed width; a blank line always does.
    """
    spans: list[Span] = []
    for paragraph in paragraphs(text):
        at = paragraph.start
        block = paragraph.of(text)
        spans.extend(Span(at + piece.start, at + piece.end) for piece in _joined(block, _segmented(block)))
    return spans


def _segmented(block: str) -> Iterator[Span]:
    """The segmenter's cuts of ``block``, found piece by piece: its time grows with the square of the length."""
    import sentencex

    start = 0
    while start < len(block):
        end = min(len(block), start + _PIECE)
        found = [
            Span(start + b["start_index"], start + b["end_index"])
            for b in sentencex.get_sentence_boundaries("en", block[start:end])
        ]
        if end < len(block) and len(found) > 1:
            found.pop()  # the last sentence may go on: it is cut again with what follows
        yield from found
        start = found[-1].end if found else end


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of ``text``: its lines, or its blocks between blank lines when it is wrapped at a fixed width."""
    if not _is_wrapped(text):
        return [span for line in _LINE.finditer(text) if (span := _trimmed(text, line.start(), line.end()))]
    edges = [0, *(cut for blank in _BLANK.finditer(text) for cut in blank.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [span for start, end in pairs if (span := _trimmed(text, start, end))]


def _is_wrapped(text: str) -> bool:
    """Whether line breaks fall within sentences: several lines of like width, most of which end in mid-sentence."""
    inner = [line for block in _BLANK.split(text[:20_000]) for line in block.strip().split("\n")[:-1] if line.strip()]
    if len(inner) < 3:
        return False
    open_ended = sum(not _TERMINAL.search(line) for line in inner)
    widths = sorted(len(line) for line in inner)
    return open_ended > 0.6 * len(inner) and 40 <= widths[len(widths) // 2] <= 100 and widths[-1] <= 140


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its edges, or None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _joined(block: str, cuts: Iterable[Span]) -> Iterator[Span]:
    """Trim the segmenter's cuts and take back those after a title, an initial or a time of day."""
    held: Span | None = None
    for cut in cuts:
        piece = _trimmed(block, cut.start, cut.end)
        if piece is None:
            continue
        if held is not None and _runs_on(block[held.start : held.end], block[piece.start : piece.end]):
            held = Span(held.start, piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _runs_on(before: str, after: str) -> bool:
    tail = before[-24:]
    if not any(character.isalnum() for character in after):
        return True
    if _ABBREVIATED.search(tail):
        return after[:1].isupper() or after[:1].isdigit()
    if _INITIAL.search(tail):
        return after[:1].isupper() and not _STARTER.match(after)
    if _MONTH.search(tail):
        return after[:1].isdigit()
    return bool(_CLOCK.search(tail) and _AFTER_CLOCK.match(after))


def windows(text: str, limit: int, overlap: int, count: Callable[[str], int]) -> list[Span]:
    """Runs of whole sentences of at most ``limit`` tokens, each beginning with at most ``overlap`` tokens of the last.

    ``count`` gives the number of tokens of a text. A single sentence of more than ``limit`` tokens is sliced at
    white space, or anywhere when it has none, so that every window fits and every character of a sentence is in
    some window.

    Raises:
        ValueError: ``limit`` is not positive or ``overlap`` is not below it.
    """
    if limit < 1 or not 0 <= overlap < limit:
        raise ValueError(f"windows need limit > overlap >= 0, not {limit} and {overlap}")
    pieces = [(span, size) for s in sentences(text) for span, size in _fitting(text, s, limit, count)]
    spans: list[Span] = []
    first = 0
    while first < len(pieces):
        last, total = first, pieces[first][1]
        while last + 1 < len(pieces) and total + pieces[last + 1][1] <= limit:
            last += 1
            total += pieces[last][1]
        spans.append(Span(pieces[first][0].start, pieces[last][0].end))
        if last + 1 >= len(pieces):
            break
        back, carried = last + 1, 0
        while back - 1 > first and carried + pieces[back - 1][1] <= overlap:
            back -= 1
            carried += pieces[back][1]
        if carried + pieces[last + 1][1] > limit:
            back = last + 1
        first = back
    return spans


def _fitting(text: str, span: Span, limit: int, count: Callable[[str], int]) -> Iterator[tuple[Span, int]]:
    """``span`` with its size, or slices of it that each fit; the first guess is by proportion, then halved."""
    size = count(span.of(text)) if len(span) <= 40 * limit else limit + 1
    if size <= limit:
        yield span, size
        return
    start = span.start
    while start < span.end:
        end = min(span.end, start + 4 * limit)
        while True:
            if end < span.end:
                end = _break_before(text, start, end)
            size = count(text[start:end])
            if size <= limit or end - start == 1:
                break
            end = start + max(1, (end - start) * 3 // 4)
        piece = _trimmed(text, start, end)
        if piece is not None:
            yield piece, size
        start = end


def _break_before(text: str, start: int, end: int) -> int:
    """The last place at or before ``end`` that follows white space, or ``end`` when the slice has none."""
    for cut in range(end, start + (end - start) // 2, -1):
        if text[cut - 1].isspace():
            return cut
    return end


def split(article: Article, limit: int, overlap: int, count: Callable[[str], int]) -> list[Passage]:
    """The passages of an article, in order. ``limit`` and ``overlap`` are in tokens, without the title's."""
    return [Passage(span, span.of(article.text)) for span in windows(article.text, limit, overlap, count)]
