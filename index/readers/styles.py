"""As much of CSS as it takes to tell what a page hides: embedded rules, their cascade, lengths and colours.

Rules within ``@media`` and the like are left out unless they hold for a screen at once; so are selectors with
pseudo-classes. Style sheets elsewhere are never fetched. Standard library and lxml's elements only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["Colour", "Sheet", "colour", "declarations", "length"]

Colour = tuple[int, int, int]

SHEET_CHARACTERS = 1_000_000
WORK = 1_000_000
"""How often a rule may be held against an element before the page is refused: a large page needs a third of it."""
RELEVANT = frozenset(
    (
        *("display", "visibility", "content-visibility", "opacity", "zoom", "transform", "clip", "clip-path"),
        *("position", "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top"),
        *("width", "height", "max-width", "max-height", "overflow", "overflow-x", "overflow-y", "font-size"),
        *("color", "-webkit-text-fill-color", "background", "background-color", "background-image"),
    )
)
"""The properties that can hide text; all others are left out."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \n\t]?|(.))")
_EVERY_SCREEN = re.compile(r"@(?:media\s+(?:all|screen|only\s+screen)|layer\b[^{]*|supports\b[^{]*)\s*", re.IGNORECASE)
_STEP = re.compile(r"\s*([>+~])\s*|\s+")
_SIMPLE = re.compile(
    r"(?P<tag>\*|[a-zA-Z][\w-]*)|#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[\s*(?P<name>[\w-]+)\s*(?:=\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]"
)
_LENGTH = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in)?")
_PIXELS = {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pt": 1.33, "%": 0.16, "vw": 12.0, "vh": 8.0, "in": 96.0}
_NUMBERS = re.compile(r"[0-9.]+%?")
_NAMES = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "blue": (0, 0, 255),
}


def declarations(text: str) -> list[tuple[str, str, bool]]:
    """Property, value and whether it is ``!important``, in order and in lower case, of what a style declares."""
    found = []
    for part in _unescaped(_COMMENT.sub(" ", text)).lower().split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip() in RELEVANT:
            plain, mark, _ = value.partition("!important")
            found.append((name.strip(), " ".join(plain.split()), bool(mark)))
    return found


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: (chr(int(m[1], 16)) if int(m[1], 16) < 0x110000 else "") if m[1] else m[2], text)


@dataclass(frozen=True, slots=True)
class _Simple:
    """One compound selector, such as ``p.note#n``: what an element must have."""

    tag: str | None
    id: str | None
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]

    def matches(self, element: HtmlElement, classes: frozenset[str]) -> bool:
        return (
            (self.tag is None or self.tag == element.tag)
            and (self.id is None or self.id == element.get("id"))
            and self.classes <= classes
            and all(
                element.get(name) is not None and value in (None, element.get(name)) for name, value in self.attributes
            )
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[tuple[str, _Simple], ...]
    """Compounds from the right to the left, each with the combinator that stands to its right."""
    weight: int
    declared: list[tuple[str, str, bool]]


@dataclass(slots=True)
class Sheet:
    """The rules of a page's ``<style>`` elements."""

    by_key: dict[str, list[_Rule]]
    work: int = 0

    @classmethod
    def of(cls, sources: list[str]) -> Sheet:
        return cls(_rules(_COMMENT.sub(" ", "\n".join(sources)[:SHEET_CHARACTERS])))

    def style(self, element: HtmlElement) -> dict[str, str]:
        """What the page's own rules and the element's ``style`` declare for ``element``, after the cascade.

        Raises:
            ArticleUnreadable: the page has too many rules to tell what it shows.
        """
        classes = _classes(element)
        keys = ["*", str(element.tag), f"#{element.get('id')}", *(f".{name}" for name in classes)]
        rules = [r for key in keys for r in self.by_key.get(key, ()) if self._matches(r, element, classes)]
        found = [(important, r.weight, name, value) for r in rules for name, value, important in r.declared]
        inline = element.get("style")
        if inline:
            found += [(important, 1 << 60, name, value) for name, value, important in declarations(inline)]
        found.sort(key=lambda item: item[:2])
        return {name: value for _, _, name, value in found}

    def _matches(self, rule: _Rule, element: HtmlElement, classes: frozenset[str]) -> bool:
        self.work += len(rule.declared)
        if self.work > WORK:
            raise ArticleUnreadable("a page with too many style rules to tell what it hides")
        if not rule.steps[0][1].matches(element, classes):
            return False
        ancestor = element.getparent()
        for combinator, simple in rule.steps[1:]:
            while ancestor is not None and not simple.matches(ancestor, _classes(ancestor)):
                self.work += 1
                if combinator == ">":
                    return False
                ancestor = ancestor.getparent()
            if ancestor is None:
                return False
            ancestor = ancestor.getparent()
        return True


@lru_cache(maxsize=8)
def _rules(text: str) -> dict[str, list[_Rule]]:
    """The rules of a sheet by what their target must have; remembered, since the pages of a site share theirs."""
    by_key: dict[str, list[_Rule]] = {}
    for order, (selectors, body) in enumerate(_blocks(text)):
        declared = declarations(body)
        for selector in selectors.split(",") if declared else ():
            if steps := _steps(selector):
                target = steps[0][1]
                weight = (_specificity(steps) << 20) + order
                key = f"#{target.id}" if target.id else f".{min(target.classes)}" if target.classes else target.tag
                by_key.setdefault(key or "*", []).append(_Rule(steps, weight, declared))
    return by_key


def _classes(element: HtmlElement) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The (selectors, declarations) of the rules that hold for every screen."""
    open_at: list[tuple[str, bool]] = []
    start = 0
    for match in re.finditer(r"[{};]", text):
        piece, mark = text[start : match.start()].strip(), match.group()
        if mark == "{":
            holding = not open_at or open_at[-1][1]
            open_at.append((piece, holding and (not piece.startswith("@") or bool(_EVERY_SCREEN.fullmatch(piece)))))
            start = match.end()
        elif mark == "}" and open_at:
            head, holds = open_at.pop()
            if holds and not head.startswith("@"):
                yield head, text[start : match.start()]
            start = match.end()
        elif not open_at or open_at[-1][0].startswith("@"):
            start = match.end()


def _steps(selector: str) -> tuple[tuple[str, _Simple], ...] | None:
    """The compounds of a selector from right to left, or None when it has parts that are not understood."""
    selector = selector.strip()
    steps: list[tuple[str, _Simple]] = []
    combinator, start = "", 0
    cuts = [(m.start(), m.end(), m[1] or " ") for m in _STEP.finditer(selector)]
    for cut, end, following in [*cuts, (len(selector), len(selector), "")]:
        simple = _simple(selector[start:cut])
        if simple is None or following in ("+", "~") or len(steps) > 8:
            return None
        steps.append((following, simple))
        combinator, start = following, end
    return tuple(reversed(steps)) if not combinator else None


def _simple(text: str) -> _Simple | None:
    tag = identity = None
    classes, attributes, at = set(), [], 0
    while at < len(text):
        match = _SIMPLE.match(text, at)
        if match is None or (match["tag"] and at):
            return None
        tag = match["tag"].lower() if match["tag"] and match["tag"] != "*" else tag
        identity = match["id"] or identity
        if match["class"]:
            classes.add(match["class"])
        if match["name"]:
            attributes.append((match["name"].lower(), match["value"]))
        at = match.end()
    return _Simple(tag, identity, frozenset(classes), tuple(attributes)) if text else None


def _specificity(steps: tuple[tuple[str, _Simple], ...]) -> int:
    ids = sum(s.id is not None for _, s in steps)
    classes = sum(len(s.classes) + len(s.attributes) for _, s in steps)
    return ids * 10_000 + min(classes, 99) * 100 + sum(s.tag is not None for _, s in steps)


def length(value: str | None) -> float | None:
    """A length in pixels, roughly (percentages of a line), or None."""
    match = _LENGTH.fullmatch(value or "")
    return None if match is None else float(match[1]) * _PIXELS.get(match[2] or "px", 1.0)


def colour(value: str | None) -> Colour | None:
    """Red, green and blue from 0 to 255, or None for what is not understood. Transparency is left out."""
    value = (value or "").strip()
    if value in _NAMES:
        return _NAMES[value]
    if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        wide = value[1:] if len(value) > 5 else "".join(2 * digit for digit in value[1:])
        return int(wide[0:2], 16), int(wide[2:4], 16), int(wide[4:6], 16)
    if value.startswith("rgb"):
        numbers = _NUMBERS.findall(value)[:3]
        if len(numbers) == 3 and all(number.count(".") < 2 and number.strip(".%") for number in numbers):
            red, green, blue = (round(float(n.rstrip("%")) * (2.55 if n.endswith("%") else 1)) for n in numbers)
            return red, green, blue
    return None
