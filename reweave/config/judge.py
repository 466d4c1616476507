"""`[judges.NAME]` of the user's own configuration: models and programs that type edges."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from reweave.config.address import wrong_address
from reweave.config.checker import Checker

_VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"
_MOST_AT_ONCE = 64
_A_SHARE = "a number from 0 to 1"
_OPENAI = "https://api.openai.com/v1"
_OF_AN_ENDPOINT = ("url", "model", "key-env", "answers", "retries")


class JudgeConfig(NamedTuple):
    """One of `[judges]`: an endpoint with an OpenAI-compatible API, or a program.

    `url` and `model` name the endpoint and its model; `key-env` is the environment variable that holds the key
    (default: OPENAI_API_KEY for OpenAI's own address, and none for any other; empty: none). `answers` says how to ask
    for the answer's shape: by a JSON schema, as any JSON object, or in the prompt alone for servers that support
    neither. `command` is a program with its arguments instead: it reads a question as JSON from stdin, and writes the
    answer to stdout. `timeout` is in seconds per attempt, `retries` the number of further attempts (0: none).
    `input-price` and `output-price` are per million tokens, `budget` is the most that a run may cost, in the same
    currency. `note-characters` limits the excerpt of a note, `links-per-question` how many notes a source is compared
    with in one question, `answer-tokens` the answer. Verdicts below `confidence` are not written; `confidence-by-type`
    sets it for single types.
    """

    url: str = _OPENAI
    model: str = ""
    key_env: str | None = None
    command: tuple[str, ...] = ()
    answers: Literal["json-schema", "json-object", "text"] = "json-schema"
    concurrency: int = 4
    timeout: float = 60.0
    retries: int = 4
    input_price: float = 0.0
    output_price: float = 0.0
    budget: float | None = None
    note_characters: int = 6000
    links_per_question: int = 5
    answer_tokens: int = 1000
    confidence: float = 0.7
    confidence_by_type: Mapping[str, float] = MappingProxyType({})

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the key; empty where the endpoint is sent none."""
        if self.key_env is None:
            return "OPENAI_API_KEY" if self.url == _OPENAI else ""
        return self.key_env

    @property
    def has_price(self) -> bool:
        """Whether the configuration says what tokens cost."""
        return bool(self.input_price or self.output_price)


def read_judge(checker: Checker, value: object, where: str) -> JudgeConfig:
    """Check the table of a judge at the dotted key `where`.

    Raises:
        ReweaveError: an invalid key or value.
    """
    table = dict(checker.table(value, where))
    by_type = _by_type(checker, table.pop("confidence-by-type", {}), f"{where}.confidence-by-type")
    options = {key: value for key, value in table.items() if key != "retries"}
    config = JudgeConfig(**checker.options(JudgeConfig, options, where), confidence_by_type=by_type)
    if "retries" in table:
        config = config._replace(retries=checker.count(table["retries"], f"{where}.retries"))
    if "command" in table:
        _check_command(checker, config, table, where)
    else:
        _check_endpoint(checker, config, where)
    if config.concurrency > _MOST_AT_ONCE:
        raise checker.invalid(f"{where}.concurrency", config.concurrency, f"at most {_MOST_AT_ONCE}")
    if config.links_per_question < 1:
        raise checker.invalid(f"{where}.links-per-question", config.links_per_question, "at least 1")
    if config.timeout <= 0:
        raise checker.invalid(f"{where}.timeout", table["timeout"], "more than 0 seconds")
    if config.confidence > 1:
        raise checker.invalid(f"{where}.confidence", table["confidence"], _A_SHARE)
    if config.budget is not None and not config.has_price:
        message = f"{where}.budget needs a price"
        raise checker.error(message, f"{where}.budget", "set input-price and output-price, per million tokens")
    return config


def _by_type(checker: Checker, value: object, where: str) -> dict[str, float]:
    """Return the thresholds; which types there are is for each vault to say."""
    table = checker.table(value, where)
    thresholds = {name: checker.value(float, threshold, f"{where}.{name}") for name, threshold in table.items()}
    for name, threshold in thresholds.items():
        if not 0 <= threshold <= 1:
            raise checker.invalid(f"{where}.{name}", table[name], _A_SHARE)
    return thresholds


def _check_command(checker: Checker, config: JudgeConfig, table: Mapping[str, object], where: str) -> None:
    if not config.command or not config.command[0]:
        raise checker.invalid(f"{where}.command", table["command"], 'a program and its arguments, such as ["ask"]')
    other = next((key for key in _OF_AN_ENDPOINT if key in table), None)
    if other is not None:
        raise checker.error(f"[{where}] has both a command and {other}", f"{where}.{other}", "remove one of the two")


def _check_endpoint(checker: Checker, config: JudgeConfig, where: str) -> None:
    if not config.model:
        raise checker.error(f"[{where}] needs a model or a command", where, 'for example model = "gpt-5-mini"')
    if config.key_env and not re.fullmatch(_VARIABLE, config.key_env):
        expected = "the name of an environment variable, or an empty string if no key is needed"
        raise checker.invalid(f"{where}.key-env", config.key_env, expected)
    wrong = wrong_address(config.url, sends_key=bool(config.key_variable))
    if wrong is not None:
        raise checker.error(f"{where}.url {wrong[0]}", f"{where}.url", wrong[1])
