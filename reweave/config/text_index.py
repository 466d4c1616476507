"""The keys `index-*` of `[weave]`: the text index of a large vault in a vector database."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from reweave.config.address import wrong_address
from reweave.config.checker import Checker
from reweave.errors import ReweaveError

IN_MEMORY = ":memory:"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY_NAME = re.compile(r"[A-Za-z0-9_]*QDRANT[A-Za-z0-9_]*_API_KEY", re.ASCII)


class TextIndexConfig(NamedTuple):
    """Where the text index is kept: in memory without `url`, else in a Qdrant database.

    The `url` comes from the command line (`--index-url`), never from a configuration: that comes with a vault, and a
    vault must not decide where the text of its notes is sent. Each vault in a database needs an `index-name` of its
    own; collections whose names start with it belong to reweave. `index-api-key-env` names the environment variable
    that holds the key. `index-timeout` is in seconds per request.
    """

    url: str = ""
    name: str = "reweave"
    api_key_env: str = ""
    timeout: int = 30


INDEX_KEYS = tuple(f"index-{name.replace('_', '-')}" for name in TextIndexConfig._fields if name != "url")


def read_text_index(checker: Checker, table: Mapping[str, object]) -> TextIndexConfig:
    """Check the keys of `[weave]` that begin with `index-`.

    Raises:
        ReweaveError: an invalid value.
    """
    given = {key.removeprefix("index-"): value for key, value in table.items()}
    hints = TextIndexConfig.__annotations__
    config = TextIndexConfig(
        **{
            name: checker.value(hints[name], given[key], f"weave.index-{key}")
            for name in hints
            if (key := name.replace("_", "-")) in given
        }
    )
    if not _NAME.fullmatch(config.name):
        raise checker.invalid("weave.index-name", config.name, "at most 64 letters, digits, '-' and '_'")
    if config.api_key_env and not _KEY_NAME.fullmatch(config.api_key_env):
        # A configuration comes with a vault: it must not be able to send any secret of the environment away.
        expected = "a variable whose name contains QDRANT and ends in _API_KEY, such as QDRANT_API_KEY"
        raise checker.invalid("weave.index-api-key-env", config.api_key_env, expected)
    return config


def at(config: TextIndexConfig, place: str) -> TextIndexConfig:
    """Return the configuration with the address that a command line gives: a directory is one, too.

    Raises:
        ReweaveError: the address is not valid.
    """
    if place != IN_MEMORY and "://" in place:
        wrong = wrong_address(place, sends_key=bool(config.api_key_env))
        if wrong is not None:
            raise ReweaveError(f"--index-url {wrong[0]}", code="usage", suggestion=wrong[1])
    return config._replace(url=place)
