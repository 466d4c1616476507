"""`[weave.judge]` and `[weave.judges.NAME]`: models with an OpenAI-compatible API that type edges."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from reweave.config.address import wrong_address
from reweave.config.checker import Checker

_KEY_NAME = r"[A-Za-z_][A-Za-z0-9_]*_API_KEY"
_MOST_AT_ONCE = 64
_A_SHARE = "a number from 0 to 1"
_OPENAI = "https://api.openai.com/v1"


class JudgeConfig(NamedTuple):
    """`[weave.judge]`, or one of `[weave.judges]`.

    `base-url` and `model` name the endpoint and its model; `api-key-env` is the environment variable that holds the key
    (default: OPENAI_API_KEY for OpenAI's own address, and none for any other; empty: none). `answers` says how to ask
    for the answer's shape: by a JSON schema, as any JSON object, or in the prompt alone for servers that support
    neither. `timeout` is in seconds per attempt, `retries` the number of further attempts. `input-price` and
    `output-price` are per million tokens, `budget` is the most that a run may cost, in the same currency.
    `note-characters` limits the excerpt of a note, `answer-tokens` the answer. Verdicts below `confidence` are not
    written; `confidence-by-type` sets it for single types.
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
    confidence_by_type: Mapping[str, float] = MappingProxyType({})

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the key; empty where the endpoint is sent none."""
        if self.api_key_env is None:
            return "OPENAI_API_KEY" if self.base_url == _OPENAI else ""
        return self.api_key_env


def read_judge(checker: Checker, value: object, where: str, types: Collection[str]) -> JudgeConfig:
    """Check the table of a judge at the dotted key `where`; `types` are the edge types that it may answer.

    Raises:
        ReweaveError: an invalid key or value.
    """
    table = dict(checker.table(value, where))
    by_type = _by_type(checker, table.pop("confidence-by-type", {}), f"{where}.confidence-by-type", types)
    config = JudgeConfig(**checker.options(JudgeConfig, table, where), confidence_by_type=by_type)
    _check_address(checker, config, f"{where}.base-url")
    if config.api_key_env and not re.fullmatch(_KEY_NAME, config.api_key_env):
        # A configuration comes with a vault: it must not be able to send any secret of the environment away.
        expected = "a variable whose name ends in _API_KEY, or an empty string if no key is needed"
        raise checker.invalid(f"{where}.api-key-env", config.api_key_env, expected)
    if config.concurrency > _MOST_AT_ONCE:
        raise checker.invalid(f"{where}.concurrency", config.concurrency, f"at most {_MOST_AT_ONCE}")
    if config.timeout <= 0:
        raise checker.invalid(f"{where}.timeout", table["timeout"], "more than 0 seconds")
    if config.confidence > 1:
        raise checker.invalid(f"{where}.confidence", table["confidence"], _A_SHARE)
    if config.budget is not None and not (config.input_price or config.output_price):
        message = f"{where}.budget needs a price"
        raise checker.error(message, f"{where}.budget", "set input-price and output-price, per million tokens")
    return config


def _by_type(checker: Checker, value: object, where: str, types: Collection[str]) -> dict[str, float]:
    table = checker.table(value, where)
    checker.names(table, types, f"[{where}]", "type")
    thresholds = {name: checker.value(float, threshold, f"{where}.{name}") for name, threshold in table.items()}
    for name, threshold in thresholds.items():
        if not 0 <= threshold <= 1:
            raise checker.invalid(f"{where}.{name}", table[name], _A_SHARE)
    return thresholds


def _check_address(checker: Checker, config: JudgeConfig, key: str) -> None:
    wrong = wrong_address(config.base_url, sends_key=bool(config.key_variable))
    if wrong is not None:
        raise checker.error(f"{key} {wrong[0]}", key, wrong[1])
