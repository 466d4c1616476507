from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.config.settings import settings_of


def test_what_the_file_sets_is_told_from_the_defaults() -> None:
    text = b'exclude = ["a/"]\n[run]\nbatch-size = 7\n[rules.quotes]\nitems = "keep"\n[[overrides]]\npaths = ["b/"]\n'
    found = {one.key: one for one in settings_of(parse_config(text, "reweave.toml"))}
    assert {key: one.value for key, one in found.items() if one.is_set} == {
        "exclude": ["a/"],
        "run.batch-size": 7,
        "rules.quotes.items": "keep",
        "overrides[0]": {"paths": ["b/"]},
    }
    assert (found["run.weave"].value, found["weave.types"].value[0]["name"]) == (False, "supports")


def test_nothing_is_set_without_a_file() -> None:
    assert not any(one.is_set for one in settings_of(Config()))
