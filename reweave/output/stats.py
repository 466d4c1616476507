"""The health of a vault's graph, as lines for people and as JSON for programs."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reweave import __version__
from reweave.output.document import document
from reweave.output.graph.text import node_id
from reweave.output.paths import path_fields
from reweave.text import escape
from reweave.vault.edges import DisagreementKind, Origin
from reweave.vault.health import Health
from reweave.vault.vault import Vault

if TYPE_CHECKING:
    from reweave.schemas import stats as answer

_LINK = "links"
_SHOWN = 5
_ORIGINS = {
    Origin.FIELD: "typed field",
    Origin.PROVENANCE: "written by reweave",
    Origin.OTHER: "other field",
    Origin.BODY: "body link",
}
_FAULTS = {
    DisagreementKind.MALFORMED: "cannot be read",
    DisagreementKind.UNKNOWN_TYPE: "of a type that the configuration does not know",
    DisagreementKind.REPEATED: "occur twice",
    DisagreementKind.NOT_IN_FIELD: "not in the typed field",
    DisagreementKind.OTHER_TYPE: "in the field of another type",
}


def stats_lines(vault: Vault, health: Health) -> Iterator[str]:
    """Yield the figures, one subject a line, with the most frequent names below those that need a person."""
    parts = [f"{health.participants:,} participating"]
    parts += [
        f"{count:,} {word}" for count, word in ((health.retired, "retired"), (health.unreadable, "unreadable")) if count
    ]
    yield f"notes          {health.notes:,} ({', '.join(parts)})"
    yield f"edges          {health.edges.total():,} between participating notes"
    names = [*(one.name for one in vault.config.types), None]
    for name in names:
        by_origin = [(words, health.edges[name, origin]) for origin, words in _ORIGINS.items()]
        detail = ", ".join(f"{count:,} {words}" for words, count in by_origin if count)
        total = sum(count for _, count in by_origin)
        yield f"  {escape(name or _LINK):12} {total:,}{f' ({detail})' if detail else ''}"
    orphans = f"{len(health.orphans):,} not named by any participating note"
    yield f"orphans        {orphans}, {len(health.isolated):,} of them name no note either"
    largest = max(health.components, default=0)
    yield f"components     {len(health.components):,}, the largest of {largest:,} notes"
    yield f"same title     {len(health.shared_titles):,} titles shared by several participating notes"
    yield from _names("ambiguous", "means several notes", health.ambiguous)
    yield from _names("unresolved", "means no note", health.unresolved)
    yield f"dangling       {len(health.dangling):,} entries of typed fields and provenance that name no note"
    for field, count in sorted(Counter(one.field for one in health.dangling).items()):
        renamed = sum(1 for one in health.dangling if one.field == field and one.probably is not None)
        yield f"  {escape(field):12} {count:,}{f' ({renamed:,} probably renamed)' if renamed else ''}"
    yield f"disagreements  {len(health.disagreements):,} entries of reweave_edges that the typed fields contradict"
    for fault, count in Counter(one.kind for one in health.disagreements).items():
        yield f"  {count:,} {_FAULTS[fault]}"


def _names(word: str, meaning: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{word:14} {counts.total():,} times a name {meaning} ({len(counts):,} names)"
    for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]:
        shown = name if len(name) <= 90 else name[:89] + "…"
        yield f"  {count:5,}  {escape(shown)}"


def stats_json(vault: Vault, health: Health, *, root: str) -> str:
    """Return the figures, with the notes and names that they count, as one JSON document in ASCII."""

    def path(place: int) -> str:
        return node_id(vault.records[place].path)

    def probably(place: int | None) -> str | None:
        return None if place is None else path(place)

    by_type: Counter[str] = Counter({one.name: 0 for one in vault.config.types})
    by_origin: Counter[str] = Counter({origin.value: 0 for origin in Origin})
    for (name, origin), count in health.edges.items():
        by_type[name or _LINK] += count
        by_origin[origin.value] += count
    whole: answer.Stats = {
        "tool": {"name": "reweave", "version": __version__},
        "root": path_fields(root),
        "notes": {
            "read": health.notes,
            "taking_part": health.participants,
            "retired": health.retired,
            "unreadable": health.unreadable,
        },
        "edges": {"total": health.edges.total(), "by_type": dict(by_type), "by_origin": dict(by_origin)},
        "orphans": [path(place) for place in health.orphans],
        "isolated": [path(place) for place in health.isolated],
        "components": health.components,
        "same_title": [[path(place) for place in group] for group in health.shared_titles],
        "ambiguous": [
            {"name": name, "times": times, "means": [path(place) for place in health.meanings[name]]}
            for name, times in sorted(health.ambiguous.items())
        ],
        "unresolved": [
            {"name": name, "times": times, "probably": probably(health.probably.get(name))}
            for name, times in sorted(health.unresolved.items())
        ],
        "dangling": [
            {
                "path": path(one.holder),
                "field": one.field,
                "entry": one.entry,
                "probably": probably(one.probably),
            }
            for one in health.dangling
        ],
        "disagreements": [
            {"path": path(one.holder), "entry": one.entry, "fault": one.kind} for one in health.disagreements
        ],
    }
    return document("stats", whole)
