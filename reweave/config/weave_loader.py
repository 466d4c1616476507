"""Reading and checking `[weave]`."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from reweave.config.checker import Checker
from reweave.config.dense import read_dense
from reweave.config.text_index import INDEX_KEYS, read_text_index
from reweave.config.user import user_file
from reweave.config.weave import EdgeType, WeaveConfig
from reweave.errors import ReweaveError
from reweave.files.globs import Globs
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.text import quoted

_OWN_CHECK = ("types", "participants", "dense", *INDEX_KEYS)


def read_weave(checker: Checker, value: object) -> WeaveConfig:
    """Check the table `[weave]`.

    Raises:
        ReweaveError: an invalid key or value, or two types that share a name or a field.
    """
    table = checker.table(value, "weave")
    _refuse_users_keys(checker, table)
    checker.names(table, _keys(), "[weave]", "key")
    options = checker.options(WeaveConfig, {key: item for key, item in table.items() if key not in _OWN_CHECK}, "weave")
    try:
        Globs(options.get("exclude", ()))
    except ReweaveError as error:
        raise checker.error(error.message, "weave.exclude", error.suggestion) from error
    if not 0 <= options.get("per_folder", 0) <= 100:
        raise checker.invalid("weave.per-folder", table["per-folder"], "a percentage from 0 to 100")
    if "types" in table:
        options["types"] = _types(checker, table["types"])
    if "participants" in table:
        options["participants"] = _participants(checker, table["participants"])
    if "dense" in table:
        options["dense"] = read_dense(checker, table["dense"])
    options["text_index"] = read_text_index(checker, {key: item for key, item in table.items() if key in INDEX_KEYS})
    return WeaveConfig(**options)


def _refuse_users_keys(checker: Checker, table: dict[str, Any]) -> None:
    """Refuse what is the user's to say: where the notes of a vault, and which of the user's secrets, are sent."""
    moved = {}
    if isinstance(table.get("judge"), dict):
        moved["judge"] = "[judges.NAME]"
    if "judges" in table:
        named = table["judges"] if isinstance(table["judges"], dict) else {}
        moved["judges"] = f"[judges.{next(iter(named), 'NAME')}]"
    if "index-api-key-env" in table:
        moved["index-api-key-env"] = "[index] key-env"
    for key, new in moved.items():
        hint = f"move it to {new} in your own configuration, {user_file() or '~/.config/reweave/config.toml'}"
        raise checker.error(f"weave.{key} is not read from a vault", f"weave.{key}", hint)


def _keys() -> list[str]:
    own = [name.replace("_", "-") for name in WeaveConfig._fields if name != "text_index"]
    return [*own, *INDEX_KEYS]


def _types(checker: Checker, value: object) -> tuple[EdgeType, ...]:
    tables = checker.array_of_tables(value, "weave.types")
    if not tables:
        raise checker.error("weave.types is empty", "weave.types", "leave it out for the four default types")
    types = tuple(_type(checker, table) for table in tables)
    _check_unique(checker, [edge_type.name for edge_type in types], "name")
    _check_unique(
        checker, [field for edge_type in types for field in (edge_type.field, edge_type.inverse) if field], "field"
    )
    return types


def _type(checker: Checker, table: dict[str, Any]) -> EdgeType:
    options = checker.options(EdgeType, table, "weave.types")
    for key in ("name", "field"):
        if not options.get(key):
            raise checker.error(f"[[weave.types]] needs a {key}", "weave.types", f'for example {key} = "supports"')
    for key in ("name", "field", "inverse"):
        text = options.get(key, "")
        if text != text.strip() or "|" in text or "\n" in text:
            raise checker.invalid(f"weave.types.{key}", text, "text without '|', line breaks and surrounding spaces")
    for key in ("field", "inverse"):
        if options.get(key) == PROVENANCE_FIELD:
            message = f"weave.types.{key} cannot be {quoted(PROVENANCE_FIELD)}"
            raise checker.error(message, key, "reweave maintains that list itself")
    edge_type = EdgeType(**options)
    if edge_type.symmetric and edge_type.inverse:
        message = f"edge type {quoted(edge_type.name)} is symmetric and has an inverse field"
        raise checker.error(message, "inverse", "remove one of the two")
    return edge_type


def _check_unique(checker: Checker, words: Iterable[str], what: str) -> None:
    for word, count in Counter(words).items():
        if count > 1:
            raise checker.error(f"two edge types share the {what} {quoted(word)}", word, f"each needs its own {what}")


def _participants(checker: Checker, value: object) -> dict[str, tuple[str, ...]]:
    table = checker.table(value, "weave.participants")
    return {
        field: (wanted,)
        if isinstance(wanted, str)
        else checker.value(tuple[str, ...], wanted, f"weave.participants.{field}")
        for field, wanted in table.items()
    }
