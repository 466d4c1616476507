"""Verbatim mentions: prose that has another note's name, in whole words, without a link."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reweave.vault.names import fold_name
from reweave.vault.vault import Vault
from reweave.weave.rank.tokenizer import words

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_NO_PROSE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|`[^`\n]*`|!?\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|\w+://\S+|\$\$.*?\$\$|\$[^$\n]+\$",
    re.DOTALL | re.MULTILINE,
)
"""Code, links, addresses and formulas."""
_BETWEEN = re.compile(r"[ \u00a0\-\u2010\u2011'’]{0,2}")
_FEWEST_TOKENS = 2
_FEWEST_LETTERS = 8
"""Shorter names are words that texts use without the note in mind."""
_MOST_NOTES, _MOST_SHARE = 3, 0.02
"""A name that more notes have in their texts is an expression of the vault, not a mention of one note."""


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
                if one.source in sources:
                    first.setdefault((one.source, one.target), one)
    return sorted(first.values(), key=lambda one: (one.source, one.start))


def _names(vault: Vault) -> Mapping[str, list[tuple[tuple[str, ...], int]]]:
    """Return the distinctive names of the graph's notes by their first words."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for place in vault.participants:
        record = vault.records[place]
        for name in {record.title, record.stem, *record.aliases}:
            tokens = tuple(_TOKEN.findall(fold_name(name)))
            letters = sum(len(token) * (2 if len(token) == 1 else 1) for token in tokens)
            if len(words(" ".join(tokens))) >= _FEWEST_TOKENS and letters >= _FEWEST_LETTERS:
                found[tokens].add(vault.meanings.original(place))
    by_first: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for tokens, places in found.items():
        if len(places) == 1:
            by_first[tokens[0]].append((tokens, next(iter(places))))
    return by_first


def _in_note(
    vault: Vault, place: int, names: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
) -> Iterator[tuple[tuple[str, ...], Mention]]:
    body = _NO_PROSE.sub(lambda found: "\n" * len(found[0]), vault.records[place].body)
    tokens = [(found.start(), found.end(), found[0].casefold()) for found in _TOKEN.finditer(body)]
    for at, (start, _, word) in enumerate(tokens):
        for name, target in names.get(word, ()):
            end = at + len(name)
            if vault.meanings.original(place) == target or end > len(tokens):
                continue
            if tuple(token for _, _, token in tokens[at:end]) == name and all(
                _BETWEEN.fullmatch(body, tokens[k][1], tokens[k + 1][0]) for k in range(at, end - 1)
            ):
                yield name, Mention(place, target, start, tokens[end - 1][1])
