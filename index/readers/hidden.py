"""Take out of a page what its reader would not see, so that no hidden instruction becomes part of an article.

Found: elements that show nothing, ``hidden`` and ``aria-hidden``, and text that inline or embedded styles hide by
display, visibility, opacity, size, position, clipping, or a colour like the ground behind it. Not found: what scripts
or style sheets elsewhere hide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .styles import Colour, Sheet, colour, length

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["remove_hidden"]

_SHOWS_NOTHING = {
    *("script", "style", "template", "noscript", "noframes", "iframe", "object", "applet", "canvas", "svg", "audio"),
    *(
        "video",
        "textarea",
        "select",
        "option",
        "datalist",
        "progress",
        "meter",
        "title",
        "annotation",
        "annotation-xml",
    ),
}
_FAR = 400.0
_NEAR = 24
_ZERO_CLIP = re.compile(
    r"rect\( ?[01](?:px)?(?:[ ,]+[01](?:px)?){3} ?\)|inset\( ?(?:[5-9][0-9]|100)% ?\)|circle\( ?0.*"
)
_FAR_MOVE = re.compile(
    r"translate(?:x|y|3d)?\( ?-?[0-9]{4,}px|translate[xy]?\( ?-[1-9][0-9]{2,}%|scale(?:3d|x|y)?\( ?0?\.?0*[,)]"
)


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an element takes from its parent. ``ground`` is None when the background is not known."""

    tiny: bool = False
    invisible: bool = False
    ink: Colour | None = None
    ground: Colour | None = (255, 255, 255)

    @property
    def hides(self) -> bool:
        return self.tiny or self.invisible or _alike(self.ink, self.ground)


def remove_hidden(tree: HtmlElement) -> None:
    """Remove from ``tree``, in place, what is not shown. The root, the head and the body themselves stay."""
    sheet = Sheet.of([element.text or "" for element in tree.iter("style")])
    body = tree if tree.tag != "html" else tree.find("body")
    if body is None:
        return
    start = _Inherited()
    for root in (tree, body):
        start = _below(start, sheet.style(root), root=True)
    stack = [(child, start) for child in body]
    doomed = []
    while stack:
        element, inherited = stack.pop()
        style = sheet.style(element)
        if _shows_nothing(element) or _box_hidden(style):
            doomed.append(element)
            continue
        own = _below(inherited, style)
        if own.hides:
            _silence(element)
        stack.extend((child, own) for child in element)
    for element in doomed:
        element.drop_tree()
    for element in body.iter("math", "img"):
        element.attrib.pop("alttext", None)


def _shows_nothing(element: HtmlElement) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag.lower() in _SHOWS_NOTHING
        or element.get("hidden") is not None
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or (element.tag == "dialog" and element.get("open") is None)
    )


def _silence(element: HtmlElement) -> None:
    """Remove the text of ``element`` itself; its children may show theirs."""
    element.text = None
    for child in element:
        child.tail = None


def _box_hidden(style: dict[str, str]) -> bool:
    """Whether the element shows nothing, whatever is in it."""
    if not style:
        return False
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    opacity = length(style.get("opacity"))
    if opacity is not None and opacity < 0.06:
        return True
    if style.get("position") in ("absolute", "fixed", "relative") and any(
        abs(length(style.get(side)) or 0.0) >= _FAR and (style.get(side) or "").startswith("-")
        for side in ("left", "right", "top", "bottom")
    ):
        return True
    if any((length(style.get(name)) or 0.0) <= -_FAR for name in ("text-indent", "margin-left", "margin-top")):
        return True
    if _ZERO_CLIP.match(style.get("clip", "")) or _ZERO_CLIP.match(style.get("clip-path", "")):
        return True
    if _FAR_MOVE.search(style.get("transform", "")) or length(style.get("zoom")) == 0.0:
        return True
    cut_off = any(
        style.get(name, "").startswith(("hidden", "clip")) for name in ("overflow", "overflow-x", "overflow-y")
    )
    sizes = [length(style.get(name)) for name in ("width", "height", "max-width", "max-height")]
    return cut_off and any(size is not None and size <= 1.0 for size in sizes)


def _below(inherited: _Inherited, style: dict[str, str], root: bool = False) -> _Inherited:
    """What holds within an element with ``style``.

    Many pages hide all of the body until their scripts have run, or colour it in a style sheet elsewhere; so on the
    root only a colour together with a ground counts.
    """
    if not style:
        return inherited
    tiny, invisible, ink, ground = inherited.tiny, inherited.invisible, inherited.ink, inherited.ground
    size = length(style.get("font-size"))
    if size is not None and not root:
        tiny = size < 2.0
    if "visibility" in style and not root:
        invisible = style["visibility"] in ("hidden", "collapse")
    behind = style.get("background-color") or style.get("background")
    if behind is not None and behind not in ("none", "transparent", "inherit", "initial", "unset"):
        ground = next((found for word in [behind, *behind.split()] if (found := colour(word))), None)
    if any(
        "url(" in style.get(name, "") or "gradient(" in style.get(name, "")
        for name in ("background", "background-image")
    ):
        ground = None
    written = style.get("-webkit-text-fill-color") or style.get("color")
    if written is not None and (not root or behind is not None):
        ink = ground if _transparent(written) else colour(written) or (inherited.ink if written == "inherit" else None)
    return replace(inherited, tiny=tiny, invisible=invisible, ink=ink, ground=ground)


def _transparent(value: str) -> bool:
    return value == "transparent" or bool(
        re.fullmatch(r"(?:rgb|hsl)a?\(.*[,/] ?0?\.?0*%? ?\)|#(?:...0|......00)", value)
    )


def _alike(ink: Colour | None, ground: Colour | None) -> bool:
    if ink is None or ground is None:
        return False
    return max(abs(a - b) for a, b in zip(ink, ground, strict=True)) <= _NEAR
