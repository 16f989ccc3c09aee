"""Text in an article that tries to command whoever reads it, or to pass for something other than an article.

The tricks that hide an order from a reader of characters are undone first: letters that are not seen, letters of
another script that look alike, letters set apart. Pure: standard library only.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["defused", "links", "seizes"]

_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝкмтвнАВЕКМНОРСТХУІЅЈοαρεικνυτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwkmtbhABEKMHOPCTXYISJoapeiknutxABEZHIKMNOPTYX",
)
_SPACED = re.compile(r"\b(?:[^\W\d_] ){3,}[^\W\d_]\b")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,300}[\"”“»]")
_OWN_WORDS = 5
"""Words outside its quotation marks that make a sentence a report of what it quotes."""

_ORDERS = re.compile(
    r"<\s{0,2}[|/]{0,2}\s{0,2}(?:system|im_start|im_end|user|assistant|inst|passage)\b|<\|?[a-z!/][^<>]{0,200}>|<!--|-->|"
    r"\[/?INST\]|^\W*(?:system|assistant|developer|user|human|instructions?|prompt|short|answer|final answer)\s*"
    r"(?:prompt|message|note|answer)?\s*(?::|\W*$)|"
    r"\b(?:ignor\w+|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|earlier|instructions?|rules|"
    r"prompts?|everything|guidelines|context|other articles)\b|\byou are now\b|\bas an ai\b|\bsystem prompt\b|"
    r"\bnew instructions?\b|\brepeat after me\b|\byour (?:answer|reply) (?:must|should|is)\b|"
    r"\b(?:for|to|dear|attention|all|any|note)\s+(?:\w+\s+){0,3}(?:language models?|chat ?bots?|llms?|ais?)\b|"
    r"\b(?:ai|llm) (?:readers?|assistants?|models?|systems?|agents?)\b|\blet(?:'s| us) (?:play|pretend|imagine)\b|"
    r"\bnot in the articles\b|\bthe articles do not say\b|[\"']\w{2,20}[\"']\s*:\s*[\"'\[{]|"
    r"\b(?:decode|rot13|base64)\b.{0,60}(?::|\bobey\b)",
    re.IGNORECASE | re.MULTILINE,
)
_FOREIGN = re.compile(
    r"\b(?:ignor\w+|olvid\w+|oubli\w+|vergiss|vergesst|missachte\w*|dimentic\w+|esque[cç]\w+|negeer\w*|zignoruj\w*|"
    r"desconsider\w+|n[eé]glige\w*)\b.{0,50}\b(?:instruc\w+|istruzion\w+|anweisung\w*|consign\w+|instru[cç][oõ]es|regel\w*|"
    r"r[eè]gles|reglas|regole|polece\w*|opdracht\w*)|"
    r"игнорир\w+.{0,50}(?:инструкц|указани|правил)|(?:忽略|无视|無視|忘记).{0,20}(?:指示|指令|说明|規則|规则)|"
    r"(?:指示|命令|ルール).{0,12}(?:無視|忘れ)|(?:تجاهل|انس).{0,40}(?:التعليمات|الأوامر)|(?:무시).{0,20}|지시.{0,12}무시|"
    r"(?:अनदेखा|نظرانداز).{0,30}",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\s?\(|\b(?:https?|ftp|javascript|data|file):|\bwww\.", re.IGNORECASE)
_LETTERS = {"a": "aаａ", "e": "eеｅ", "g": "gɡｇ", "p": "pрｐ", "s": "sѕｓ"}
_DELIMITER = re.compile(
    r"[<＜﹤](?=[^\w<>]{0,8}" + r"[^\w<>]{0,3}".join(f"[{_LETTERS[letter]}]" for letter in "passage") + ")",
    re.IGNORECASE,
)


def seizes(sentence: str) -> bool:
    """Whether a sentence gives orders to whoever reads it, or is markup or a reply in disguise.

    A sentence that reports in its own words what it quotes ("They hid the words ...") does not.
    """
    forms = {_seen(sentence), _seen(sentence).translate(_LOOKALIKES)}
    for form in forms | {_SPACED.sub(lambda hit: hit[0].replace(" ", ""), form) for form in forms}:
        own = _QUOTED.sub(" ", form)
        told = own if len(re.findall(r"[^\W_]+", own)) >= _OWN_WORDS else form
        if _ORDERS.search(told) or _FOREIGN.search(told):
            return True
    return False


def _seen(text: str) -> str:
    """The text as it is seen: in plain forms of its letters, without those that are not seen."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


def links(statement: str) -> bool:
    """Whether a statement holds an address or a link, which no sentence of an answer needs."""
    return _LINK.search(_seen(statement)) is not None


def defused(text: str) -> str:
    """``text`` for a prompt that marks its passages with <passage>: nothing in it can be taken for such a mark."""
    return _DELIMITER.sub("‹", text)
