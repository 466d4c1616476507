"""Frontmatter that does not match the JSON Schema of its type."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from reweave.note.block import Form
from reweave.note.changeset import ChangeKind
from reweave.note.note import Note
from reweave.note.tree import Mapping as MappingNode
from reweave.note.tree import Scalar
from reweave.rules.base import Example, Proposal, Rule, Safety
from reweave.rules.shared.json_values import TooManyValuesError, json_value, node_at

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

ALL = "*"
"""The name of the schema for all notes."""
_LONGEST = 200

_CLAIM = {
    "required": ["source"],
    "properties": {"status": {"enum": ["draft", "done"]}, "created": {"format": "date"}},
}


class SchemaOptions(NamedTuple):
    """`schemas`: JSON Schemas by the `type` of the notes that they are for; the tables `[schema.TYPE]` set it."""

    schemas: Mapping[str, dict[str, Any]] = MappingProxyType({})


class Schema(Rule):
    """Check frontmatter with a JSON Schema.

    A table `[schema.claim]` of the configuration holds the schema for notes of `type: claim`, and `[schema."*"]` one
    for all notes: the keywords of JSON Schema 2020-12, written as TOML. Values are those of YAML 1.2; a date is text,
    for which `format = "date"` is meant. A schema refers to nothing outside itself. Without such tables nothing is
    found.
    """

    name = "schema"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    options_type = SchemaOptions
    options: SchemaOptions
    examples = (
        Example(
            "A claim without a source, of a status that is not one of two",
            "---\ntype: claim\nstatus: maybe\n---\n",
            "---\ntype: claim\nstatus: maybe\n---\n",
            {"schemas": {"claim": _CLAIM}},
        ),
        Example(
            "A claim as it should be",
            "---\ntype: claim\nsource: a book\ncreated: 2026-03-28\n---\n",
            "---\ntype: claim\nsource: a book\ncreated: 2026-03-28\n---\n",
            {"schemas": {"claim": _CLAIM}},
        ),
    )

    def __init__(self, options: SchemaOptions | None = None) -> None:
        """Make the rule.

        Raises:
            ModuleNotFoundError: there are schemas, and the library for them is not installed.
            ValueError: one of them is no JSON Schema, or refers to another document; the text says why.
        """
        super().__init__(options)
        self._validators = {name: _validator(schema) for name, schema in self.options.schemas.items()}

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each value, or missing value, that a schema does not allow."""
        if note.block.form is not Form.YAML or not self._validators:
            return
        try:
            value = json_value(note) or {}
        except TooManyValuesError:
            yield Proposal(self.name, 0, "too many values to check them with a schema")
            return
        own = value.get("type") if isinstance(value, dict) else None
        chosen = [self._validators[name] for name in (ALL, own) if isinstance(name, str) and name in self._validators]
        errors = [error for validator in chosen for error in validator.iter_errors(value)]
        found = [(_offset(note, error), _message(error.message, error.instance_path)) for error in errors]
        for offset, message in sorted(found):
            yield Proposal(self.name, offset, message)


def _offset(note: Note, error: "ValidationError") -> int:
    """Return where a value is, or the first key of it that should not be there."""
    from jsonschema_rs import ValidationErrorKind

    node = node_at(note, error.instance_path)
    if isinstance(error.kind, ValidationErrorKind.AdditionalProperties) and isinstance(node, MappingNode):
        unexpected = error.kind.unexpected
        keys = (key for key, _ in node.pairs if isinstance(key, Scalar) and key.value in unexpected)
        node = next(keys, node)
    return node.start if node is not None else 0


def _validator(schema: dict[str, Any]) -> "Validator":
    from jsonschema_rs import Draft202012Validator, RegexOptions, ValidationError

    try:
        return Draft202012Validator(
            schema,
            validate_formats=True,
            retriever=_refuse,
            pattern_options=RegexOptions(),
            ignore_unknown_formats=True,
        )
    except ValidationError as error:
        raise ValueError(error.message) from error


def _refuse(uri: str) -> Any:
    raise ValueError("a schema refers to nothing outside itself")


def _message(text: str, path: list[str | int]) -> str:
    line = " ".join(text.split())
    shown = line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."
    return f"{'.'.join(map(str, path))}: {shown}" if path else shown
