"""Shells complete commands, options and their values."""

import shutil
import subprocess

import pytest

from reweave.cli.program import run


def completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> set[str]:
    words = line.split(" ")
    monkeypatch.setenv("_REWEAVE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    assert run([]) == 0
    return set(capsys.readouterr().out.split())


def test_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert completed(monkeypatch, capsys, "reweave che") == {"check"}
    assert completed(monkeypatch, capsys, "reweave code ch") == {"check"}
    assert completed(monkeypatch, capsys, "reweave check --stat") == {"--statistics"}
    assert completed(monkeypatch, capsys, "reweave check --output-format g") == {"grouped", "github", "gitlab"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shell: str) -> None:
    monkeypatch.setenv("_REWEAVE_COMPLETE", f"source_{shell}")
    assert run([]) == 0
    script = capsys.readouterr().out
    assert f"complete_{shell}" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_an_unknown_shell_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_REWEAVE_COMPLETE", "source_ed")
    assert run([]) == 1
