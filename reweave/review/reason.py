"""The reason of a proposed edge, taken apart again for a reviewer."""

import re
from dataclasses import dataclass

from reweave.weave.proposed_edge import EdgeKind

_WOVEN = re.compile(rf"(?P<score>[01]\.[0-9]{{2}}), (?P<kind>{'|'.join(EdgeKind)}): (?P<words>.*)", re.DOTALL)
_QUOTE = re.compile(r'"(?P<quote>.+)" (?P<path>.+):(?P<line>[1-9][0-9]{0,8})', re.DOTALL)
_TERMS = re.compile(r"both mention (?P<terms>[^;]+)(?:; |$)")
_LINKERS = "similar notes link the target: "


@dataclass(frozen=True, slots=True)
class ReadReason:
    """A reason as text, and what it is made of: a score and kind, a quote and its place, or terms and linking notes.

    What another program wrote has `words` alone.
    """

    words: str
    score: float | None = None
    kind: str = ""
    quote: str = ""
    path: str = ""
    line: int = 0
    terms: tuple[str, ...] = ()
    linkers: str = ""


def read_reason(reason: str) -> ReadReason:
    """Return the parts of the reason that `plan.builders.weaving` gives an edge, or that another program wrote."""
    woven = _WOVEN.fullmatch(reason)
    if woven is None:
        return ReadReason(reason)
    words, score, kind = woven["words"], float(woven["score"]), woven["kind"]
    quote = _QUOTE.fullmatch(words)
    if quote is not None:
        return ReadReason(words, score, kind, quote["quote"], quote["path"], int(quote["line"]))
    terms = _TERMS.match(words)
    _, _, linkers = words.partition(_LINKERS)
    return ReadReason(words, score, kind, terms=tuple(terms["terms"].split(", ")) if terms else (), linkers=linkers)
