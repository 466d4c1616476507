import json

import pytest

from reweave.cli.printing.rules import rule_list
from reweave.rules.registry import all_rules
from tests.cli.conftest import Vault


def test_the_list_and_one_page(vault: Vault) -> None:
    lines = vault.run("rules").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[: len(all_rules())]] == list(all_rules())
    page = vault.run("rules", "quotes").stdout.decode()
    assert '[rules.quotes]\n    items = "minimal"' in page and "- solar is cheap" in page
    answer = json.loads(vault.run("rules", "--output-format", "json").stdout)
    assert [rule["name"] for rule in answer["rules"]] == list(all_rules())


def test_an_unknown_rule(vault: Vault) -> None:
    done = vault.run("rules", "qoutes")
    assert done.returncode == 2
    assert done.stderr == b"reweave: unknown rule 'qoutes'; did you mean 'quotes'?\n"


def test_the_list_has_one_line_for_each_rule_at_80_columns() -> None:
    lines = list(rule_list(list(all_rules().values()), 80))
    assert [line.split()[0] for line in lines[: len(all_rules())]] == list(all_rules())


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
def test_the_list_fits_the_terminal_and_loses_nothing(width: int) -> None:
    lines = list(rule_list(list(all_rules().values()), width))
    assert max(map(len, lines)) <= width
    assert " ".join(lines).split() == " ".join(rule_list(list(all_rules().values()), None)).split()


def test_a_page_shows_the_vault_of_an_example_and_what_is_reported_there(vault: Vault) -> None:
    page = vault.run("rules", "dangling-edge").stdout.decode()
    assert "  in a vault with solar power is very cheap now.md:\n    # x\n  is left, with:\n    3:3: " in page
    assert "  in a vault with solar power is cheap now.md:\n    # x\n  is left.\n" in page
