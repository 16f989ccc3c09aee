"""Terminal control sequences (ECMA-48): whole ones are taken out of a text, so that nothing of them is left. Pure."""

from __future__ import annotations

import re

__all__ = ["without_sequences"]

_TO_THE_END = "[^\x07\x1b\x9c]{0,4000}"  # of an OSC, DCS, SOS, PM or APC string; bounded, as terminals have it
_CSI = "[0-?]*[ -/]*[@-~]"
_SEVEN = re.compile(rf"\x1b(?:\[{_CSI}|[\]PX^_]{_TO_THE_END}(?:\x07|\x1b\\)|[ -/]+[0-~])")
_EIGHT = re.compile(
    rf"(?:\x1b\[|\x9b){_CSI}|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]){_TO_THE_END}(?:\x07|\x1b\\|\x9c)|\x1b[ -/]+[0-~]"
)


def without_sequences(text: str, *, eight_bit: bool = False) -> str:
    """``text`` without the control sequences that are complete.

    Args:
        text: any.
        eight_bit: know sequences that begin with a C1 control (U+0080 to U+009F) as well, as some terminals do.
    """
    if "\x1b" not in text and not eight_bit:
        return text
    return (_EIGHT if eight_bit else _SEVEN).sub("", text)
