"""Pictures of a report as SVG: the graph, and the trend of a figure."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape as html

from reweave.report.layout import Bundle, Disc, Layout
from reweave.report.trend import TrendPoint
from reweave.text import escape
from reweave.vault.vault import Vault

_HUES = 8
_LABELLED = 18
"""How many of the most linked notes are called by name, in one disc at most:"""
_IN_DISC = 2
_MOST_DOTS = 6_000
_MOST_LINES = 12_000
_MARGIN = 34.0
_NAME = 34
_AT_ONCE = 950.0
"""At this width names have their own size: the picture is shown as wide as the page, and they grow with it."""
_LEAST_SCALE = 0.2


def markup(text: str) -> str:
    """Return text of a note or a file name as text of a page: control characters shown, nothing of it markup."""
    return html(escape(text))


def hue_of(types: Sequence[str]) -> Mapping[str | None, str]:
    """Return the class that colours an edge, by its type; links are grey."""
    return {None: "link", **{name: f"hue-{at % _HUES}" for at, name in enumerate(types)}}


def graph_svg(vault: Vault, layout: Layout, orphans: Sequence[int], types: Sequence[str]) -> str:
    """Return the graph as SVG: a disc for each folder, a dot for each note, bundles of edges between the discs."""
    left, top, width, height = layout.box
    box = f"{left - _MARGIN:.0f} {top - _MARGIN:.0f} {width + 2 * _MARGIN:.0f} {height + 2 * _MARGIN:.0f}"
    told = f"{len(vault):,} notes in {len(layout.discs)} folders, {len(orphans):,} of them orphans"
    hues, scale = hue_of(types), max(_LEAST_SCALE, width / _AT_ONCE)
    parts = [
        f'<svg class="graph" viewBox="{box}" role="img" aria-label="{html(told)}">',
        *_discs(layout.discs),
        *_bundles(layout, hues),
        *_lines(layout, hues),
        *_dots(vault, layout, frozenset(orphans)),
        *_folder_names(layout.discs, scale),
        *_note_names(vault, layout, scale),
        "</svg>",
    ]
    return "\n".join(parts)


def _discs(discs: Sequence[Disc]) -> Iterator[str]:
    yield '<g class="discs">'
    for one in discs:
        yield f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{one.radius:.1f}"/>'
    yield "</g>"


def _bundles(layout: Layout, hues: Mapping[str | None, str]) -> Iterator[str]:
    """Yield a curve for the edges between two discs, as wide as there are many, in the colour of the commonest type."""
    yield '<g class="bundles">'
    for bundle in sorted(layout.bundles, key=lambda one: one.count):
        one, other = (layout.discs[at] for at in bundle.ends)
        width = min(0.8 + 1.1 * math.sqrt(bundle.count), 14.0)
        typed = {name: count for name, count in bundle.types.items() if name is not None}
        kind = max(typed, key=lambda name: typed[name]) if sum(typed.values()) * 2 >= bundle.count else None
        yield (
            f'<path class="{hues.get(kind, "link")}" stroke-width="{width:.1f}" d="{_curve(one, other)}">'
            f"<title>{_told(bundle, one, other)}</title></path>"
        )
    yield "</g>"


def _curve(one: Disc, other: Disc) -> str:
    """Return a path from rim to rim, slightly bent."""
    dx, dy = other.x - one.x, other.y - one.y
    distance = math.hypot(dx, dy) or 1.0
    ux, uy = dx / distance, dy / distance
    start = one.x + ux * one.radius, one.y + uy * one.radius
    end = other.x - ux * other.radius, other.y - uy * other.radius
    bend = 0.12 * max(distance - one.radius - other.radius, 0)
    middle = (start[0] + end[0]) / 2 - uy * bend, (start[1] + end[1]) / 2 + ux * bend
    return f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _told(bundle: Bundle, one: Disc, other: Disc) -> str:
    counts = ", ".join(f"{count:,} {name or 'links'}" for name, count in sorted(bundle.types.items(), key=_by_count))
    return f"{_folder(one.folder)} and {_folder(other.folder)}: {markup(counts)}"


def _by_count(one: tuple[str | None, int]) -> tuple[int, str]:
    return -one[1], one[0] or ""


def _folder(name: str) -> str:
    return markup(name) if name else "the top"


def _lines(layout: Layout, hues: Mapping[str | None, str]) -> Iterator[str]:
    """Yield the edges within discs, one path for each type."""
    by_hue: dict[str, list[str]] = {}
    for one, other, kind in layout.inner[:_MOST_LINES]:
        (x, y), (to_x, to_y) = layout.notes[one], layout.notes[other]
        by_hue.setdefault(hues.get(kind, "link"), []).append(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}")
    yield '<g class="lines">'
    for name in sorted(by_hue, key=lambda hue: hue != "link"):
        yield f'<path class="{name}" d="{"".join(by_hue[name])}"/>'
    yield "</g>"


def _dots(vault: Vault, layout: Layout, orphans: frozenset[int]) -> Iterator[str]:
    yield '<g class="dots">'
    for place in range(min(len(vault), _MOST_DOTS)):
        x, y = layout.notes[place]
        kind = "orphan" if place in orphans else "note" if vault.is_participant(place) else "aside"
        title = markup(vault.records[place].title)
        yield (
            f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{_size(vault, place):.1f}">'
            f"<title>{title}</title></circle>"
        )
    yield "</g>"


def _size(vault: Vault, place: int) -> float:
    return min(1.7 + 0.45 * math.sqrt(len(vault.into[place])), 5.5)


def _folder_names(discs: Sequence[Disc], scale: float) -> Iterator[str]:
    yield f'<g class="folders" font-size="{12 * scale:.1f}">'
    for one in discs:
        name = one.folder.rpartition("/")[2] or "top"
        shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
        place = f'x="{one.x:.1f}" y="{one.y - one.radius - 6 * scale:.1f}"'
        yield f"<text {place}>{markup(shown)} <tspan>{one.notes:,}</tspan></text>"
    yield "</g>"


def _note_names(vault: Vault, layout: Layout, scale: float) -> Iterator[str]:
    """Yield the names of the most linked notes, where none is written over another."""
    ranked = sorted(range(len(vault)), key=lambda place: (-len(vault.into[place]), place))
    taken = [
        (one.x, one.y - one.radius - 6 * scale, 4.0 * scale * min(len(one.folder.rpartition("/")[2]) + 4, _NAME))
        for one in layout.discs
    ]
    named = Counter[int]()
    yield f'<g class="names" font-size="{8 * scale:.1f}">'
    for place in ranked[: 20 * _LABELLED]:
        title = vault.records[place].title
        shown = title if len(title) <= _NAME else title[: _NAME - 1].rstrip() + "…"
        x, y = layout.notes[place]
        y -= 7 * scale
        half, disc = len(shown) * 2.3 * scale, layout.group[place]
        near = any(
            abs(y - beside_y) < 13 * scale and abs(x - beside) < half + other for beside, beside_y, other in taken
        )
        if near or len(vault.into[place]) < 3 or named[disc] == _IN_DISC:
            continue
        taken.append((x, y, half))
        named[disc] += 1
        yield f'<text x="{x:.1f}" y="{y:.1f}">{markup(shown)}</text>'
        if sum(named.values()) == _LABELLED:
            break
    yield "</g>"


def trend_svg(points: Sequence[TrendPoint], values: Sequence[int], name: str) -> str:
    """Return how a figure came to be what it is, as a small chart from its lowest to its highest value."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    width, height = 240.0, 56.0
    step = width / (len(values) - 1)
    places = [(at * step, height - 4 - (value - low) / span * (height - 8)) for at, value in enumerate(values)]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    told = f"{name}: {values[0]:,} in the week of {points[0].day}, {values[-1]:,} in that of {points[-1].day}"
    return (
        f'<svg class="trend" viewBox="0 0 {width:.0f} {height:.0f}" preserveAspectRatio="none" role="img" '
        f'aria-label="{html(told)}"><path class="area" d="M0 {height:.1f}L{line}L{width:.1f} {height:.1f}Z"/>'
        f'<path class="line" d="M{line}"/></svg>'
    )
