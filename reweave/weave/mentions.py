"""Verbatim mentions: prose that has another note's name, in whole words, without a link."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reweave.vault.names import fold_name
from reweave.vault.vault import Vault
from reweave.weave.rank.tokenizer import words

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_NO_PROSE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|`[^`\n]*`|!?\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|(?<!\w)\w+://\S+|\$\$.*?\$\$|\$[^$\n]+\$",
    re.DOTALL | re.MULTILINE,
)
"""Code, links, addresses and formulas."""
_BETWEEN = re.compile(r"[ \u00a0\-\u2010\u2011'’]{0,2}")
_FEWEST_TOKENS = 2
_FEWEST_LETTERS = 8
"""Shorter names are words that texts use without the note in mind."""
_MOST_NOTES, _MOST_SHARE = 3, 0.02
"""A name that more notes have in their texts is an expression of the vault, not a mention of one note."""


_Name = tuple[str, ...]
_Names = Mapping[str, Mapping[_Name, list[tuple[_Name, int]]]]
"""The names by their first word and by their first two, each with the note that it means."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The first place where the body of `source` has a name of `target`: characters [start, end) of the body."""

    source: int
    target: int
    start: int
    end: int


def find_mentions(vault: Vault, sources: Collection[int]) -> list[Mention]:
    """Return the mentions in `sources` of notes of the graph, of each pair the first; common names are none."""
    names = _names(vault)
    first: dict[tuple[int, int], Mention] = {}
    naming: dict[tuple[str, ...], set[int]] = defaultdict(set)
    by_name: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for place in range(len(vault)):
        for name, mention in _in_note(vault, place, names):
            naming[name].add(place)
            by_name[name].append(mention)
    most = max(_MOST_NOTES, int(_MOST_SHARE * len(vault)))
    for name, mentions in by_name.items():
        if len(naming[name]) <= most:
            for one in mentions:
                pair = one.source, one.target
                if one.source in sources and (pair not in first or _order(one) < _order(first[pair])):
                    first[pair] = one
    return sorted(first.values(), key=lambda one: (one.source, one.start))


def _order(one: Mention) -> tuple[int, int]:
    """Return what sorts mentions by their place, of those that begin together the longest first."""
    return one.start, -one.end


def _names(vault: Vault) -> _Names:
    """Return the distinctive names of the graph's notes."""
    found: dict[_Name, set[int]] = defaultdict(set)
    for place in vault.participants:
        record = vault.records[place]
        for name in {record.title, record.stem, *record.aliases}:
            tokens = tuple(_TOKEN.findall(fold_name(name)))
            letters = sum(len(token) * (2 if len(token) == 1 else 1) for token in tokens)
            if len(words(" ".join(tokens))) >= _FEWEST_TOKENS and letters >= _FEWEST_LETTERS:
                found[tokens].add(vault.meanings.original(place))
    names: dict[str, dict[_Name, list[tuple[_Name, int]]]] = defaultdict(lambda: defaultdict(list))
    for tokens, places in found.items():
        if len(places) == 1:
            names[tokens[0]][tokens[:2]].append((tokens, next(iter(places))))
    return names


def _in_note(vault: Vault, place: int, names: _Names) -> Iterator[tuple[_Name, Mention]]:
    body = _NO_PROSE.sub(lambda found: "\n" * len(found[0]), vault.records[place].body)
    folded = body.casefold()
    tokens: list[str] = _TOKEN.findall(folded)
    own = vault.meanings.original(place)
    spans: list[tuple[int, int]] = []
    for at, word in enumerate(tokens):
        if word not in names:
            continue
        for name, target in names[word].get(tuple(tokens[at : at + 2]), ()):
            end = at + len(name)
            if target == own or tuple(tokens[at:end]) != name:
                continue
            spans = spans or _spans(body, folded)
            if all(_BETWEEN.fullmatch(body, spans[k][1], spans[k + 1][0]) for k in range(at, end - 1)):
                yield name, Mention(place, target, spans[at][0], spans[end - 1][1])


def _spans(text: str, folded: str) -> list[tuple[int, int]]:
    """Return where in a text the words of its folded form are."""
    spans = [found.span() for found in _TOKEN.finditer(folded)]
    if len(text) == len(folded):
        return spans
    # Some letters are folded to two or three.
    letters = [at for at, letter in enumerate(text) for _ in letter.casefold()]
    return [(letters[start], letters[end - 1] + 1) for start, end in spans]
