"""The normal form of a passage: what stays equal when only the typography or the page's machinery has changed.

Compatibility characters are folded (NFKC), quotes and dashes made plain, link targets, images, tags, emphasis and escapes dropped, query
strings cut off bare addresses, white space collapsed, and the numbering or bullet at the start dropped. Capitals stay: a defined term is
not the common word. `normalise` is idempotent.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from html import unescape

_FOLDS = str.maketrans(
    dict.fromkeys("‘’‚‛′´`ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff")
)  # fmt: skip
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_REFERENCE_LINK = re.compile(r"!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|<(?:https?:|mailto:)[^<>\s]*>")
_QUERY = re.compile(r"(https?://[^\s?#)\]>'\"]+)[?#][^\s)\]>'\"]*")
_EMPHASIS = re.compile(r"\*|~~|(?<!\w)_+|_+(?!\w)")
_ESCAPE = re.compile(r"\\([^\w\s])")
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(
    r"""^(?:(?:
        [-+•·▪◦#>]+(?=\s|$)                                  # a bullet, a heading's or a quotation's mark
      | (?:§+\s*)?\d+(?:\.\d+)*(?:\([a-zA-Z0-9]{1,5}\))+\.?  # 3.3(e)
      | (?:§+\s*)?\d+(?:\.\d+)+[.)]?(?=\s|$)                 # 3.3
      | \d{1,3}[.)](?=\s|$|[A-Z])                            # 1.  1)  and the glued 1.Services
      | \((?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-zA-Z]{1,2})\)
      | (?:[ivxl]{1,5}|[a-zA-Z])[.)](?=\s|$)                 # iv.  a)
    )\s*)+""",
    re.VERBOSE,
)
_MARKUP = str.maketrans("", "", "[](){}<>&\\*_~#")
_MOST_ROUNDS = 12


@lru_cache(maxsize=100_000)
def normalise(text: str) -> str:
    """The normal form of a block or of a part of one: one line, possibly empty. Recordings of one document share most of their blocks."""
    # Dropping one mark can bring another to light (a link in a link, an escaped entity), so this goes on until nothing changes. No honest
    # text is nested deeply; one that is loses all that could be markup, or its nesting would cost a round a level.
    before, after, rounds = text, _normalise_once(text), 1
    while after != before:
        before, after = after, _normalise_once(after if rounds < _MOST_ROUNDS else after.translate(_MARKUP))
        rounds += 1
    return after


def digest(normal: str) -> str:
    """The SHA-256 of a text in normal form, in hexadecimal."""
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()


def _normalise_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unescape(text).translate(_FOLDS)).translate(_FOLDS)
    unlinked = _REFERENCE_LINK.sub(r"\1", _LINK.sub(r"\1", folded))
    bare = _EMPHASIS.sub("", _QUERY.sub(r"\1", _TAG.sub("", unlinked)))
    spaced = _SPACE.sub(" ", _ESCAPE.sub(r"\1", bare)).strip()
    return _NUMBERING.sub("", spaced)
