import json
from pathlib import Path

from tests.cli.conftest import Vault

NOTES = {
    "claims/solar is cheap.md": "---\ntype: claim\ndomain: energy\nsupports: [wind is not free]\n---\n[[gone]]\n",
    "claims/wind is not free.md": "---\ntype: claim\ndomain: trade\n---\n[[solar is cheap]], [[one]]\n",
}


def write(vault: Vault, notes: dict[str, str]) -> None:
    for name, text in notes.items():
        (vault.root / name).write_text(text)


def test_the_whole_vault(vault: Vault) -> None:
    write(vault, NOTES)
    before = vault.read()
    done = vault.run("stats")
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[0] == "notes          8 (6 participating)"
    assert "  supports     5 (5 typed field)" in lines
    assert "  links        2 (2 body link)" in lines
    assert "unresolved     1 times a name means no note (1 names)" in lines
    # "wind: a survey", in each of the four claims of the small vault, names nothing.
    assert any(line.startswith("dangling       4 entries") for line in lines)
    assert vault.read() == before


def test_some_notes_with_their_names_resolved_in_the_whole_vault(vault: Vault) -> None:
    write(vault, NOTES)
    done = vault.run("stats", "claims/wind is not free.md", "--output-format", "json")
    answer = json.loads(done.stdout)
    assert answer["notes"]["read"] == 1
    assert answer["edges"]["by_type"]["links"] == 2
    assert answer["unresolved"] == []
    assert answer["orphans"] == []


def test_types_come_from_the_configuration(vault: Vault) -> None:
    write(vault, NOTES)
    (vault.root / "reweave.toml").write_text('[[weave.types]]\nname = "backs"\nfield = "supports"\n')
    answer = json.loads(vault.run("stats", "--output-format", "json").stdout)
    assert answer["edges"]["by_type"] == {"backs": 5, "links": 2}
    (vault.root / "reweave.toml").write_text('[[weave.types]]\nname = "backs"\n')
    done = vault.run("stats")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b'reweave.toml:1: [[weave.types]] needs a field; for example field = "supports"\n')


def test_what_cannot_be_read_is_named_and_left_out(vault: Vault) -> None:
    (vault.root / "claims/link.md").symlink_to("one.md")
    done = vault.run("stats")
    assert done.returncode == 0
    assert b"claims/link.md: skipped: " in done.stderr
    assert done.stdout.startswith(b"notes          6 ")


def test_outside_a_repository(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/a.md").write_text("see [[b]]")
    (tmp_path / "plain/b.md").write_text("")
    lines = vault.run("stats", cwd=tmp_path / "plain").stdout.decode().splitlines()
    assert lines[0] == "notes          2 (2 participating)"
    assert "components     1, the largest of 2 notes" in lines
