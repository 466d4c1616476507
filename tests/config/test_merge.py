import pytest

from reweave.config.loader import parse_config
from reweave.config.merge import MergeConfig
from reweave.errors import ReweaveError


def merge_config(text: str) -> MergeConfig:
    return parse_config(text.encode(), "reweave.toml").merge


def test_defaults() -> None:
    config = merge_config("")
    assert config == MergeConfig()
    for name in ("tags", "aliases", "supports", "challenged_by", "related", "reweave_edges"):
        assert config.is_set(name)
    assert not config.is_set("steps")
    assert config.dates == {"last_evaluated": "later"}


def test_lists_and_dates_are_configured() -> None:
    config = merge_config('[merge]\nsets = ["steps"]\nextend-sets = ["more"]\n[merge.dates]\ncreated = "earlier"\n')
    assert [config.is_set(name) for name in ("steps", "more", "supports", "tags")] == [True, True, True, False]
    assert config.dates == {"created": "earlier"}


def test_the_edges_of_the_vault_are_sets() -> None:
    config = merge_config('[[weave.types]]\nname = "backs"\nfield = "backs"\ninverse = "backed_by"\n')
    assert [config.is_set(name) for name in ("backs", "backed_by", "supports")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[merge]\nset = ["a"]\n', "unknown key 'set' in [merge]"),
        ('[merge]\nedges = ["a"]\n', "unknown key 'edges' in [merge]"),
        ('[merge]\nsets = "a"\n', "expected a list of strings"),
        ('[merge.dates]\ncreated = "newest"\n', "expected one of 'later', 'earlier'"),
        ("[merge]\ndates = 1\n", "[merge.dates] must be a table"),
    ],
)
def test_what_is_wrong_is_named(text: str, why: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        merge_config(text)
    assert why in str(caught.value)
