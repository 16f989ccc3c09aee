"""Sentences that give orders to whoever reads them, a person or a model. They report nothing. Pure."""

from __future__ import annotations

import re

__all__ = ["orders"]

_LONGEST = 2000
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:above|previous|prior|earlier|instructions?|rules|"
    r"prompts?|context|passages?|articles?|sources?)\b"
    r"|^\W{0,4}(?:the )?(?:correct |right |final |short )?answer(?: is\b|\s?:)"
    r"|^\W{0,4}(?:system|assistant|instructions?|prompt)\s?:"
    r"|\b(?:answer|respond|reply)(?: only)?(?: with| that|:)"
    r"|\b(?:you must|always|please) (?:answer|reply|respond|say|cite|quote)\b"
    r"|\b(?:when|if) (?:anyone |somebody |someone |you are |you're )?ask(?:s|ed)?\b[^.!?]{0,60}\b(?:say|answer|reply)\b"
    r"|\b(?:ai|language|chat) (?:models?|assistants?)\b[^.!?]{0,20}\b(?:must|should)\b|\byou are now\b",
    re.IGNORECASE,
)


def orders(sentence: str) -> bool:
    """Whether a sentence tells its reader what to say or to leave aside ("Ignore the above", "Answer: ...")."""
    return _ORDER.search(sentence[:_LONGEST]) is not None
