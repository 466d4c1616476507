"""`[weave]` in the configuration."""

import pytest

from reweave.config.loader import parse_config
from reweave.config.weave import DEFAULT_TYPES, EdgeType, WeaveConfig
from reweave.errors import ReweaveError


def read(text: str) -> WeaveConfig:
    return parse_config(text.encode(), "reweave.toml").weave


def test_defaults() -> None:
    weave = read("")
    assert weave == WeaveConfig()
    assert weave.types == DEFAULT_TYPES
    assert [(one.name, one.inverse, one.symmetric) for one in weave.types] == [
        ("supports", "", False),
        ("challenges", "challenged_by", False),
        ("depends_on", "", False),
        ("related", "", True),
    ]
    assert weave.participants is None


def test_everything() -> None:
    weave = read(
        '[weave]\nwrite-to = "older"\nretired = ["dead"]\n'
        '[weave.participants]\ntype = ["claim", "belief"]\ndomain = "energy"\n'
        '[[weave.types]]\nname = "proves"\nfield = "proof_of"\ninverse = "proved_by"\nnote-types = ["lemma"]\n'
        '[[weave.types]]\nname = "like"\nfield = "like"\nsymmetric = true\n'
    )
    assert weave == WeaveConfig(
        types=(EdgeType("proves", "proof_of", "proved_by", False, ("lemma",)), EdgeType("like", "like", "", True)),
        participants={"type": ("claim", "belief"), "domain": ("energy",)},
        write_to="older",
        retired=("dead",),
    )


TYPE = '[[weave.types]]\nname = "a"\nfield = "a"\n'
BACK = 'inverse = "b"\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("weave = 1", 1, "[weave] must be a table"),
        ("[weave]\nretird = []", 2, "unknown key 'retird' in [weave]; did you mean 'retired'?"),
        (
            '[weave]\nwrite-to = "newer"',
            2,
            "invalid value 'newer' for weave.write-to; expected one of 'source', 'older'",
        ),
        (
            "[weave]\nretired = 1",
            2,
            'invalid value 1 for weave.retired; expected a list of strings, such as ["a", "b"]',
        ),
        ("[weave]\nparticipants = 1", 2, "[weave.participants] must be a table"),
        (
            "[weave.participants]\ntype = 1",
            2,
            'invalid value 1 for weave.participants.type; expected a list of strings, such as ["a", "b"]',
        ),
        ("[weave]\ntypes = 1", 2, "weave.types must be an array of tables; use [[weave.types]]"),
        ("[weave]\ntypes = []", 2, "weave.types is empty; leave it out for the four default types"),
        ('[[weave.types]]\nname = "a"', 1, '[[weave.types]] needs a field; for example field = "supports"'),
        ('[[weave.types]]\nfield = "a"', 1, '[[weave.types]] needs a name; for example name = "supports"'),
        (TYPE + "colour = 1", 4, "unknown key 'colour' in [weave.types]; expected one of "),
        (TYPE + 'inverse = "b|c"', 4, "invalid value 'b|c' for weave.types.inverse; expected text without '|'"),
        (TYPE + 'inverse = "reweave_edges"', 4, "weave.types.inverse cannot be 'reweave_edges'; reweave maintains"),
        (TYPE + 'symmetric = "yes"', 4, "invalid value 'yes' for weave.types.symmetric; expected true or false"),
        (
            TYPE + BACK + "symmetric = true",
            4,
            "edge type 'a' is symmetric and has an inverse field; remove one of the two",
        ),
        (TYPE + TYPE, 2, "two edge types share the name 'a'; each needs its own name"),
        (TYPE + TYPE.replace('name = "a"', 'name = "z"'), 2, "two edge types share the field 'a'; each needs its own"),
        (TYPE + 'inverse = "a"', 2, "two edge types share the field 'a'; each needs its own field"),
    ],
)
def test_wrong(text: str, line: int, message: str) -> None:
    with pytest.raises(ReweaveError) as raised:
        read(text)
    assert str(raised.value).startswith(f"reweave.toml:{line}: {message}")


def test_in_a_project_file() -> None:
    with pytest.raises(ReweaveError, match=r"pyproject\.toml:2: weave\.types is empty"):
        parse_config(b"[tool.reweave.weave]\ntypes = []\n", "pyproject.toml")
