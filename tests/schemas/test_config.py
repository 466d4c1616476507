"""The schema of reweave.toml takes what the loader takes, and refuses what it refuses."""

import json
import re
import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reweave.config.loader import parse_config
from reweave.errors import ReweaveError
from reweave.output.document import schema_text
from tests.cli.conftest import PROJECT

SCHEMA: Any = json.loads(schema_text("config"))


def is_valid(text: str) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        'extensions = [".md"]\nselect = ["quotes"]\n[run]\nbatch-size = 5\nmax-minutes = 1.5\n',
        '[rules.list-indent]\nindent = 2\n[rules.quotes]\nitems = "keep"\n',
        '[[overrides]]\npaths = ["a/"]\nignore = ["quotes"]\n[overrides.rules.quotes]\nitems = "keep"\n',
        '[weave]\nparticipants = {type = "claim", kind = ["a"]}\nindex-name = "a"\nper-note = 3\n',
        '[[weave.types]]\nname = "s"\nfield = "s"\nsymmetric = true\n',
        '[weave.dense]\nmodel = "/m"\n',
        '[merge]\nextend-sets = ["x"]\n[merge.dates]\nseen = "earlier"\n',
        "[limits]\nnote-bytes = 10\n",
        '[code]\nfunctions = "vendored"\ntest-files = true\n',
    ],
)
def test_what_the_loader_takes(text: str) -> None:
    parse_config(text.encode(), "reweave.toml")
    assert is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        'selct = ["quotes"]',
        'select = ["quots"]',
        'extensions = ["md"]',
        "[run]\nbatch-size = 0\n",
        '[run]\nby = "night"\n',
        "[rules.quotes]\nitms = 1\n",
        "[[overrides]]\nignore = []\n",
        "[weave]\ntypes = []\n",
        "[weave.dense]\ncandidates = 3\n",
        '[merge.dates]\nseen = "best"\n',
        '[weave]\nindex-url = "x"\n',
    ],
)
def test_what_the_loader_refuses(text: str) -> None:
    with pytest.raises(ReweaveError):
        parse_config(text.encode(), "reweave.toml")
    assert not is_valid(text)


def test_the_example_of_the_documents_is_valid() -> None:
    page = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    (text,) = [block for block in re.findall(r"(?s)```toml\n(.*?)```", page) if 'extensions = [".md"]' in block]
    assert is_valid(text)
