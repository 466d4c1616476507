import json

from reweave.rules.registry import all_rules
from tests.cli.conftest import Vault


def test_the_list_and_one_page(vault: Vault) -> None:
    lines = vault.run("rules").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[: len(all_rules())]] == list(all_rules())
    page = vault.run("rules", "quotes").stdout.decode()
    assert '[rules.quotes]\nitems = "minimal"' in page and "- solar is cheap" in page
    answer = json.loads(vault.run("rules", "--output-format", "json").stdout)
    assert [rule["name"] for rule in answer["rules"]] == list(all_rules())


def test_an_unknown_rule(vault: Vault) -> None:
    done = vault.run("rules", "qoutes")
    assert done.returncode == 2
    assert done.stderr == b"reweave: unknown rule 'qoutes'; did you mean 'quotes'?\n"
