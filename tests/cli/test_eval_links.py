import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vault
from tests.git.conftest import commit
from tests.weave.rank.vaults import topical_files


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    found = Vault(tmp_path / "vault")
    commit(found.root, dict(topical_files(6)))
    return found


def test_both_protocols_are_printed_beside_the_baseline(vault: Vault) -> None:
    done = vault.run("eval", "links")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0 and done.stderr == b""
    assert lines[0].startswith("strict") and "(18 sources)" in lines[0]
    other = next(at for at, line in enumerate(lines) if line.startswith("leave one source out"))
    for at in (0, other):
        assert [line.split()[0] for line in lines[at + 2 : at + 6]] == ["reweave", "base", "TF-IDF", "chance"]
        assert lines[at + 6].split()[:3] == ["0.0", "to", "0.2"]
    assert lines[-1].startswith("too few notes have links")


def test_json_for_some_sources_of_another_folder(vault: Vault, tmp_path: Path) -> None:
    chosen = tmp_path / "list.txt"
    paths = [path for path, _ in topical_files(6)][:3]
    chosen.write_text(f"{paths[0]}\n\n./{paths[1]}\r\n{paths[2]}\n{paths[0]}\n")
    done = vault.run(
        "eval", "links", "--vault", vault.root, "--sources", chosen, "--output-format", "json", cwd=tmp_path
    )
    found = json.loads(done.stdout)
    assert list(found) == ["strict", "leave_one_source_out"] and done.stderr == b""
    for one in found.values():
        assert list(one) == ["sources", "recall_at_5", "recall_at_10", "mrr", "base", "baseline", "reliability"]
        assert one["sources"] == one["baseline"]["sources"] == 3
        assert 0.0 <= one["recall_at_5"] <= one["recall_at_10"] <= 1.0


def test_sources_may_be_absolute_also_through_a_link(vault: Vault, tmp_path: Path) -> None:
    chosen, link = tmp_path / "list.txt", tmp_path / "link"
    link.symlink_to(vault.root)
    paths = [path for path, _ in topical_files(6)][:3]
    chosen.write_text(f"{vault.root / paths[0]}\n{link / paths[1]}\n{paths[2]}\n{tmp_path / paths[0]}\n")
    done = vault.run("eval", "links", "--sources", chosen)
    assert done.returncode == 0 and b"(3 sources)" in done.stdout
    assert f"skipped 1 line; line 4: note '{tmp_path / paths[0]}' not found" in done.stderr.decode()


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("one.md\nnope.md\n", "list.txt:1: note 'one.md' not found"),
        ("\n../secret.md\nreadme.md\n", "list.txt:2: note '../secret.md' not found"),
        ("readme.md\n", "list.txt:1: note 'readme.md' is not in the graph"),
        ("claims/one.md\n", "list.txt: nothing to measure: no listed note links to another note in the graph"),
        ("\n", "list.txt: lists no notes"),
        (b"\xff\n", "list.txt: this is not UTF-8"),
        (None, "list.txt: cannot read: No such file or directory"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(
    vault: Vault, tmp_path: Path, lines: str | bytes | None, complaint: str
) -> None:
    chosen = tmp_path / "list.txt"
    if lines is not None:
        chosen.write_bytes(lines if isinstance(lines, bytes) else lines.encode())
    done = vault.run("eval", "links", "--sources", chosen)
    assert done.returncode == 2 and done.stdout == b""
    assert complaint in done.stderr.decode() and b"Traceback" not in done.stderr


def test_sources_that_link_nothing_are_counted(vault: Vault, tmp_path: Path) -> None:
    chosen = tmp_path / "list.txt"
    chosen.write_text(f"claims/one.md\n{topical_files(6)[0][0]}\n")
    done = vault.run("eval", "links", "--sources", chosen)
    assert done.returncode == 0 and b"(1 source)" in done.stdout
    assert b"skipped 1 of 2 notes" in done.stderr


def test_lines_that_name_no_participant_are_skipped(vault: Vault, tmp_path: Path) -> None:
    chosen = tmp_path / "list.txt"
    chosen.write_text(f"\ufeff./{topical_files(6)[0][0]}\r\nreadme.md\r\nnope.md\r\n")
    done = vault.run("eval", "links", "--sources", chosen)
    assert done.returncode == 0 and b"(1 source)" in done.stdout
    assert b"list.txt: skipped 2 lines; line 2: note 'readme.md' is not in the graph" in done.stderr
