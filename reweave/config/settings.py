"""All settings in force, and which of them the configuration file sets."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reweave.config.model import Config
from reweave.rules.registry import all_rules

_LISTS = ("extensions", "include", "exclude", "default-exclude", "program-folders", "select", "extend-select", "ignore")
_TABLES = ("run", "code", "limits", "weave", "merge")


class Setting(NamedTuple):
    """A setting by its dotted key; `value` is plain data (`None`: no value), `is_set` says that the file has it.

    `found_in` is the file of another program that says so.
    """

    key: str
    value: Any
    is_set: bool
    found_in: str | None = None


def settings_of(config: Config) -> Iterator[Setting]:
    """Yield the settings of a vault; options of rules for those that are in use where no override holds."""
    yield _setting(config, "required-version", config.tables.get("required-version"))
    for key in _LISTS:
        value = getattr(config, key.replace("-", "_"))
        if key == "select" and value is None:
            value = [name for name, rule in all_rules().items() if rule.default]
        yield _setting(config, key, value)
        if key == "program-folders":
            yield from (Setting("exclude", [one.pattern], False, one.source) for one in config.found_folders)
    for name, schema in config.rules.get("schema", {}).get("schemas", {}).items():
        yield Setting(f"schema.{name}", _plain(schema), True)
    for rule in config.rules_for(""):
        if rule.name == "schema":
            continue
        for name, option in rule.options._asdict().items():
            yield _setting(config, f"rules.{rule.name}.{_key(name)}", option)
    for place, override in enumerate(config.tables.get("overrides", [])):
        yield Setting(f"overrides[{place}]", _plain(override), True)
    for table in _TABLES:
        for name, value in getattr(config, table)._asdict().items():
            if (table, name) == ("weave", "text_index"):
                for own, part in value._asdict().items():
                    yield _setting(config, f"weave.index-{_key(own)}", part)
            elif (table, name) != ("merge", "edges"):
                yield _setting(config, f"{table}.{_key(name)}", value)


def _setting(config: Config, key: str, value: Any) -> Setting:
    table: Any = config.tables
    for part in key.split("."):
        table = table.get(part) if isinstance(table, Mapping) else None
    return Setting(key, _plain(value), table is not None)


def _key(name: str) -> str:
    return name.replace("_", "-")


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {_key(name): _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value
