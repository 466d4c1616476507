"""What an editor shows about the name under the pointer: the note that it means, and the edge that it is part of."""

import re

from reweave.lsp.document import Document
from reweave.lsp.names import WrittenName
from reweave.note.provenance import Provenance
from reweave.text import count_of, few
from reweave.vault.edges import FieldRole, provenance_role
from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
_LONGEST = 500


def hover_text(document: Document, vault: Vault, found: WrittenName) -> str:
    """Return Markdown about a name: its note, its edge, when reweave wrote it, and the words that state it."""
    if len(found.targets) > 1:
        return f"{_escaped(found.name)} may mean {count_of(len(found.targets), 'note')}: " + _escaped(
            few([vault.records[place].path for place in found.targets], 5)
        )
    if not found.targets:
        return f"No note has the name {_escaped(found.name)}"
    target = found.targets[0]
    record = vault.records[target]
    parts = [f"**{_escaped(record.title)}**  \n`{record.path.replace('`', '')}`"]
    if record.description:
        parts.append(_escaped(record.description))
    own = vault.by_path.get(document.path)
    role = vault.role(found.field)
    said = found.provenance
    if said is not None:
        role = provenance_role(said.type, {one.field: one for one in _roles(vault)})
    elif role is not None and own is not None:
        said = _provenance(vault, own, target, role)
    if role is not None:
        parts.append(_edge(role))
    if said is not None:
        parts.append(f"Written by reweave on {said.date.isoformat()}")
    if own is not None and role is not None:
        ends = (target, own) if role.inverse else (own, target)
        stated = type_edges(vault, [ends], derived=False)[0]
        if stated.type == role.type.name and stated.quote:
            parts.append(f"Stated in {_escaped(stated.path or '')}, line {stated.line}:\n\n> {_escaped(stated.quote)}")
    return "\n\n".join(parts)


def _roles(vault: Vault) -> list[FieldRole]:
    names = [name for one in vault.config.types for name in (one.field, one.inverse) if name]
    return [role for name in names if (role := vault.role(name)) is not None]


def _provenance(vault: Vault, own: int, target: int, role: FieldRole) -> Provenance | None:
    """Return the entry of `reweave_edges` about an edge in a typed list."""
    for one in vault.provenance[own]:
        if one.targets == (target,) and one.parsed is not None and one.parsed.type == role.provenance_type:
            return one.parsed
    return None


def _edge(role: FieldRole) -> str:
    if role.type.symmetric:
        return f"Edge: **{role.type.name}**, in both directions"
    return f"Edge: **{role.type.name}**, from " + ("that note to this one" if role.inverse else "this note to that one")


def _escaped(text: str) -> str:
    """Return a text of a note as Markdown that shows it and nothing else."""
    line = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
