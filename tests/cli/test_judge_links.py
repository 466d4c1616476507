"""`--judge linked`: links whose type nobody states, typed by a program of the user's."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import commit

CLAIM = b"---\ntype: claim\n---\n"
COMPOST, BEDS, WORMS = "compost feeds clay soils", "beds stay moist in summer", "worms dig deeper in winter"
NOTES = {
    f"{COMPOST}.md": CLAIM + f"See [[{BEDS}]] and [[{WORMS}]]. Carbon keeps such beds wet.\n".encode(),
    f"{BEDS}.md": CLAIM,
    f"{WORMS}.md": CLAIM,
}


@pytest.fixture
def judged(vault: Vault, tmp_path: Path) -> Vault:
    """Return the vault, with a judge that finds support in the words "Carbon keeps such beds wet"."""
    commit(vault.root, NOTES)
    program = tmp_path / "ask"
    program.write_text(
        f"#!{vault.python}\nimport json, sys\nasked = json.load(sys.stdin)\n"
        f"open({str(tmp_path / 'log')!r}, 'a').write(json.dumps([one['title'] for one in asked['targets']]) + '\\n')\n"
        "answers = [{'target': n, 'relation': 'supports' if 'moist' in one['title'] else 'none', 'confidence': 0.9,\n"
        "            'quote': 'Carbon keeps such beds wet'} for n, one in enumerate(asked['targets'], 1)]\n"
        "print(json.dumps({'answers': answers}))\n"
    )
    program.chmod(0o755)
    vault.set_up(f'[judges.own]\ncommand = ["{program}"]\n')
    return vault


def test_a_note_and_its_links_are_one_question_and_asked_once(judged: Vault, tmp_path: Path) -> None:
    done = judged.run("weave", "--judge", "linked", "--stated-only", "--write")
    assert b"1 question to ask about 2 pairs" in done.stderr, done.stderr
    assert [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()] == [[BEDS, WORMS]]
    assert f"supports:\n- {BEDS}\n" in (judged.root / f"{COMPOST}.md").read_text()
    again = judged.run("weave", "--judge", "linked", "--stated-only")
    assert b"0 questions to ask" in again.stderr and len((tmp_path / "log").read_text().splitlines()) == 1


def test_a_run_asks_about_links_too(judged: Vault) -> None:
    done = judged.run("run", "--weave", "--judge", "linked")
    assert b"1 question to ask about 2 pairs" in done.stderr, done.stderr
    assert b"Add 1 edge" in done.stdout


def test_without_a_judge_that_is_said(vault: Vault) -> None:
    commit(vault.root, NOTES)
    done = vault.run("weave", "--judge", "all")
    assert done.returncode == 2 and b"no judge is set up" in done.stderr
