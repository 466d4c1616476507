"""The keys `index-name` and its like of `[weave]`: how a vector database keeps the words of a large vault."""

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
    """Where the vectors of the notes' texts are kept: on this machine without `url`, else in a Qdrant database.

    A configuration does not give the `url`: it comes with a vault, and the words of its notes must not go where a vault
    says. That is for the command line (`--index-url`). `index-name` tells vaults in one database apart: each needs
    a name of its own, and collections that begin with it belong to reweave. `index-api-key-env` names the environment
    variable that holds the key. `index-timeout` is in seconds, for one request.
    """

    url: str = ""
    name: str = "reweave"
    api_key_env: str = ""
    timeout: int = 30


INDEX_KEYS = tuple(f"index-{name.replace('_', '-')}" for name in TextIndexConfig._fields if name != "url")


def read_text_index(checker: Checker, table: Mapping[str, object]) -> TextIndexConfig:
    """Check the keys of `[weave]` that begin with `index-`.

    Raises:
        ReweaveError: a value that is not valid.
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
