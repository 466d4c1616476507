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
        ('[weave]\nwrite-to = "newer"', 2, 'weave.write-to is "newer"; it must be one of "source", "older"'),
        ("[weave]\nretired = 1", 2, 'weave.retired is 1; it must be a list of strings, such as ["a", "b"]'),
        ("[weave]\nparticipants = 1", 2, "[weave.participants] must be a table"),
        (
            "[weave.participants]\ntype = 1",
            2,
            'weave.participants.type is 1; it must be a list of strings, such as ["a", "b"]',
        ),
        ("[weave]\ntypes = 1", 2, "weave.types must be an array of tables; write [[weave.types]]"),
        ("[weave]\ntypes = []", 2, "weave.types is empty; leave it out for the usual four types"),
        ('[[weave.types]]\nname = "a"', 1, '[[weave.types]] without field; such as field = "supports"'),
        ('[[weave.types]]\nfield = "a"', 1, '[[weave.types]] without name; such as name = "supports"'),
        (TYPE + "colour = 1", 4, "unknown key 'colour' in [weave.types]; expected one of "),
        (TYPE + 'inverse = "b|c"', 4, 'weave.types.inverse is "b|c"; no `|`, no line end, no space at either end'),
        (TYPE + 'inverse = "reweave_edges"', 4, "weave.types.inverse is reweave_edges; that list is kept by reweave"),
        (TYPE + 'symmetric = "yes"', 4, 'weave.types.symmetric is "yes"; it must be true or false'),
        (
            TYPE + BACK + "symmetric = true",
            4,
            'the type "a" is symmetric and has an inverse field; leave one of the two',
        ),
        (TYPE + TYPE, 2, 'two edge types share the name "a"; give each its own name'),
        (TYPE + TYPE.replace('name = "a"', 'name = "z"'), 2, 'two edge types share the field "a"; give each its own'),
        (TYPE + 'inverse = "a"', 2, 'two edge types share the field "a"; give each its own field'),
    ],
)
def test_wrong(text: str, line: int, message: str) -> None:
    with pytest.raises(ReweaveError) as raised:
        read(text)
    assert str(raised.value).startswith(f"reweave.toml:{line}: {message}")


def test_in_a_project_file() -> None:
    with pytest.raises(ReweaveError, match=r"pyproject\.toml:2: weave\.types is empty"):
        parse_config(b"[tool.reweave.weave]\ntypes = []\n", "pyproject.toml")
