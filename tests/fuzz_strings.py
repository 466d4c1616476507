"""Strings to write and to read back: what YAML takes for something else, and awkward characters."""

import random
from collections.abc import Iterator

_TEXT = (
    "solar wind grid storage yes no on off y n true False null ~ = << 12 0x1f 0o17 1e3 1_000 .5 .inf 12:30:45 "
    "2026-01-01 2026-1-1T10:00 it's [[link]] # a-b --- ... : :: - ? {x} [y] a,b 50% @home `code` !tag &anchor *star "
    "| > "
    'über 日本語 \U0001f600 say "hi" C:\\path\\new \\t http://x.org/#a key: value e5 +1 -2 0'
)
_WORDS = _TEXT.split(" ")
_CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\t\n\r\x00\x07\x08\x1b\x7f\x85\x9f\xa0\xad\u200b\u2028\u2029\ufeff\ufffd\ufffe\U0001f600äß漢é" * 2
    + "\"'\\:#-[]{}, " * 12
)


def strings(count: int, seed: int) -> Iterator[str]:
    """Yield different strings: words that YAML takes for something else, and runs of awkward characters."""
    choose = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        if choose.random() < 0.5:
            separators = choose.choice(("", " ", " ", ": ", " #", ", ", "-", "\n"))
            text = separators.join(choose.choices(_WORDS, k=choose.randint(1, 4)))
        else:
            text = "".join(choose.choices(_CHARACTERS, k=choose.randint(0, 12)))
        if text not in seen:
            seen.add(text)
            yield text
