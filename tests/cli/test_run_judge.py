"""`run --type-by`: pairs that nobody links, typed by a model, within what it may cost."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Vault
from tests.cli.test_eval_types import no_proxy
from tests.cli.test_weave import TITLES, claims
from tests.git.conftest import commit, git, text
from tests.weave.judge.server import Answer, Server, says, serving

__all__ = ["claims", "no_proxy"]

SCHEMA = json.loads((files("reweave") / "schemas/run-1.json").read_text())
WORDS = "their price keeps falling with every doubling of output"
PRICES = "output-price = 1000\nanswer-tokens = 1000\nconcurrency = 1\nlinks-per-question = 1"


def _supports(request: dict[str, Any]) -> Answer:
    """Say that one supports the other, in words that stand in some of the notes only; it costs 0.9."""
    del request
    return replace(says("supports", WORDS), usage=(0, 900))


def _configured(vault: Vault, server: Server, run: str = "", judge: str = "") -> None:
    commit(vault.root, {"reweave.toml": f"[run]\n{run}\n".encode()})
    vault.set_up(f'[judges.local]\nurl = "{server.url}"\nmodel = "small"\n{PRICES}\n{judge}\n')


def _run(vault: Vault, *args: str, code: int = 0) -> dict[str, Any]:
    done = vault.run("run", "--weave", *args, "--output-format", "json")
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer


def _until_done(vault: Vault, *args: str) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    while not answers or answers[-1]["stopped_by"]:
        answers.append(_run(vault, *args))
        assert len(answers) < 40
    return answers


def _tree(vault: Vault) -> str:
    return text(vault.root, "rev-parse", "reweave/normalize^{tree}:claims")


def test_a_judge_types_what_nobody_links(claims: Vault) -> None:
    with serving(_supports) as server:
        _configured(claims, server)
        answer = _run(claims, "--type-by", "local")
        asked = len(server.requests)
        assert asked > 1 and answer["stopped_by"] == [] and answer["cost"] == pytest.approx(0.9 * asked)
        typed = [edge for edge in answer["edges"] if edge["kind"] == "new" and edge["type"] == "supports"]
        assert typed and all(WORDS in edge["reason"] for edge in typed)
        # A quote that stands in neither note is no reason.
        said_by = {TITLES["solar"], TITLES["storage"]}
        assert all(said_by & {edge["source_title"], edge["target_title"]} for edge in typed)
        assert WORDS in text(claims.root, "log", "-1", "--format=%b", "reweave/normalize")
        again = _run(claims, "--type-by", "local")
        assert again["commits"] == [] and again["cost"] == 0 and len(server.requests) == asked


def test_what_it_may_cost_ends_a_run_and_the_next_goes_on(claims: Vault, tmp_path: Path) -> None:
    with serving(_supports) as server:
        _configured(claims, server, run="max-cost = 1.0")
        nights = _until_done(claims, "--type-by", "judge")
        assert len(nights) > 1
        assert all(night["cost"] <= 1.0 for night in nights)
        first = nights[0]["stopped_by"][0]
        assert first["limit"] == "run.max-cost" and first["left"]["pairs"] == len(server.requests) - 1
        limited, asked = _tree(claims), len(server.requests)

        other = Vault(tmp_path / "other")
        git(other.root, "rm", "-rq", ".")
        commit(other.root, claims.committed("main"))
        _configured(other, server)
        _until_done(other, "--type-by", "judge")
        assert len(server.requests) == 2 * asked
        assert _tree(other) == limited


def test_a_smaller_budget_of_the_judge_is_named(claims: Vault) -> None:
    with serving(_supports) as server:
        _configured(claims, server, run="max-cost = 2.0", judge="budget = 1.5")
        stop = _run(claims, "--type-by", "judge")["stopped_by"][0]
    assert stop["limit"] == "judges.local.budget" and stop["value"] == 1.5


def test_a_cost_without_prices_is_refused(claims: Vault) -> None:
    commit(claims.root, {"reweave.toml": b"[run]\nmax-cost = 1.0\n"})
    claims.set_up('[judges.local]\nmodel = "small"\n')
    done = claims.run("run", "--weave", "--type-by", "judge")
    assert done.returncode == 2 and b"set input-price and output-price in [judges.local]" in done.stderr


def test_a_judge_that_is_down_leaves_the_stated_edges(claims: Vault) -> None:
    with serving(lambda _: Answer(status=500)) as server:
        _configured(claims, server, judge="retries = 1")
        done = claims.run("run", "--weave", "--type-by", "judge")
    assert done.returncode == 0, done.stderr
    assert b"unanswered" in done.stderr
    assert b"depends_on" in text(claims.root, "log", "-1", "--format=%b", "reweave/normalize").encode()
