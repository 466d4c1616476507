"""The schemas in the package are those that `scripts/schemas` writes."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict

import grimp
import pytest

from reweave.output.document import schema_names, schema_text
from reweave.schemas import Commit, Count

SCRIPT = Path(__file__).parents[2] / "scripts" / "schemas"


def loaded() -> ModuleType:
    loader = SourceFileLoader("schemas_script", str(SCRIPT))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


GENERATOR: Any = loaded()
WRITTEN = dict(GENERATOR.schemas())


def test_every_schema_is_generated() -> None:
    assert sorted(WRITTEN) == schema_names()


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_schema_is_as_its_types_say(name: str) -> None:
    assert schema_text(name) == WRITTEN[name], "run scripts/schemas"


class Inner(TypedDict):
    """A part."""

    count: Count
    """How many."""


class Answer(Inner):
    """An answer,
    on two lines."""

    commit: Commit
    inner: Inner | None
    """The part."""
    parts: dict[str, list[Inner]]
    """More of them."""


class Undescribed(TypedDict):
    """An answer."""

    key: int


def test_types_and_docstrings_become_a_schema() -> None:
    definitions: dict[str, Any] = {}
    found = GENERATOR.object_schema(Answer, definitions)
    assert found["description"] == "An answer, on two lines." and found["additionalProperties"] is False
    assert found["required"] == ["count", "commit", "inner", "parts"]
    assert found["properties"] == {
        "count": {"description": "How many.", "type": "integer", "minimum": 0},
        "commit": {"description": "A commit.", "type": "string", "pattern": "^[0-9a-f]{40}([0-9a-f]{24})?$"},
        "inner": {"description": "The part.", "anyOf": [{"$ref": "#/$defs/Inner"}, {"type": "null"}]},
        "parts": {
            "description": "More of them.",
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Inner"}},
        },
    }
    assert set(definitions) == {"Inner"}


def test_a_key_without_a_description_is_refused() -> None:
    with pytest.raises(TypeError, match="key has no docstring"):
        GENERATOR.object_schema(Undescribed, {})


def test_no_command_loads_the_types() -> None:
    graph = grimp.build_graph("reweave", exclude_type_checking_imports=True)
    types = graph.find_descendants("reweave.schemas") | {"reweave.schemas"}
    assert len(types) > 20
    assert {user for one in types for user in graph.find_modules_that_directly_import(one)} <= types
