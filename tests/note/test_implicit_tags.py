from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.resolver import implicit_resolvers

from reweave.note.implicit_tags import resolve
from tests.strategies import STRANGE


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("yes", ("bool", "str")),
        ("No", ("bool", "str")),
        ("true", ("bool", "bool")),
        ("012", ("int", "int")),
        ("0o17", ("str", "int")),
        ("0b101", ("int", "int")),
        ("12:30:45", ("int", "str")),
        ("1_000", ("int", "int")),
        ("1.5", ("float", "float")),
        ("2026-02-00", ("timestamp", "timestamp")),
        ("", ("null", "null")),
        ("~", ("null", "null")),
        ("<<", ("merge", "merge")),
        ("solar is cheap", ("str", "str")),
        ("2026-02-11 a day", ("str", "str")),
    ],
)
def test_tags_under_both_versions(value: str, tags: tuple[str, str]) -> None:
    assert resolve(value) == tags


@given(st.sampled_from(STRANGE) | st.text("0123456789-+.:_eExobytrufalsn~=<", max_size=8))
def test_as_pyyaml_under_1_1(value: str) -> None:
    """PyYAML is stricter about a few numbers (`1e3`), but what it takes for no string, nobody does."""
    resolver: Any = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False)).removeprefix("tag:yaml.org,2002:")
    found = resolve(value)[0]
    assert found == tag or tag == "str" or (value == "=" and tag == "value")


@given(st.sampled_from(STRANGE) | st.text("0123456789-+.:_eExobytrufalsn~=<TZ ", max_size=12))
def test_as_ruamel_under_both_versions(value: str) -> None:
    for version, found in zip([(1, 1), (1, 2)], resolve(value), strict=True):
        matching = (
            tag.removeprefix("tag:yaml.org,2002:")
            for versions, tag, regexp, first in implicit_resolvers
            if version in versions and (value[:1] in first or value[:1] == "_") and regexp.match(value)
        )
        assert found == next(matching, "str")
