"""Hypothesis strategies for notes: frontmatter in every style that YAML has, and then some."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from reweave.note.changeset import ChangeKind
from reweave.rules.base import Rule, Safety, VaultRule
from reweave.rules.registry import all_rules

_T = TypeVar("_T")

_PLAIN = (
    "solar is cheap", "a", "grid batteries displace peaking plants before 2030|supports|2026-03-28", "it's",
    "x:y", "naïve café", "😀 power", "a\u00a0b", "שלום", "why?", "a#b", "b - c", "http://a.b/c?d=e#f", "C++",
    "a&b", "a*b", "x]", "~x", "-dash", "?query", ":colon", "a ? b", "- ", "...x", "---x", "100%", "a, b", "a!b",
    "one|two", "a > b", "'tis not" ,
)  # fmt: skip
STRANGE = (
    "null", "~", "yes", "No", "on", "y", "true", "012", "0x1f", "0o17", "1_000", "12", "1.5", ".5", "1e3", "-1",
    "+1", ".inf", ".nan", "2026-02-00", "2026-02-11", "2026-02-11 10:00:00", "2026-02-11T10:00:00Z", "12:30:45",
    "1:30", "=", "<<", "0b101", "08", "1.2.3", "-", "0.", "e3",
)  # fmt: skip
QUOTABLE = (
    *_PLAIN, *STRANGE, "[[x]]", "x: y", "a #b", "", " lead", "trail ", "{a}", "@at", "`tick", "%pct", "!bang",
    "&amp", "*star", "# no", "a:", "::", "say \"hi\"", "it''s", "back\\slash", "tab\there", "nel\x85x",
    "ls\u2028x", "ps\u2029x", "bom\ufeffx", "\u200bzero", "\u202ertl", "🇩🇪", "nbsp\u00a0", "- item", "? q",
    "key: [", "|", ">", "x" * 130, "many words " * 12 + "end",
)  # fmt: skip
_KEYS = (
    "type", "tags", "supports", "depends_on", "title", "a b", "a", "b", "c", "d", "e", "ключ", "k😀", "12",
    "2026-01-01", "yes", "null", "~", "a-b", "a.b", "x:y", "a#b", '"quoted key"', "'single'", '"a: b"',
    "\"[[x]]\"", "<<", "=", "[x]", "{x: y}", "''",
)  # fmt: skip
_WRITTEN_KEYS = tuple(f"{key}{number}" for key in _KEYS[:10] for number in range(1, 9))
_COMMENTS = (
    "#",
    "# note",
    "#x",
    "# a: b",
    "# - c",
    "# 'q",
    '# "q',
    "## #",
    "# naïve 😀",
    "# ?",
    "# \u2028x",
    "#\ttab",
    "# [",
    "# &a *b",
)
_BLOCK_LINES = (
    "text", "  deeper", "- not a list", "# no comment", "key: no key", "", "", " ", "    ", "\ttab", "'q", "---x",
    "x # y", "😀", "a\u00a0",
)  # fmt: skip
_BODY = ("# head\n", "text\n", "---\n", "- x\r\n", "  - y\n", "\n", "\x85", "no end", "\ufeff", "...\n", "key: v\n")
_BYTES = (
    b" ", b"  ", b"\t", b"\n", b"\r\n", b"\r", b"#", b" #", b"-", b"- ", b":", b": ", b"'", b'"', b"[", b"]",
    b"{", b"}", b",", b"|", b">", b"&a ", b"*a ", b"!t ", b"!!str ", b"%", b"@", b"`", b"?", b"? ", b"\\",
    b"\x00", b"\x7f", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9",
    b"\xc2\xa0", b"\n---\n", b"\n...\n", b"\x0b", b"\x0c", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
)  # fmt: skip


@cache
def _below(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


class _Pick:
    """Choices that hypothesis records and shrinks (to the first of everything)."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int], wild: int) -> None:
        self._draw = draw
        self.wild = wild
        self.anchors: list[str] = []

    def below(self, count: int) -> int:
        """Return a number from 0 to `count` - 1."""
        return self._draw(_below(count))

    def one(self, of: Sequence[_T]) -> _T:
        """Return one of a sequence."""
        return of[self.below(len(of))]

    def chance(self, percent: int) -> bool:
        """Return true in about so many cases."""
        return self.below(100) >= 100 - percent

    def odd(self, percent: int) -> bool:
        """Return true in so many cases where the note is to be a wild one, else never."""
        return self.wild > 0 and self.chance(percent * self.wild)


class _Writer:
    """Writes one frontmatter, line by line (without line ends)."""

    def __init__(self, pick: _Pick) -> None:
        self.pick = pick
        self.keys = 0

    def mapping(self, indent: int, depth: int) -> list[str]:
        """Return the lines of a block mapping whose keys stand at `indent`."""
        pick = self.pick
        lines: list[str] = []
        for number in range(1 + pick.below(4 if depth == 0 else 2)):
            if number or depth == 0:
                lines += self._between(indent)
            key = self._key()
            lines += self._under(" " * indent + key + ":", indent, depth, in_mapping=True)
        return lines

    def flow_root(self, indent: int) -> list[str]:
        """Return the lines of a flow list or mapping."""
        return self._flow(indent, 0, 100)

    def ending(self) -> list[str]:
        """Return what may stand before the closing fence."""
        return self._between(0)

    def _key(self) -> str:
        pick = self.pick
        self.keys += 1
        key = pick.one(_KEYS) if pick.odd(40) else pick.one(_KEYS[:10])
        if not pick.odd(5):
            key = f"{key[:-1]}{self.keys}{key[-1]}" if key[-1:] in "'\"]}" else f"{key}{self.keys}"
        if pick.odd(4):
            key = self._anchor() + key
        if pick.odd(2):
            key = "!!str " + key
        return key + " " * (pick.odd(5))

    def sequence(self, indent: int, depth: int = 0) -> list[str]:
        """Return the lines of a block list whose dashes stand at `indent`."""
        pick = self.pick
        lines: list[str] = []
        for number in range(1 + pick.below(3)):
            if number:
                lines += self._between(indent)
            lines += self._under(" " * indent + "-", indent, depth, in_mapping=False)
        return lines

    def _under(self, head: str, indent: int, depth: int, *, in_mapping: bool) -> list[str]:
        """Return the lines of one pair or item, of which `head` (`key:` or `-`) is written already."""
        pick = self.pick
        gap = "\t" if pick.odd(2) else " " * (1 + pick.below(4) * pick.chance(30))
        props = self._properties()
        kind = pick.below(12)
        if depth >= 4:
            kind %= 6
        if kind == 0:
            return [head + (gap + props.rstrip() if props else "") + self._trailing()]
        if kind == 1:
            return [head + gap + props + self._block_header(), *self._block(indent)]
        if kind == 2:
            flow = self._flow(indent + 1, depth + 1, 100)
            return self._join(head + gap + props, flow)
        if kind == 3 and self.pick.anchors:
            return [head + gap + "*" + pick.one(pick.anchors) + self._trailing()]
        if kind < 6:
            return self._join(head + gap + props, self._scalar(indent + 1))
        if in_mapping and kind < 10:
            offset = pick.one((0, 2, 2, 1, 4, 3, 5, 6, 7, 8))
            inner = self.sequence(indent + offset, depth + 1)
        elif in_mapping:
            offset = pick.one((2, 1, 4, 3, 8))
            inner = self.mapping(indent + offset, depth + 1)
        elif not props and pick.chance(70):
            column = len(head) + len(gap)
            inner = (self.sequence if kind > 9 else self.mapping)(column, depth + 1)
            if inner[0][:column].strip() or not inner[0][column:].strip() or "\t" in gap:
                return [head, *inner]
            return [head + gap + inner[0][column:], *inner[1:]]
        else:
            offset = pick.one((2, 1, 4, 3, 8))
            inner = (self.sequence if kind > 9 else self.mapping)(indent + offset, depth + 1)
        first = head + (gap + props.rstrip() if props else "") + self._trailing()
        return [first, *self._between(indent + offset), *inner]

    def _join(self, head: str, rest: list[str]) -> list[str]:
        return (
            [head + rest[0], *rest[1:-1], rest[-1] + self._trailing()]
            if len(rest) > 1
            else [head + rest[0] + self._trailing()]
        )

    def _anchor(self) -> str:
        name = self.pick.one(("x", "y", "ü", "a1", "x-y")) if self.pick.odd(20) else f"n{len(self.pick.anchors)}"
        self.pick.anchors.append(name)
        return f"&{name} "

    def _properties(self) -> str:
        pick = self.pick
        if not pick.chance(4 + 4 * pick.wild):
            return ""
        anchor = self._anchor()
        tag = (
            pick.one(("!!str ", "!local ", "!!seq ", "!!map ", "!!int ", "! ", "!<tag:x> ", "!!null "))
            if pick.chance(40)
            else ""
        )
        return pick.one((anchor, anchor + tag, tag + anchor, tag))

    def _trailing(self) -> str:
        pick = self.pick
        if pick.chance(12):
            return (" \t" if pick.odd(5) else " " * (1 + pick.below(3))) + self._comment()
        return pick.one((" ", "  ", "\t")) if pick.odd(4) else " " * pick.chance(4)

    def _comment(self) -> str:
        return self.pick.one(_COMMENTS) if self.pick.wild else self.pick.one(_COMMENTS[:8])

    def _between(self, indent: int) -> list[str]:
        """Return what stands between two items: mostly nothing, else comments at any column and blank lines."""
        pick = self.pick
        lines: list[str] = []
        while pick.chance(12) and len(lines) < 3:
            column = pick.one((indent, 0, indent + 2, 1, indent + 7, max(indent - 1, 0)))
            blank = pick.one(("", "", " ", "     ", "\t")) if pick.wild else ""
            lines.append(blank if pick.chance(40) else ("\t" if pick.odd(2) else " " * column) + self._comment())
        return lines

    def _scalar(self, indent: int) -> list[str]:
        """Return a scalar in plain or quoted style; its further lines stand at `indent` or deeper."""
        pick = self.pick
        kind = pick.below(10)
        if kind < 3:
            return self._folded(pick.one(_PLAIN), indent) if pick.chance(12) else [pick.one(_PLAIN)]
        if kind < 4:
            return [pick.one(STRANGE)]
        value = pick.one(QUOTABLE) if pick.chance(60) else pick.one(_PLAIN)
        if kind < 7:
            clean = "".join(char for char in value if char >= " " or pick.wild)
            single = "'" + clean.replace("'", "''") + "'"
            return self._folded(single, indent) if pick.chance(8) else [single]
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        if pick.chance(10):
            escaped += pick.one(
                (
                    "\\n",
                    "\\x41",
                    "\\u263a",
                    "\\U0001f600",
                    "\\t",
                    "\\N",
                    "\\L",
                    "\\_",
                    "\\ ",
                    "\\/",
                    "\\0",
                    "\\e",
                    "\\ud83d",
                )
            )
        elif not pick.wild:
            escaped = (
                escaped.replace("\t", "\\t")
                .replace("\x85", "\\N")
                .replace("\u2028", "\\L")
                .replace("\ufeff", "\\ufeff")
            )
        double = f'"{escaped}"'
        if pick.chance(4):
            return [double[:2] + "\\", " " * indent + double[2:]] if double[1:2] not in '\\"' else [double]
        return self._folded(double, indent) if pick.chance(8) else [double]

    def _folded(self, text: str, indent: int) -> list[str]:
        """Break a scalar at its spaces, with blank lines between here and there."""
        pick = self.pick
        lines = [""]
        for word in text.split(" "):
            if lines[-1] and word and pick.chance(40):
                if pick.chance(20):
                    lines.append(" " * pick.below(4) if pick.wild else "")
                lines.append(" " * (indent + pick.below(5) - (indent > 1 and pick.odd(5))) + word)
            else:
                lines[-1] += (" " if lines[-1] else "") + word
        return lines

    def _block_header(self) -> str:
        pick = self.pick
        self._hint = pick.one((2, 1, 3, 4, 9)) if pick.chance(25) else 0
        hint = str(self._hint) if self._hint else ""
        chomp = pick.one(("", "-", "+"))
        return pick.one("|>") + (hint + chomp if pick.chance(50) else chomp + hint) + self._trailing()

    def _block(self, indent: int) -> list[str]:
        pick = self.pick
        column = max(indent, 0) + (self._hint or pick.one((2, 1, 4, 8)))
        pool = _BLOCK_LINES if pick.wild else _BLOCK_LINES[:8]
        lines = []
        for _ in range(pick.below(5)):
            text = pick.one(pool)
            # A line of spaces is content only where it is deeper than the text.
            lines.append(
                " " * pick.below(column + 3)
                if not text.strip(" ") and pick.chance(40)
                else text and " " * column + text
            )
        return lines

    def _flow(self, indent: int, depth: int, multi_line: int) -> list[str]:
        pick = self.pick
        is_map = pick.chance(30)
        parts = []
        for _ in range(pick.below(4)):
            item = self._flow_item(depth)
            if is_map:
                key = f"{pick.one('abcde')}{self.keys}" if pick.chance(70) else pick.one(_KEYS)
                self.keys += 1
                colon = ":" if key[-1:] in "'\"" and pick.chance(30) else ": "
                item = key + colon + item if pick.chance(90) else key
            parts.append(item)
        opening, closing = "{}" if is_map else "[]"
        lines = [opening + " " * pick.chance(20)]
        for number, part in enumerate(parts):
            if multi_line and pick.chance(15):
                if pick.chance(30):
                    lines[-1] += " " + self._comment()
                if pick.chance(15):
                    lines.append(" " * indent + self._comment())
                lines.append(" " * (indent + pick.below(3) - (indent > 0 and pick.odd(5))))
            lines[-1] += part
            if number < len(parts) - 1 or pick.chance(8):
                lines[-1] += ("," if pick.chance(90) else " ,") + " " * (not pick.odd(10))
        if len(lines) > 1 and pick.chance(40):
            lines.append(" " * indent)
        lines[-1] += closing
        return lines

    def _flow_item(self, depth: int) -> str:
        pick = self.pick
        if depth < 3 and pick.chance(15):
            return "".join(self._flow(0, depth + 1, 0))
        if pick.odd(6):
            return self._properties() + pick.one(STRANGE)
        item = self._scalar(0)
        text = item[0] if len(item) == 1 else "x"
        safe = text[:1] in "'\"" or (not set(text) & set(",[]{}#?") and ": " not in text)
        return text if safe or pick.odd(20) else "plain"


@st.composite
def frontmatters(draw: st.DrawFn) -> str:
    """Draw the text of a frontmatter, with `\\n` as its line end: mostly tame, sometimes as odd as YAML can be."""
    pick = _Pick(draw, draw(st.sampled_from((0, 0, 1, 2))))
    writer = _Writer(pick)
    if pick.odd(2):
        lines = pick.one((writer.sequence, writer.flow_root))(0)
    else:
        lines = writer.mapping(pick.one((2, 1)) if pick.odd(3) else 0, 0)
    return "".join(line + "\n" for line in [*lines, *writer.ending()])


@st.composite
def structured_notes(draw: st.DrawFn) -> bytes:
    """Draw a whole note with frontmatter: its line ends, its BOM, its fences and its body in every form."""
    text = draw(frontmatters())
    pick = _Pick(draw, 1)
    eol = pick.one(("\n", "\n", "\n", "\r\n"))
    if pick.chance(10):
        text = "".join(line + pick.one(("\n", "\r\n")) for line in text.split("\n")[:-1])
    elif eol != "\n":
        text = text.replace("\n", eol)
    bom = "\ufeff" if pick.chance(10) else ""
    spaces = pick.one((" ", "\t", "   ")) if pick.chance(5) else ""
    closing = "..." if pick.chance(10) else "---"
    end = eol if pick.chance(90) else ""
    body = "".join(pick.one(_BODY) for _ in range(pick.below(4))) if end else ""
    return (bom + "---" + spaces + eol + text + closing + spaces + end + body).encode()


@st.composite
def broken_notes(draw: st.DrawFn) -> bytes:
    """Draw a note with bytes put in, taken out or written over at random."""
    source = draw(structured_notes())
    pick = _Pick(draw, 2)
    for _ in range(1 + pick.below(4)):
        place = pick.below(len(source) + 1)
        inserted = pick.one(_BYTES) if pick.chance(80) else bytes([pick.below(256)])
        source = source[:place] + inserted + source[place + pick.one((0, 0, 1, 3)) :]
    return source


def notes() -> st.SearchStrategy[bytes]:
    """Return the strategy of all notes: most of them well-formed, some broken, a few that are mere bytes."""
    fenced = st.lists(st.sampled_from(_BYTES) | st.binary(max_size=3), max_size=30).map(
        lambda parts: b"---\n" + b"".join(parts) + b"\n---\n"
    )
    return st.one_of(
        structured_notes(),
        structured_notes(),
        structured_notes(),
        broken_notes(),
        st.one_of(fenced, st.binary(max_size=60)),
    )


def options(rule: type[Rule]) -> st.SearchStrategy[Any]:
    """Return the strategy of a rule's options: every choice, and a few names where names are asked for."""
    hints = get_type_hints(rule.options_type)
    return st.builds(rule.options_type, **{name: _values(hints[name]) for name in rule.options_type()._fields})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(st.sampled_from(_WRITTEN_KEYS), max_size=12, unique=True).map(tuple)
    return {int: st.integers(1, 120), bool: st.booleans(), str: st.sampled_from(_KEYS)}[hint]


def writing_rules() -> list[type[Rule]]:
    """Return the rules that may change how a note is written, but not what it says."""
    safe = [rule for rule in all_rules().values() if rule.safety is Safety.SAFE and rule.kind is ChangeKind.LAYOUT]
    return [rule for rule in safe if not issubclass(rule, VaultRule)]


@st.composite
def rule_sets(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Draw one to all of the writing rules, each with options."""
    known = writing_rules()
    if draw(st.integers(0, 3)) == 0:
        return tuple(rule() for rule in known if rule.default)
    chosen = [rule for rule in known if draw(st.booleans())] or known
    return tuple(rule(draw(options(rule))) for rule in chosen)
