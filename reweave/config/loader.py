"""Reading and checking a vault's configuration file."""

from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

from reweave.config.checker import Checker
from reweave.config.locate import read_config
from reweave.config.merge import read_merge
from reweave.config.model import CodeConfig, Config, Override, RunConfig
from reweave.config.required_version import KEY as REQUIRED
from reweave.config.required_version import check_version
from reweave.config.tables import read_tables
from reweave.config.weave_loader import read_weave
from reweave.errors import ReweaveError
from reweave.files.globs import Globs
from reweave.git.branch_name import branch_ref
from reweave.git.commit_fields import parse_author, parse_trailer
from reweave.note.limits import Limits
from reweave.rules.registry import rule_named, rule_names
from reweave.text import quoted

_SIMPLE = ("extensions", "include", "exclude", "default-exclude", "select", "extend-select", "ignore")
KEYS = (
    *_SIMPLE,
    REQUIRED,
    "program-folders",
    "rules",
    "schema",
    "overrides",
    "limits",
    "run",
    "code",
    "weave",
    "merge",
)
_OVERRIDE_KEYS = ("paths", "select", "extend-select", "ignore", "rules")


def load_config(file: Path) -> Config:
    """Read and check a configuration file.

    Raises:
        ReweaveError: it cannot be read, is not TOML, or has an invalid key or value.
    """
    return parse_config(read_config(str(file)), str(file), file)


def parse_config(source: bytes, name: str, file: Path | None = None) -> Config:
    """Check the bytes of a configuration file called `name` (a file of a commit has no path on disk).

    Raises:
        ReweaveError: it is not TOML, or has an invalid key or value.
    """
    checker, data = read_tables(source, name)
    return _config(checker, data, file)


def _config(checker: Checker, data: dict[str, Any], file: Path | None) -> Config:
    if REQUIRED in data:  # first: another version may have other keys
        check_version(checker, data[REQUIRED])
    checker.names(data, KEYS, "the configuration", "key")
    simple = {key.replace("-", "_"): checker.value(tuple[str, ...], data[key], key) for key in _SIMPLE if key in data}
    _check_rule_names(checker, simple, "")
    for extension in simple.get("extensions", ()):
        if not extension.startswith(".") or "/" in extension:
            raise checker.invalid("extensions", extension, "an extension such as '.md'")
    for key in ("include", "exclude", "default-exclude"):
        _globs(checker, simple.get(key.replace("-", "_"), ()), key)
    tables = checker.array_of_tables(data.get("overrides", []), "overrides")
    weave = read_weave(checker, data.get("weave", {}))
    return Config(
        file=file,
        tables=data,
        **simple,
        program_folders=checker.value(bool, data.get("program-folders", True), "program-folders"),
        rules={**_rule_tables(checker, data.get("rules", {}), "rules"), **_schemas(checker, data.get("schema", {}))},
        overrides=tuple(_override(checker, table) for table in tables),
        limits=Limits(**checker.options(Limits, checker.table(data.get("limits", {}), "limits"), "limits")),
        code=_code(checker, checker.table(data.get("code", {}), "code")),
        run=_run(checker, checker.table(data.get("run", {}), "run")),
        weave=weave,
        merge=read_merge(checker, data.get("merge", {}), weave.types),
    )


def _schemas(checker: Checker, value: object) -> dict[str, dict[str, Any]]:
    """Return the options of the rule `schema`, whose tables are at the top for the sake of their length."""
    tables = {name: checker.table(table, f"schema.{name}") for name, table in checker.table(value, "schema").items()}
    if not tables:
        return {}
    from reweave.rules.schema import Schema, SchemaOptions

    for name, table in tables.items():
        try:
            Schema(SchemaOptions({name: table}))
        except ValueError as error:
            raise checker.error(f"not a JSON Schema: {error}", f"schema.{name}") from error
        except ModuleNotFoundError as error:
            from reweave.distribution import extra

            message = f"needs {quoted(error.name or 'jsonschema_rs')}, which is not installed"
            raise checker.error(message, f"schema.{name}", extra("schema")) from error
    return {"schema": {"schemas": tables}}


def _run(checker: Checker, table: dict[str, Any]) -> RunConfig:
    config = RunConfig(**checker.options(RunConfig, table, "run"))
    if config.max_minutes is not None and config.max_minutes <= 0:
        raise checker.invalid("run.max-minutes", table["max-minutes"], "more than 0 minutes")
    _check_commits(checker, config)
    return config


def _check_commits(checker: Checker, config: RunConfig) -> None:
    """Check what the commits of a run need, so that no night fails because of it."""
    checks: list[tuple[str, str, Callable[[str], object]]] = [("branch", config.branch, branch_ref)]
    checks += [("author", config.author, parse_author)] if config.author else []
    checks += [("trailers", trailer, parse_trailer) for trailer in config.trailers]
    for key, value, check in checks:
        try:
            check(value)
        except ReweaveError as error:
            raise checker.error(error.message, f"run.{key}", error.suggestion) from error


def _override(checker: Checker, table: dict[str, Any]) -> Override:
    checker.names(table, _OVERRIDE_KEYS, "[[overrides]]", "key")
    if "paths" not in table:
        raise checker.error("[[overrides]] needs paths", "overrides", 'for example paths = ["inbox/**"]')
    lists = {
        key.replace("-", "_"): checker.value(tuple[str, ...], value, f"overrides.{key}")
        for key, value in table.items()
        if key != "rules"
    }
    _check_rule_names(checker, lists, "overrides.")
    paths = _globs(checker, lists.pop("paths"), "overrides.paths")
    return Override(paths, **lists, rules=_rule_tables(checker, table.get("rules", {}), "overrides.rules"))


def _code(checker: Checker, table: dict[str, Any]) -> CodeConfig:
    config = CodeConfig(**checker.options(CodeConfig, table, "code"))
    _globs(checker, config.exclude, "code.exclude")
    if not is_module(config.functions):
        raise checker.invalid("code.functions", config.functions, "import, vendored or a module such as 'scripts.fm'")
    return config


def is_module(name: str) -> bool:
    """Return whether a name may be a module's, as an import statement has it; dots in front make it relative."""
    return all(part.isidentifier() and not iskeyword(part) for part in name.lstrip(".").split(".")) or name == "import"


def _globs(checker: Checker, patterns: tuple[str, ...], key: str) -> Globs:
    try:
        return Globs(patterns)
    except ReweaveError as error:
        raise checker.error(error.message, key, error.suggestion) from error


def _check_rule_names(checker: Checker, lists: dict[str, Any], where: str) -> None:
    for key in ("select", "extend_select", "ignore"):
        if key in lists:
            checker.names(lists[key], rule_names(), where + key.replace("_", "-"), "rule")


def _rule_tables(checker: Checker, value: object, key: str) -> dict[str, dict[str, Any]]:
    tables = checker.table(value, key)
    if not tables:
        return {}
    checker.names(tables, rule_names(), f"[{key}]", "rule")
    if tables.get("schema"):
        raise checker.error("the rule schema has no options here", f"{key}.schema", "use [schema.TYPE]")
    return {
        name: checker.options(rule_named(name).options_type, checker.table(table, f"{key}.{name}"), f"{key}.{name}")
        for name, table in tables.items()
    }
