"""The SARIF log keeps to the standard's shape, and to what a schema cannot say."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from jsonschema import Draft202012Validator

from reweave.note.finding import Finding
from reweave.output.sarif import RuleText, sarif
from tests.output.samples import FINDINGS, STYLE
from tests.output.sarif_shape import SHAPE

RULES = {"quotes": RuleText("Quotes.", "# quotes"), "list-indent": RuleText("Indentation.", "# list-indent")}


def run(findings: Iterable[Finding]) -> Any:
    text = sarif(findings, RULES, prefix="vault/")
    assert text.isascii()
    log = json.loads(text)
    Draft202012Validator.check_schema(SHAPE)
    Draft202012Validator(SHAPE).validate(log)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    return [result["partialFingerprints"]["reweave/v1"] for result in run(findings)["results"]]


def test_results() -> None:
    found = run(FINDINGS)
    results = found["results"]
    assert [result["level"] for result in results] == ["warning", "note", "warning", "error"]
    assert [result["properties"]["fixable"] for result in results] == ["unsafe", "safe", "no", "no"]
    assert results[2]["message"]["text"] == "2026-02-00 is no date; write the day"
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert places[1]["region"] == {"startLine": 4, "startColumn": 3}
    assert found["columnKind"] == "unicodeCodePoints"
    assert places[1]["artifactLocation"] == {"uri": "vault/claims/b%2C%20c%3A%20100%25.md", "uriBaseId": "%SRCROOT%"}
    assert unquote_to_bytes(places[2]["artifactLocation"]["uri"]) == b"vault/gr\xc3\xb6\xc3\x9fe\xff.md"


def test_every_result_points_to_its_rule() -> None:
    found = run(FINDINGS)
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "impossible-date",
        "list-indent",
        "quotes",
        "tab-indent",
        "unreadable",
    ]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in found["results"])
    assert rules[1] == {
        "id": "list-indent",
        "shortDescription": {"text": "Indentation."},
        "help": {"text": "# list-indent", "markdown": "# list-indent"},
    }
    assert rules[4] == {"id": "unreadable", "shortDescription": {"text": "unreadable"}}


def test_fingerprints_outlive_added_lines_and_tell_findings_apart() -> None:
    twins = [STYLE, STYLE._replace(line=9)]
    assert len({*fingerprints(twins)}) == 2
    assert fingerprints(twins) == fingerprints([one._replace(line=one.line + 7) for one in twins])
    others = [STYLE, STYLE._replace(path="q"), STYLE._replace(rule="quotes"), STYLE._replace(message="m")]
    names = [STYLE._replace(path="\udcfe"), STYLE._replace(path="\udcff")]
    assert len({fingerprints([one])[0] for one in [*others, *names]}) == 6


def test_a_message_is_neither_a_template_nor_a_link() -> None:
    (result,) = run([STYLE._replace(message="{0} [here](http://x) [[wiki]]")])["results"]
    assert result["message"]["text"] == "{{0}} [here\\](http://x) [[wiki]]"


def test_nothing_found() -> None:
    assert run([])["results"] == []
