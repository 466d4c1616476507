"""`[weave.dense]` and the keys of `[weave]` that begin with `index-`."""

import pytest

from reweave.config.dense import DenseConfig
from reweave.config.loader import parse_config
from reweave.config.text_index import TextIndexConfig, at
from reweave.config.weave import WeaveConfig
from reweave.errors import ReweaveError


def read(text: str) -> WeaveConfig:
    return parse_config(f"[weave]\n{text}\n".encode(), "reweave.toml").weave


def test_every_key() -> None:
    found = read('index-name = "notes"\nindex-timeout = 5\n[weave.dense]\nmodel = "~/models/small"\ncandidates = 7')
    assert found.text_index == TextIndexConfig("", "notes", "", 5)
    assert found.dense == DenseConfig("~/models/small", 7)
    assert read("").text_index == TextIndexConfig() and read("").dense is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('index-url = "https://index.example.org:6333"', "unknown key 'index-url'"),
        ('index-api-key-env = "OPENAI_API_KEY"', "weave.index-api-key-env is not read from a vault"),
        ('index-name = "a/b"', "invalid value 'a/b' for weave.index-name"),
        ("index-timeout = 0", "invalid value 0 for weave.index-timeout"),
        ('index-adress = "x"', "unknown key 'index-adress'"),
        ("[weave.dense]", "needs a model"),
        ('[weave.dense]\nmodel = "models/small"', "invalid value 'models/small' for weave.dense.model"),
        ('[weave.dense]\nmodel = "/m"\ncandidates = 0', "invalid value 0 for weave.dense.candidates"),
    ],
)
def test_what_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        read(text)
    assert complaint in str(caught.value) and "secret" not in str(caught.value)
    assert caught.value.code == "config-invalid" and caught.value.line is not None


def test_a_command_line_may_name_a_directory_too() -> None:
    usual = TextIndexConfig(name="notes")
    assert at(usual, "/var/index", "QDRANT_API_KEY") == TextIndexConfig("/var/index", "notes", "QDRANT_API_KEY")
    assert at(usual, "http://localhost:6333", "").url == "http://localhost:6333"
    for wrong in ("http://x.org", "ftp://x.org", "https://me:secret@x.org"):
        with pytest.raises(ReweaveError) as caught:
            at(usual, wrong, "QDRANT_API_KEY")
        assert caught.value.code == "usage" and "secret" not in str(caught.value)
