"""The YAML readers of Python, as `tests.other_languages` has those of other languages."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import ruamel.yaml
import yaml

from tests.other_languages import NO_YAML, Reader

EXTRAS = ("ryaml", "yaml_rs")
"""Readers that the extra `readers` installs."""
_DEEPEST = 100


def python_readers() -> dict[str, Reader]:
    """Return the readers by their names; those of `EXTRAS` only where they are installed."""
    known = {
        "PyYAML": _each(lambda text: yaml.load(text, yaml.SafeLoader)),
        "libyaml": _each(lambda text: yaml.load(text, yaml.CSafeLoader)),
        "ruamel.yaml 1.2": _each(_ruamel("1.2")),
        "ruamel.yaml 1.1": _each(_ruamel("1.1")),
        "ruamel.yaml.clib": _each(lambda text: ruamel.yaml.YAML(typ="safe").load(text)),
        "py-yaml12": _each(import_module("yaml12").parse_yaml),
    }
    for name in EXTRAS:
        try:
            known[name] = _each(import_module(name).loads)
        except ImportError:
            continue
    return known


def _each(load: Callable[[str], Any]) -> Reader:
    def read(documents: list[str]) -> list[Any]:
        answers = []
        for document in documents:
            try:
                answers.append(_plain(load(document)))
            except Exception:  # every reader has its own
                answers.append(NO_YAML)
        return answers

    return read


def _ruamel(version: str) -> Callable[[str], Any]:
    def load(text: str) -> Any:
        reader = ruamel.yaml.YAML(typ="safe", pure=True)
        reader.version = version
        return reader.load(text)

    return load


def _plain(value: Any, above: tuple[int, ...] = ()) -> Any:
    """Return a value in lists and dictionaries alone; `above` are the containers that it is in."""
    if len(above) > _DEEPEST:
        return {"is": "too deep"}
    if type(value) is str:
        return value
    if id(value) in above:  # an alias of what holds it
        return {"is": "itself", "up": len(above) - above.index(id(value))}
    inside = (*above, id(value))
    if isinstance(value, list | tuple):
        return [_plain(item, inside) for item in value]
    if isinstance(value, dict):
        return {"pairs": [[_plain(key, inside), _plain(item, inside)] for key, item in value.items()]}
    if type(value).__name__ == "Yaml":  # a node with a tag, or a key that is a collection, of py-yaml12
        return {"is": f"Yaml {value.tag}", "text": _plain(value.value, inside)}
    return {"is": type(value).__name__, "text": repr(value)}
