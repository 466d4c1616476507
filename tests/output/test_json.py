"""The JSON documents keep to the schemas in the package, and lose nothing."""

import base64
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from reweave import __version__
from reweave.errors import ReweaveError
from reweave.note.changeset import Total, blob_hash
from reweave.note.edit import Edit
from reweave.note.summary import Summary
from reweave.output.document import error_json
from reweave.output.json import findings_json
from tests.output.samples import FINDINGS, SUMMARY

TOTAL = Total(
    "b\udcff.md", b"a", b"b", tuple(Edit(0, 1, b"", rule, "") for rule in ("quotes", "list-indent", "quotes"))
)


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((files("reweave") / "schemas" / name).read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(text: str, name: str = "findings-1.json") -> Any:
    assert text.isascii()
    value = json.loads(text)
    validator(name).validate(value)
    return value


def test_findings_and_changes() -> None:
    value = document(findings_json(FINDINGS, SUMMARY, root="/vault", changes=[TOTAL, Total("a", b"", b"x", ())]))
    assert value["schema"] == "reweave/findings/1"
    assert value["tool"] == {"name": "reweave", "version": __version__}
    assert value["root"] == {"path": "/vault"}
    assert value["summary"] == {
        "notes": 1229,
        "unchanged": 1000,
        "changed": 150,
        "refused": 2,
        "unreadable": 39,
        "no_frontmatter": 34,
        "toml": 3,
        "json": 1,
        "notes_with_findings": 3,
        "findings": 4,
        "findings_by_rule": {"impossible-date": 1, "list-indent": 1, "tab-indent": 1, "unreadable": 1},
        "findings_by_severity": {"error": 1, "warning": 2, "style": 1, "info": 0},
        "findings_by_fix": {"safe": 1, "unsafe": 1, "no": 2},
    }
    assert [one["rule"] for one in value["findings"]] == ["tab-indent", "list-indent", "impossible-date", "unreadable"]
    assert value["findings"][1] == {
        "path": "claims/b, c: 100%.md",
        "line": 4,
        "column": 3,
        "rule": "list-indent",
        "message": "indented by 2, not 0",
        "severity": "style",
        "fixable": "safe",
        "suggestion": None,
    }
    assert value["findings"][2]["suggestion"] == "write the day"
    assert value["findings"][3]["message"] == "bad\r\n50% \ufffd"
    assert [one["path"] for one in value["changes"]] == ["a", "b\ufffd.md"]
    assert value["changes"][1] == {
        "path": "b\ufffd.md",
        "path_base64": base64.b64encode(b"b\xff.md").decode(),
        "blob_before": blob_hash(b"a"),
        "blob_after": blob_hash(b"b"),
        "edits_by_rule": {"list-indent": 1, "quotes": 2},
    }


def test_paths_are_lossless() -> None:
    value = document(findings_json(FINDINGS, SUMMARY, root="r\udc80"))
    assert base64.b64decode(value["root"]["path_base64"]) == b"r\x80"
    assert base64.b64decode(value["findings"][2]["path_base64"]) == "größe".encode() + b"\xff.md"
    assert "path_base64" not in value["findings"][3]
    assert value["findings"][3]["path"] == "x\nb.md:1:1: fake\x1b[31m\u202e"


def test_the_order_of_the_input_does_not_matter() -> None:
    totals = [TOTAL, Total("a", b"", b"x", ())]
    assert findings_json(FINDINGS, SUMMARY, root="/", changes=totals) == findings_json(
        FINDINGS[::-1], SUMMARY, root="/", changes=totals[::-1]
    )


def test_nothing_found() -> None:
    value = document(findings_json([], Summary(), root="."))
    assert (value["findings"], value["changes"]) == ([], [])


@pytest.mark.parametrize("breach", [{"schema": "reweave/findings/2"}, {"more": 1}, {"findings": [{}]}, {"root": "/"}])
def test_the_schema_refuses_another_form(breach: dict[str, Any]) -> None:
    value = json.loads(findings_json(FINDINGS, SUMMARY, root="."))
    with pytest.raises(ValidationError):
        validator("findings-1.json").validate(value | breach)


def test_errors() -> None:
    error = ReweaveError(
        "bad \udcff key", code="config-unknown-key", path="a\udcfe.toml", line=3, suggestion="did you mean `select`?"
    )
    text = error_json(error)
    assert "\n" not in text
    assert document(text, "error-1.json") == {
        "error": {
            "code": "config-unknown-key",
            "message": "bad \ufffd key",
            "path": "a\ufffd.toml",
            "path_base64": base64.b64encode(b"a\xfe.toml").decode(),
            "line": 3,
            "suggestion": "did you mean `select`?",
        }
    }
    assert document(error_json(ReweaveError("m", code="locked")), "error-1.json") == {
        "error": {"code": "locked", "message": "m", "path": None, "line": None, "suggestion": None}
    }
