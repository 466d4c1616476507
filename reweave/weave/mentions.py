"""Verbatim mentions: prose that has another note's name, in whole words, without a link."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import islice, pairwise

from reweave.vault.names import fold_name
from reweave.vault.vault import Vault
from reweave.weave.candidate import Mention
from reweave.weave.mention_context import stands_alone
from reweave.weave.rank.tokenizer import words

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_OPENS = re.compile(r"`|~~~|\[\[|\]\(|://|\$")
"""Where code, a link, an address or a formula may begin; a search for their first characters alone is fast."""
_NO_PROSE = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+).*?^(?P=fence)|`[^`\n]*`|\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|://\S+|\$\$.*?\$\$|\$[^$\n]+\$",
    re.DOTALL | re.MULTILINE,
)
"""Code, links, addresses (after their scheme) and formulas."""
_ASCII_WORDS = bytes(code if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
_BETWEEN = re.compile(r"[ \u00a0\-\u2010\u2011'’]{0,2}")
_FEWEST_TOKENS = 2
_FEWEST_LETTERS = 8
"""Shorter names are words that texts use without the note in mind."""
_MOST_COMPARED, _MOST_SEARCHED = 128, 8
_FEW = 16
_MOST_NOTES, _MOST_SHARE = 3, 0.02
"""A name that more notes have in their texts is an expression of the vault, not a mention of one note."""


_Name = tuple[str, ...]
_Names = Mapping[str, Mapping[_Name, list[tuple[_Name, int]]]]
"""The names by their first word and by their first two, each with the note that it means."""
_Screen = Mapping[str, list[tuple[frozenset[str], str, int]]]
"""The ASCII words of names, as a set and in order, with the notes that they mean, by one word; without any, by none."""


def find_mentions(vault: Vault, ends: Set[int] | None = None) -> list[Mention]:
    """Return the mentions in all notes of notes of the graph, of each pair the first; common names are none.

    With `ends` only the mentions in these notes, or of them, are looked for.
    """
    meant = _meant(vault)
    if ends is not None:
        ends = ends | {vault.meanings.original(place) for place in ends}
    names = _by_start(meant if ends is None else _concerning(vault, meant, ends))
    screen = _by_piece(names)
    first: dict[tuple[int, int], Mention] = {}
    naming: dict[tuple[str, ...], set[int]] = defaultdict(set)
    by_name: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for place in range(len(vault)):
        for name, mention in _in_note(vault, place, names, screen):
            naming[name].add(place)
            by_name[name].append(mention)
    most = max(_MOST_NOTES, int(_MOST_SHARE * len(vault)))
    for name, mentions in by_name.items():
        if len(naming[name]) <= most:
            for one in mentions:
                pair = one.source, one.target
                if (ends is None or not ends.isdisjoint(pair)) and (
                    pair not in first or _order(one) < _order(first[pair])
                ):
                    first[pair] = one
    return sorted(first.values(), key=lambda one: (one.source, one.start))


def _order(one: Mention) -> tuple[int, int]:
    """Return what sorts mentions by their place, of those that begin together the longest first."""
    return one.start, -one.end


def _meant(vault: Vault) -> dict[_Name, int]:
    """Return the distinctive names of the graph's notes, each with the note that it means."""
    found: dict[_Name, set[int]] = defaultdict(set)
    for place in vault.participants:
        record = vault.records[place]
        for name in {record.title, record.stem, *record.aliases}:
            tokens = tuple(_TOKEN.findall(fold_name(name)))
            letters = sum(len(token) * (2 if len(token) == 1 else 1) for token in tokens)
            if len(words(" ".join(tokens))) >= _FEWEST_TOKENS and letters >= _FEWEST_LETTERS:
                found[tokens].add(vault.meanings.original(place))
    return {tokens: next(iter(places)) for tokens, places in found.items() if len(places) == 1}


def _by_start(meant: Mapping[_Name, int]) -> _Names:
    names: dict[str, dict[_Name, list[tuple[_Name, int]]]] = defaultdict(lambda: defaultdict(list))
    for tokens, place in meant.items():
        names[tokens[0]][tokens[:2]].append((tokens, place))
    return names


def _concerning(vault: Vault, meant: Mapping[_Name, int], ends: Set[int]) -> dict[_Name, int]:
    """Return the names of some notes, those in their texts, and the longer names that have any of these in them."""
    every = _by_start(meant)
    screen = _by_piece(every)
    wanted = {name for place in ends for name, _ in _in_note(vault, place, every, screen)}
    wanted.update(name for name, place in meant.items() if place in ends)
    by_first: dict[str, list[_Name]] = defaultdict(list)
    for name in wanted:
        by_first[name[0]].append(name)
    return {
        name: place
        for name, place in meant.items()
        if any(name[at : at + len(one)] == one for at, word in enumerate(name) for one in by_first.get(word, ()))
    }


def _by_piece(known: _Names) -> _Screen:
    """Return the ASCII words of each name, and the note that it means, by the word that the fewest names have."""
    every = [
        (_pieces(" ".join(name)), target) for own in known.values() for some in own.values() for name, target in some
    ]
    common = Counter(piece for own, _ in every for piece in frozenset(own))
    found: dict[str, list[tuple[frozenset[str], str, int]]] = defaultdict(list)
    for own, target in every:
        rarest = min(own, key=lambda piece: (common[piece], piece), default="")
        found[rarest].append((frozenset(own), _phrase(own), target))
    return found


def _pieces(folded: str) -> list[str]:
    """Return the ASCII words of a text in order; other letters are taken for spaces."""
    return folded.encode(errors="surrogatepass").translate(_ASCII_WORDS).decode("ascii").split()


def _phrase(pieces: Sequence[str]) -> str:
    return f" {' '.join(pieces)} "


def _may_have_name(pieces: Sequence[str], screen: _Screen, own: int) -> bool:
    """Return whether a text has the ASCII words of the name of another note: most texts do not.

    It has them one after the other, unless it has words of many names, or all the words of several: to look for each
    would cost more than it spares.
    """
    known = {"", *pieces}
    by_piece = [screen[piece] for piece in screen.keys() & known]
    if sum(map(len, by_piece)) > _MOST_COMPARED:
        return True
    likely = [name for names in by_piece for words_, name, target in names if target != own and words_ <= known]
    if not likely or len(likely) > _MOST_SEARCHED:
        return bool(likely)
    text = _phrase(pieces)
    return any(name in text for name in likely)


def _has_any(body: str, words: Iterable[str]) -> bool:
    """Return whether some ASCII words, one of which is in each name, are in a text or its links: a fast look first."""
    folded = body.casefold()
    return any(word in folded for word in words)


def _in_note(vault: Vault, place: int, names: _Names, screen: _Screen) -> Iterator[tuple[_Name, Mention]]:
    body = vault.records[place].body
    if len(screen) <= _FEW and not _has_any(body, screen):
        return
    body = _prose(body)
    folded = body.casefold()
    own = vault.meanings.original(place)
    pieces = _pieces(folded)
    if not _may_have_name(pieces, screen, own):
        return
    tokens: list[str] = pieces if folded.isascii() else _TOKEN.findall(folded)
    found: list[tuple[_Name, Mention]] = []
    spans = _Spans(body, folded)
    for at, word in enumerate(tokens):
        if word not in names:
            continue
        for name, target in names[word].get(tuple(tokens[at : at + 2]), ()):
            end = at + len(name)
            if tuple(tokens[at:end]) != name:
                continue
            own_spans = spans.between(at, end)
            if all(_BETWEEN.fullmatch(body, one[1], other[0]) for one, other in pairwise(own_spans)):
                found.append((name, Mention(place, target, own_spans[0][0], own_spans[-1][1])))
    inner = _inner({(one.start, one.end) for _, one in found})
    for name, one in found:
        if one.target != own and (one.start, one.end) not in inner and stands_alone(vault, place, one.start, one.end):
            yield name, one


def _inner(places: Collection[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Return those of some places that are parts of longer ones."""
    inner, reached = set(), -1
    for start, end in sorted(places, key=lambda one: (one[0], -one[1])):
        if end <= reached:
            inner.add((start, end))
        reached = max(reached, end)
    return frozenset(inner)


def _prose(body: str) -> str:
    """Return a body with line ends in the place of all that is no prose."""
    parts: list[str] = []
    at = place = 0
    while (opening := _OPENS.search(body, place)) is not None:
        start = opening.start()
        found = _NO_PROSE.match(body, start)
        if found is not None and opening[0] == "://":
            start = _word_start(body, place, start)
        if found is None or start < 0:
            place = opening.start() + 1
            continue
        parts += (body[at:start], "\n" * (found.end() - start))
        at = place = found.end()
    return "".join([*parts, body[at:]])


def _word_start(body: str, low: int, end: int) -> int:
    """Return where the word begins that ends at `end`; -1 where there is none, or where it begins before `low`."""
    start = end
    while start > 0 and (body[start - 1].isalnum() or body[start - 1] == "_"):
        start -= 1
        if start < low:
            return -1
    return start if start < end else -1


class _Spans:
    """Where in a text the words of its folded form are; looked for no further than they are asked for."""

    def __init__(self, text: str, folded: str) -> None:
        self._found = _TOKEN.finditer(folded)
        self._spans: list[tuple[int, int]] = []
        self._text = None if len(text) == len(folded) else text

    @cached_property
    def _letters(self) -> list[int] | None:
        """The place in the text of each folded letter: some letters are folded to two or three."""
        text = self._text
        return None if text is None else [at for at, letter in enumerate(text) for _ in letter.casefold()]

    def between(self, low: int, high: int) -> list[tuple[int, int]]:
        """Return the places of the words from number `low` up to `high`."""
        self._spans += (found.span() for found in islice(self._found, max(0, high - len(self._spans))))
        spans, letters = self._spans[low:high], self._letters
        return spans if letters is None else [(letters[start], letters[end - 1] + 1) for start, end in spans]
