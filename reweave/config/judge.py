"""`[weave.judge]`: the classifier that says what joins two notes, behind an OpenAI-compatible endpoint."""

import re
from typing import Literal, NamedTuple

from reweave.config.check import Checker

_KEY_NAME = r"[A-Za-z_][A-Za-z0-9_]*_API_KEY"
_MOST_AT_ONCE = 64
_OPENAI = "https://api.openai.com/v1"


class JudgeConfig(NamedTuple):
    """`[weave.judge]`.

    `base-url` and `model` name the endpoint and its model; `api-key-env` is the environment variable that holds the key
    (by default OPENAI_API_KEY for OpenAI's own address, and none for any other; empty: none). `answers` says how the
    answer's shape is asked for: by a JSON schema, as any JSON object, or in words alone, for servers that know no more.
    `timeout` is in seconds, for one try; `retries` is how often a request that failed is sent again. `input-price` and
    `output-price` are per million tokens, `budget` is the most that one run may cost, in the same money.
    `note-characters` is how much of a note is shown, `answer-tokens` how long an answer may be. Verdicts with less than
    `confidence` are not written.
    """

    base_url: str = _OPENAI
    model: str = ""
    api_key_env: str | None = None
    answers: Literal["json-schema", "json-object", "text"] = "json-schema"
    concurrency: int = 4
    timeout: float = 60.0
    retries: int = 4
    input_price: float = 0.0
    output_price: float = 0.0
    budget: float | None = None
    note_characters: int = 6000
    answer_tokens: int = 1000
    confidence: float = 0.7

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the key; empty where the endpoint is sent none."""
        if self.api_key_env is None:
            return "OPENAI_API_KEY" if self.base_url == _OPENAI else ""
        return self.api_key_env


def read_judge(checker: Checker, value: object) -> JudgeConfig:
    """Check the table `[weave.judge]`.

    Raises:
        ReweaveError: a key or a value that is not valid.
    """
    where = "weave.judge"
    config = JudgeConfig(**checker.options(JudgeConfig, checker.table(value, where), where))
    _check_address(checker, config, f"{where}.base-url")
    if config.api_key_env and not re.fullmatch(_KEY_NAME, config.api_key_env):
        # A configuration comes with a vault: it must not be able to send any secret of the environment away.
        raise checker.error(
            f'{where}.api-key-env is "{config.api_key_env}"',
            f"{where}.api-key-env",
            "name a variable that ends in _API_KEY, or leave it empty for an endpoint without a key",
        )
    if config.concurrency > _MOST_AT_ONCE:
        message = f"{where}.concurrency is {config.concurrency}"
        raise checker.error(message, f"{where}.concurrency", f"it must be {_MOST_AT_ONCE} or less")
    if config.timeout <= 0:
        raise checker.error(f"{where}.timeout is {config.timeout:g}", f"{where}.timeout", "it must be above 0 seconds")
    if config.confidence > 1:
        message = f"{where}.confidence is {config.confidence:g}"
        raise checker.error(message, f"{where}.confidence", "it must be from 0 to 1")
    if config.budget is not None and not (config.input_price or config.output_price):
        message = f"{where}.budget without a price"
        raise checker.error(message, f"{where}.budget", "set input-price and output-price, per million tokens")
    return config


def _check_address(checker: Checker, config: JudgeConfig, key: str) -> None:
    from urllib.parse import urlsplit

    message = f'{key} is "{config.base_url}"'
    try:
        address = urlsplit(config.base_url)
        host, _ = address.hostname, address.port
    except ValueError as error:
        raise checker.error(message, key, f"it is no address: {error}") from error
    if address.scheme not in ("http", "https") or not host or address.query or address.fragment:
        raise checker.error(message, key, 'it must be an address such as "https://api.openai.com/v1"')
    if address.username or address.password:
        raise checker.error(f"{key} holds a password", key, "name the variable that holds the key in api-key-env")
    if address.scheme == "http" and config.key_variable and not _is_here(host):
        suggestion = 'use https, or api-key-env = "" for an endpoint without a key'
        raise checker.error(f"{message}: a key would be sent in the clear", key, suggestion)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
