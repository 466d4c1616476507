"""The keys `index-url` and its like of `[weave]`: a vector database that keeps the words of a large vault."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reweave.config.address import wrong_address
from reweave.config.check import Checker
from reweave.errors import ReweaveError

IN_MEMORY = ":memory:"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY_NAME = re.compile(r"[A-Za-z0-9_]*QDRANT[A-Za-z0-9_]*_API_KEY", re.ASCII)


@dataclass(frozen=True, slots=True)
class TextIndexConfig:
    """Where the vectors of the notes' texts are kept: on this machine without `url`, else in a Qdrant database.

    `index-url` is the address of a cluster, or `:memory:`. `index-name` tells vaults in one database apart: each needs
    a name of its own, and collections that begin with it belong to reweave. `index-api-key-env` names the environment
    variable that holds the key. `index-timeout` is in seconds, for one request.
    """

    url: str = ""
    name: str = "reweave"
    api_key_env: str = ""
    timeout: int = 30


INDEX_KEYS = tuple(f"index-{field.name.replace('_', '-')}" for field in dataclasses.fields(TextIndexConfig))


def read_text_index(checker: Checker, table: Mapping[str, object]) -> TextIndexConfig:
    """Check the keys of `[weave]` that begin with `index-`.

    Raises:
        ReweaveError: a value that is not valid.
    """
    given = {key.removeprefix("index-"): value for key, value in table.items()}
    hints = {field.name: field.type for field in dataclasses.fields(TextIndexConfig)}
    config = TextIndexConfig(
        **{
            name: checker.value(hints[name], given[key], f"weave.index-{key}")
            for name in hints
            if (key := name.replace("_", "-")) in given
        }
    )
    if not _NAME.fullmatch(config.name):
        key = "weave.index-name"
        raise checker.error(f'{key} is "{config.name}"', key, "letters, digits, `-` and `_`, at most 64")
    if config.api_key_env and not _KEY_NAME.fullmatch(config.api_key_env):
        # A configuration comes with a vault: it must not be able to send any secret of the environment away.
        key = "weave.index-api-key-env"
        message = f'{key} is "{config.api_key_env}"'
        raise checker.error(message, key, "name a variable that holds QDRANT and ends in _API_KEY: QDRANT_API_KEY")
    if config.url not in ("", IN_MEMORY):
        wrong = wrong_address(config.url, sends_key=bool(config.api_key_env))
        if wrong is not None:
            raise checker.error(f"weave.index-url {wrong[0]}", "weave.index-url", wrong[1])
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
    return dataclasses.replace(config, url=place)
