"""Notes in every style, for hypothesis."""

from datetime import date

from hypothesis import strategies as st

from reweave.note.provenance import Provenance
from reweave.note.quoting import double_quoted, single_quoted
from reweave.weave.edge_entry import EdgeEntry

TYPES = {"supports": "supports", "challenges": "challenges", "challenged_by": "challenged_by", "related": "related"}
_TITLES = [
    "solar is cheap",
    "wind: a survey",
    "it's the grid",
    "a|b",
    "2026-01-01",
    "yes",
    "# not a comment",
    "storage, and more [of it]",
    "Größe zählt – 電池",
    'they "say"',
    "ends in \\",
    "null",
]
titles = st.sampled_from(_TITLES)
edges = st.lists(
    st.builds(
        lambda title, name: EdgeEntry(TYPES[name], Provenance(title, name, date(2026, 3, 28)), f"{name} {title}"),
        titles,
        st.sampled_from(sorted(TYPES)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda edge: (edge.field, edge.provenance.title),
)
_COMMENTS = st.sampled_from(["", "", "", "  # why"])
_OWN = st.sampled_from(["", "", "", "# own line\n", "  # deeper\n"])


def _quoted(title: str, style: str) -> str:
    return (single_quoted(title) if style == "'" else None) or double_quoted(title)


def _flow_lines(draw: st.DrawFn, items: list[str]) -> str:
    """Return the inside of brackets over several lines, with comments and commas where they may be."""
    break_first, last_comma = (
        draw(st.sampled_from(["\n  ", "\n  ", " # head\n  ", "", " "])),
        draw(st.sampled_from(["", ","])),
    )
    text = break_first
    for item in items[:-1]:
        text += item + "," + draw(st.sampled_from(["\n  ", "\n  ", " # why, so\n  ", " ", "\n  # own, line\n  "]))
    return (
        text
        + items[-1]
        + last_comma
        + draw(st.sampled_from(["\n", "\n  ", " # end, or not\n  ", "\n  # own, end\n", "", " "]))
    )


@st.composite
def _value(draw: st.DrawFn, key: str) -> str:
    form = draw(
        st.sampled_from(
            ["absent", "absent", "empty", "null", "tilde", "flow", "flow lines", "explicit", "block", "block"]
        )
    )
    items = [f"foreign {n}" if draw(st.booleans()) else draw(titles) for n in range(draw(st.integers(1, 3)))]
    style = draw(st.sampled_from(['"', "'"]))
    if form == "absent":
        return ""
    if form == "empty":
        return f"{key}: {draw(st.sampled_from(['[]', '[ ]', '[]   ']))}{draw(_COMMENTS)}\n"
    if form == "null":
        return f"{key}:{draw(_COMMENTS)}\n"
    if form == "tilde":
        return f"{key}: ~{draw(_COMMENTS)}\n"
    if form == "flow":
        return f"{key}: [{', '.join(_quoted(item, style) for item in items)}]{draw(_COMMENTS)}\n"
    if form == "flow lines":
        return f"{key}: [{_flow_lines(draw, [_quoted(item, style) for item in items])}]{draw(_COMMENTS)}\n"
    if form == "explicit":
        return f"? {key}{draw(_COMMENTS)}\n:\n" + "".join(f"  - {_quoted(item, style)}\n" for item in items)
    indent = " " * draw(st.sampled_from([0, 0, 2, 4]))
    anchor = draw(st.sampled_from(["", "", "", f" &{key}", " !!seq"]))
    lines = [f"{key}:{anchor}{draw(_COMMENTS)}\n"]
    for item in items:
        above = draw(_OWN)
        lines.append(f"{indent}{above}" if above else "")
        lines.append(f"{indent}- {_quoted(item, style)}{draw(_COMMENTS)}\n")
    return "".join(lines)


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    """Return a note with any of the typed lists, in any style and any order, among other keys and comments."""
    keys = ["type: claim\n", 'description: "one: sentence"\n', "tags: [a, b]\n", "text: |\n  two\n  lines\n", ""]
    parts = [*draw(st.lists(st.sampled_from(keys), unique=True, max_size=4))]
    parts += [draw(_value(key)) for key in sorted(set(TYPES.values()))]
    if draw(st.integers(0, 3)) == 0:
        parts.append("reweave_edges:\n- older|supports|2025-01-01\n- a person's line\n")
    text = ""
    for part in draw(st.permutations(parts)):
        text += draw(_OWN) + part
    text += draw(_OWN)
    whole = f"---\n{text}---\n# Body\n\nText with supports: [].\n"
    if draw(st.booleans()):
        whole = whole.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + whole.encode()
