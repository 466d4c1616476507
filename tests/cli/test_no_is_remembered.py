"""What a person took out, a weave does not write again."""

from tests.cli.conftest import Vault
from tests.git.conftest import commit, git

MULCH = "mulching keeps vegetable beds moist through summer"
COMPOST = "compost raises carbon in clay soils"
TARGET = b"---\ntype: claim\n---\nText.\n"
NOTE = f"---\ntype: claim\n---\n- [[{MULCH}]] \u2014 the claim this supports\n".encode()
ENTRY = f"+- {MULCH}|supports|".encode()


def _vault(vault: Vault) -> None:
    commit(vault.root, {f"kb/{COMPOST}.md": NOTE, f"kb/{MULCH}.md": TARGET})


def _edges(vault: Vault) -> bytes:
    done = vault.run("weave", "kb", "--diff")
    assert b"Traceback" not in done.stderr
    return b"\n".join(line for line in done.stdout.splitlines() if line.startswith(b"+- "))


def test_a_declined_edge_is_not_proposed_until_a_note_changes(vault: Vault) -> None:
    _vault(vault)
    assert ENTRY in _edges(vault)
    assert vault.run("decline", COMPOST, MULCH).returncode == 0
    assert _edges(vault) == b""
    commit(vault.root, {f"kb/{MULCH}.md": TARGET + b"More text.\n"})
    assert ENTRY in _edges(vault)


def test_an_edge_that_was_taken_out_is_not_proposed_again(vault: Vault) -> None:
    _vault(vault)
    assert vault.run("weave", "kb", "--write").returncode == 0
    git(vault.root, "commit", "-qam", "woven")
    assert vault.run("unweave").returncode == 0
    assert vault.read()[f"kb/{COMPOST}.md"] == NOTE
    assert _edges(vault) == b""
    git(vault.root, "commit", "-qam", "no thanks")
    assert _edges(vault) == b""
    run = vault.run("run", "--weave")
    assert run.returncode == 0, run.stderr
    assert ENTRY.removeprefix(b"+") not in b"".join(
        data for path, data in vault.committed("reweave/normalize").items() if path.startswith("kb/")
    )
