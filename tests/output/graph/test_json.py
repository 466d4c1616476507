"""The graph as JSON."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

import reweave
from reweave.output.graph.json import graph_json
from tests.output.graph.samples import EMPTY, GRAPH

SCHEMA = json.loads((Path(reweave.__file__).parent / "schemas" / "graph-1.json").read_text())


def test_the_document_keeps_to_its_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for graph in (GRAPH, EMPTY):
        text = "".join(graph_json(graph))
        assert text.isascii()
        Draft202012Validator(SCHEMA).validate(json.loads(text))


def test_what_it_says() -> None:
    answer = json.loads("".join(graph_json(GRAPH)))
    assert answer["nodes"][0] == {
        "id": "a.md",
        "title": "Solar",
        "type": "claim",
        "domain": "energy",
        "created": "2026-02-11",
        "confidence": "likely",
        "status": None,
        "challenged": False,
        "description": None,
    }
    odd = 'claims/=x "y" & <z>\\\\xff.md'
    assert answer["nodes"][1]["id"] == odd
    assert answer["edges"][2] == {
        "source": odd,
        "target": "a.md",
        "type": 're"l|ated',
        "origin": "provenance",
        "symmetric": True,
        "cross_domain": True,
        "written": "2026-03-28",
    }
    assert {edge["origin"] for edge in answer["edges"]} == {"typed-field", "body-link", "provenance"}


def test_a_stranger_field_is_another_version() -> None:
    answer = json.loads("".join(graph_json(GRAPH)))
    answer["nodes"][0]["more"] = 1
    assert not Draft202012Validator(SCHEMA).is_valid(answer)
