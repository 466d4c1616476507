"""The keys `index-*` of `[weave]`: the text index of a large vault in a vector database."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reweave.config.address import wrong_address
from reweave.errors import ReweaveError

if TYPE_CHECKING:
    from reweave.config.checker import Checker

IN_MEMORY = ":memory:"
_NAME = r"[A-Za-z0-9_-]{1,64}"


class TextIndexConfig(NamedTuple):
    """Where the text index is kept: in memory without `url`, else in a Qdrant database.

    The `url` comes from the command line (`--index-url`), never from a configuration: that comes with a vault, and a
    vault must not decide where the text of its notes is sent. Each vault in a database needs an `index-name` of its
    own; collections whose names start with it belong to reweave. `index-timeout` is in seconds per request. The
    environment variable that holds the key, `api_key_env`, is `[index] key-env` of the user's own configuration.
    """

    url: str = ""
    name: str = "reweave"
    api_key_env: str = ""
    timeout: int = 30


INDEX_KEYS = tuple(
    f"index-{name.replace('_', '-')}" for name in TextIndexConfig._fields if name not in ("url", "api_key_env")
)


def read_text_index(checker: "Checker", table: Mapping[str, object]) -> TextIndexConfig:
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
            if name != "api_key_env" and (key := name.replace("_", "-")) in given
        }
    )
    if not re.fullmatch(_NAME, config.name):
        raise checker.invalid("weave.index-name", config.name, "at most 64 letters, digits, '-' and '_'")
    return config


def at(config: TextIndexConfig, place: str, key_variable: str) -> TextIndexConfig:
    """Return the configuration with the address that a command line gives: a directory is one, too.

    `key_variable` holds the key (empty: none is sent).

    Raises:
        ReweaveError: the address is not valid.
    """
    if place != IN_MEMORY and "://" in place:
        wrong = wrong_address(place, sends_key=bool(key_variable))
        if wrong is not None:
            raise ReweaveError(f"--index-url {wrong[0]}", code="usage", suggestion=wrong[1])
    return config._replace(url=place, api_key_env=key_variable)
