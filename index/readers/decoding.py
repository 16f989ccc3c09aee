"""Bytes into text: byte-order mark, then UTF-8, then what the source declares, then detection.

Detection is for old files. charset-normalizer takes short Western texts for Central European or Macintosh ones, so
a text that reads naturally as Windows-1252 is taken as that before it is asked.
"""

from __future__ import annotations

import codecs
import re

from ..errors import ArticleUnreadable

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"PK\x03\x04", "a zip archive or office document: save it as text first"),
    (b"%PDF-", "a PDF: save it as text first"),
    (b"{\\rtf", "an RTF document: save it as text first"),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r\x1a\x1b")
_DECLARABLE = re.compile(
    r"(?:cp(?:125[0-8]|866|874|932|949|950)|iso8859-[0-9]+|koi8-[ru]|mac-(?:roman|cyrillic)|shift_jis|euc_(?:jp|kr)"
    r"|gbk|gb2312|gb18030|big5|tis-620)"
)
_SAMPLE = 65_536
_OTHER = re.compile(r"[^\x00-\x7f]")
_WESTERN = re.compile(
    r"(?:(?<![^\W\d_])[¿¡„‚‹](?=\S)|[’”«»›…–—•·™®©°£€¥§ªº½¼¾´‘“„\xa0]"
    r"|[àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžß]|(?<![a-zà-öø-ÿ])[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ])"
)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in ``data``. ``declared`` is the encoding that its source names; it is tried after UTF-8.

    Raises:
        ArticleUnreadable: the data is binary, or no encoding fits it.
    """
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", errors="replace")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        return _mostly_utf8(data) or _as_declared(data, declared) or _detected(data, exc.start)


def _refuse_binary(data: bytes) -> None:
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise ArticleUnreadable(reason)
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in data or controls > 0.05 * len(sample):
        raise ArticleUnreadable("not text: it looks binary")


def _mostly_utf8(data: bytes) -> str | None:
    """The text when it is UTF-8 but for a few broken bytes, as in a file that was cut off."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return text if 10 * broken < len(_OTHER.findall(text)) else None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "utf-8").name
        if _DECLARABLE.fullmatch(name) is None:
            return None
        return data.decode("cp1252" if name == "iso8859-1" else name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _detected(data: bytes, first: int) -> str:
    """``first`` is the place of the first byte that is not UTF-8; the sample is taken around it."""
    western = data.decode("cp1252", errors="replace")
    other = len(_OTHER.findall(western))
    if other <= 0.2 * len(western) and len(_WESTERN.findall(western)) == other:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[max(0, first - _SAMPLE // 2) : first + _SAMPLE // 2]).best()
    if best is None:
        raise ArticleUnreadable("not text: no encoding fits it")
    return data.decode(best.encoding, errors="replace")
