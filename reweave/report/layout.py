"""Where everything in the picture of a graph is: communities as discs, the notes of each within its disc."""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

from reweave.report.communities import communities
from reweave.vault.vault import Vault

_NOTE = 7.0
"""How much room a note takes: the radius of a disc grows with the square root of its notes."""
_SMALLEST = 26.0
_GAP = 26.0
_LETTER = 3.3
"""Half of what a letter of a folder's name takes, which is written above its disc, and the longest such name."""
_LONGEST = 20
_INNER = 0.82
"""The part of a disc's radius that linked notes take; those without a link in it are on a ring outside of them."""
_ROUNDS = 400
_LOOSENING = 40


@dataclass(frozen=True, slots=True)
class Disc:
    """A community: its folder, its centre, its radius, and how many notes it has."""

    folder: str
    x: float
    y: float
    radius: float
    notes: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """The edges between two communities, by their places: how many of each type (`None`: links)."""

    ends: tuple[int, int]
    types: Mapping[str | None, int]

    @property
    def count(self) -> int:
        """How many edges these are."""
        return sum(self.types.values())


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture: discs, the disc and the place (x, y) of each note, the edges within discs, bundles of the others."""

    discs: tuple[Disc, ...]
    group: tuple[int, ...]
    notes: tuple[tuple[float, float], ...]
    inner: tuple[tuple[int, int, str | None], ...]
    bundles: tuple[Bundle, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The left, top, width and height of everything."""
        left = min((one.x - one.radius for one in self.discs), default=0.0)
        top = min((one.y - one.radius for one in self.discs), default=0.0)
        right = max((one.x + one.radius for one in self.discs), default=1.0)
        bottom = max((one.y + one.radius for one in self.discs), default=1.0)
        return left, top, right - left, bottom - top


def lay_out(vault: Vault) -> Layout:
    """Return the layout of a vault's graph; the same vault has the same one."""
    igraph.set_random_number_generator(random.Random(0))
    names = communities([record.path for record in vault.records])
    folders = sorted(set(names))
    member = {folder: number for number, folder in enumerate(folders)}
    group = [member[name] for name in names]
    places: list[list[int]] = [[] for _ in folders]
    for place, number in enumerate(group):
        places[number].append(place)
    inner, between = _edges(vault, group)
    radii = [max(_SMALLEST, _NOTE * math.sqrt(len(own))) for own in places]
    room = [
        max(radius, _LETTER * min(len(folder.rpartition("/")[2]) + 4, _LONGEST))
        for folder, radius in zip(folders, radii, strict=True)
    ]
    centres = _discs(room, between)
    notes: list[tuple[float, float]] = [(0.0, 0.0)] * len(vault)
    for own, (x, y), radius in zip(places, centres, radii, strict=True):
        for place, (dx, dy) in zip(own, _within(own, inner), strict=True):
            notes[place] = x + dx * radius, y + dy * radius
    discs = tuple(
        Disc(folder, x, y, radius, len(own))
        for folder, (x, y), radius, own in zip(folders, centres, radii, places, strict=True)
    )
    bundles = tuple(Bundle(ends, types) for ends, types in sorted(between.items(), key=lambda one: one[0]))
    return Layout(discs, tuple(group), tuple(notes), tuple(inner), bundles)


def _edges(
    vault: Vault, group: Sequence[int]
) -> tuple[list[tuple[int, int, str | None]], dict[tuple[int, int], Counter[str | None]]]:
    """Return the edges within communities, and the counts of those between them; of parallel ones a typed one."""
    pairs: dict[tuple[int, int], str | None] = {}
    for edge in vault.edges:
        pair = min(edge.source, edge.target), max(edge.source, edge.target)
        pairs[pair] = pairs.get(pair) or edge.type
    inner: list[tuple[int, int, str | None]] = []
    between: dict[tuple[int, int], Counter[str | None]] = {}
    for (one, other), kind in pairs.items():
        if group[one] == group[other]:
            inner.append((one, other, kind))
        else:
            ends = min(group[one], group[other]), max(group[one], group[other])
            between.setdefault(ends, Counter())[kind] += 1
    return inner, between


def _within(own: Sequence[int], inner: Sequence[tuple[int, int, str | None]]) -> list[tuple[float, float]]:
    """Return the places of the notes of a community in a disc of radius 1."""
    number = {place: at for at, place in enumerate(own)}
    links = [(number[one], number[other]) for one, other, _ in inner if one in number]
    linked = sorted({end for link in links for end in link})
    found: list[tuple[float, float]] = [(0.0, 0.0)] * len(own)
    position = {at: place for place, at in enumerate(linked)}
    inside = min(max(math.sqrt(len(linked) / len(own)), 0.3), 1.0) if linked else 0.0
    if linked:
        graph = igraph.Graph(len(linked), [(position[one], position[other]) for one, other in links])
        spread = _spread(graph.layout_fruchterman_reingold(niter=500).coords)
        for at, (x, y) in zip(linked, _loosened(spread, 1.5 / math.sqrt(len(linked))), strict=True):
            found[at] = x * inside, y * inside
    alone = [at for at in range(len(own)) if at not in position]
    for at, point in zip(alone, _ring(len(alone), min(_INNER * inside + 0.08, 0.92) if linked else 0.0), strict=True):
        found[at] = point
    return found


def _spread(points: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Return points moved into a disc, the crowded middle pulled apart: by rank of their distance from the centre."""
    count = len(points)
    x, y = (sum(point[axis] for point in points) / count for axis in (0, 1))
    moved = [(point[0] - x, point[1] - y) for point in points]
    order = sorted(range(count), key=lambda at: math.hypot(*moved[at]))
    found: list[tuple[float, float]] = [(0.0, 0.0)] * count
    farthest = math.hypot(*moved[order[-1]]) or 1.0
    for rank, at in enumerate(order):
        distance = math.hypot(*moved[at])
        even = math.sqrt((rank + 0.5) / count)
        wanted = _INNER * (0.35 * distance / farthest + 0.65 * even)
        angle = math.atan2(moved[at][1], moved[at][0])
        found[at] = wanted * math.cos(angle), wanted * math.sin(angle)
    return found


def _loosened(points: Sequence[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """Return points pushed apart where two are nearer than `apart`, within the disc; a grid tells which are near."""
    found = [[x, y] for x, y in points]
    for _ in range(_LOOSENING):
        cells: dict[tuple[int, int], list[int]] = {}
        for at, (x, y) in enumerate(found):
            cells.setdefault((int(x // apart), int(y // apart)), []).append(at)
        for (column, row), own in cells.items():
            near = [at for dx in (0, 1) for dy in (-1, 0, 1) for at in cells.get((column + dx, row + dy), ())]
            for one in own:
                for other in near:
                    if one != other:
                        _push(found[one], found[other], apart)
        for point in found:
            distance = math.hypot(*point)
            if distance > _INNER:
                point[0] *= _INNER / distance
                point[1] *= _INNER / distance
    return [(x, y) for x, y in found]


def _push(one: list[float], other: list[float], apart: float) -> None:
    dx, dy = one[0] - other[0], one[1] - other[1]
    distance = math.hypot(dx, dy)
    if distance >= apart:
        return
    dx, dy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
    move = (apart - distance) / 4
    one[0] += dx * move
    one[1] += dy * move
    other[0] -= dx * move
    other[1] -= dy * move


def _ring(count: int, first: float) -> list[tuple[float, float]]:
    """Return places on a ring from `first` to the rim; from the centre on they fill the disc like seeds of a flower."""
    golden = math.pi * (3 - math.sqrt(5))
    found = []
    for at in range(count):
        share = (at + 0.5) / max(count, 1)
        distance = math.sqrt(first**2 + (0.96**2 - first**2) * share) if first < 0.9 else 0.93
        found.append((distance * math.cos(at * golden), distance * math.sin(at * golden)))
    return found


def _discs(radii: Sequence[float], between: Mapping[tuple[int, int], Counter[str | None]]) -> list[tuple[float, float]]:
    """Return the centres of the discs: what is joined much is near, and none overlap."""
    if len(radii) < 2:
        return [(0.0, 0.0)] * len(radii)
    ends = list(between)
    weights = [1.0 + math.log(1 + sum(between[pair].values())) for pair in ends]
    graph = igraph.Graph(len(radii), ends)
    layout = graph.layout_fruchterman_reingold(weights=weights if ends else None, niter=1000)
    size = sum(radii) / math.sqrt(len(radii)) / 2
    reach = max((max(abs(point[0]), abs(point[1])) for point in layout.coords), default=1.0) or 1.0
    points = [[point[0] / reach * size * 2.2, point[1] / reach * size] for point in layout.coords]
    for turn in range(_ROUNDS):
        _apart(points, radii)
        if turn < _ROUNDS * 3 // 4:
            for point in points:  # together again, so that the picture has no holes
                point[0] *= 0.995
                point[1] *= 0.985
    return [(point[0], point[1]) for point in points]


def _apart(points: list[list[float]], radii: Sequence[float]) -> None:
    """Push overlapping discs apart, each by half of what they overlap."""
    for one in range(len(points)):
        for other in range(one):
            dx, dy = points[one][0] - points[other][0], points[one][1] - points[other][1]
            distance = math.hypot(dx, dy) or 0.01
            lacking = radii[one] + radii[other] + _GAP - distance
            if lacking > 0:
                dx, dy = (dx / distance, dy / distance) if distance > 0.01 else (1.0, 0.1 * one)
                points[one][0] += dx * lacking / 2
                points[one][1] += dy * lacking / 2
                points[other][0] -= dx * lacking / 2
                points[other][1] -= dy * lacking / 2
