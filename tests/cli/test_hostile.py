"""Whatever names, titles, branches, configuration and plans hold: no command lets it steer a terminal or hide."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reweave.text import escape, one_line
from tests.cli.conftest import Vault
from tests.git.conftest import commit, git

ODD = "\u202eevil\u200b\U000e0041\x9b31m"
"""Fit for a branch, which git keeps free of control characters below U+0080."""
EVIL = f"\x1b[2J\x1b]0;t\x07\n{ODD}"
NAME = f"cl{EVIL}/{EVIL}\udcff.md"
OTHER = f"claims/other{ODD}.md"
BROKEN = f"broken{EVIL}.md"
SEEN = escape(ODD)

NOTE = f"""---
type: claim
title: "{SEEN}"
"su{SEEN}":
  - "[[nobody{SEEN}]]"
  - "new{SEEN}"
reweave_edges:
  - "nobody{SEEN}|su{SEEN}|2026-01-02"
---
# Solar {ODD}

Solar panels and grids.

- [[other{ODD}]] - this supports the point
"""
CONFIG = f"""
[weave]
[[weave.types]]
name = "su{SEEN}"
field = "su{SEEN}"
[[weave.types]]
name = "supports"
field = "supports"
"""
HEAD = json.dumps({"schema": "reweave/plan/1"})
EDGE = {"op": "add-edge", "id": "1", "path": OTHER, "type": "supports", "target": "x", "blob": "0" * 40}

PLANS = {
    "operation": [HEAD, json.dumps({"op": EVIL})],
    "field": [HEAD, json.dumps({**EDGE, EVIL: 1})],
    "value": [HEAD, json.dumps({**EDGE, "blob": EVIL})],
    "type": [HEAD, json.dumps({**EDGE, "type": ODD})],
    "target": [HEAD, json.dumps({**EDGE, "target": ODD})],
}
FINDINGS = [["check"], ["check", NAME], ["fix", "--diff", BROKEN], ["run", "--batch-size", "1"], ["fix"]]
"""These keep names as they are in a pipe, where they may be read by a program."""
CASES = [
    ["check", f"nowhere{EVIL}"],
    ["rules", EVIL],
    ["schema", EVIL],
    ["edges"],
    ["edges", EVIL],
    ["edges", "--type", EVIL],
    ["explain", NAME, OTHER],
    ["explain", EVIL, OTHER],
    ["explain", OTHER, f"other{ODD[:-1]}"],
    ["decline", EVIL, OTHER],
    ["decline", NAME, OTHER, "--type", EVIL],
    ["stats"],
    ["weave", "--type-by", EVIL],
    ["unweave", "--diff", "--type", EVIL],
    ["unweave", "--run", EVIL],
    ["rename", EVIL, "new"],
    ["rename", OTHER, f"new{EVIL}"],
    ["rename", OTHER, NAME],
    ["retarget", EVIL, OTHER],
    ["delete", EVIL, "--diff"],
    ["merge-notes", OTHER, EVIL, "--diff"],
    ["run", "--branch", EVIL],
    ["run", "--branch", f"re{ODD}"],
    ["run", "--base", EVIL],
    ["run", "--push", EVIL],
    ["run", "--push", f"--{EVIL}:"],
    ["run", "--author", EVIL],
    ["run", "--trailer", EVIL],
    ["undo", EVIL],
    ["undo", f"{EVIL}/1"],
    ["merge", "branch", EVIL],
    ["merge", "branch", f"re{ODD}", "--base", EVIL],
    ["resolve", EVIL],
    ["apply", f"no{EVIL}"],
    *(["apply", f"{name}.jsonl"] for name in PLANS),
    ["check", "--config", f"no{EVIL}.toml"],
    ["check", "--config", "bad-key.toml"],
    ["check", "--config", "bad-value.toml"],
    ["check", "--config", "bad-pattern.toml"],
    ["init", f"no{EVIL}"],
    ["code", "vendor", f"no{EVIL}/fm.py"],
    ["code", "rules", EVIL],
    ["code", "check", f"no{EVIL}"],
    ["graph", EVIL],
    ["graph", "--context", f"no{EVIL}/x"],
    ["eval", "types", f"no{EVIL}"],
    ["eval", "types", "gold.jsonl"],
    ["eval", "types", "gold.jsonl", "--typer", EVIL],
    ["eval", "links", "--sources", f"no{EVIL}"],
    ["eval", "links", "--sources", "sources.txt"],
    ["schedule", "show", "--github", "--no-pr", "--at", EVIL],
    ["schedule", "show", "--cron", "--push", EVIL],
]
OTHERS = [
    [EVIL],
    ["check", f"--{EVIL}"],
    ["weave", "--from", EVIL],
    ["eval", "links", EVIL],
    ["weave", "--from", "all"],
    ["log"],
]
"""Wrong use that the command line's library reports, with its own escapes, and answers that may name nothing."""
ALL = FINDINGS + CASES + OTHERS
SCRIPT = """
import json, os, sys
from reweave.cli.program import run
for number, arguments in enumerate(json.load(open("../cases.json"))):
    try:
        run(arguments)
    except SystemExit:
        pass
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    for stream in {int(one) for one in sys.argv[1:]}:
        os.write(stream, b"\\n=====\\n")
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    files = {
        NAME: NOTE.encode(),
        OTHER: f"---\ntype: claim\ntags: [a,b]\n---\n# other{ODD}\n\nGrids and solar panels.\n".encode(),
        BROKEN: f"---\ntitle: [unclosed {ODD}\n---\n".encode(),
        "reweave.toml": CONFIG.encode(),
        "bad-key.toml": f'"se{SEEN}" = 1\n'.encode(),
        "bad-value.toml": f'[run]\nby = "{SEEN}"\n'.encode(),
        "bad-pattern.toml": f'exclude = ["!{SEEN}"]\n'.encode(),
        "sources.txt": f"{ODD}\n".encode(),
        "gold.jsonl": json.dumps({"source": NAME, "target": OTHER, "label": ODD}).encode() + b"\n",
        **{f"{name}.jsonl": "".join(f"{line}\n" for line in lines).encode() for name, lines in PLANS.items()},
    }
    for name, source in files.items():
        (vault.root / name).parent.mkdir(exist_ok=True)
        (vault.root / name).write_bytes(source)
    commit(vault.root, files)
    git(vault.root, "branch", f"re{ODD}")
    (tmp_path / "cases.json").write_text(json.dumps(ALL))
    return vault


def _pieces(said: bytes) -> list[str]:
    return said.decode(errors="surrogateescape").replace("\r\n", "\n").split("\n=====\n")[:-1]


def test_in_a_pipe(hostile: Vault) -> None:
    command = [sys.executable, "-c", SCRIPT, "1", "2"]
    done = subprocess.run(command, cwd=hostile.root, env=hostile.environment(), capture_output=True, check=True)
    answers, errors = _pieces(done.stdout), _pieces(done.stderr)
    assert len(answers) == len(errors) == len(ALL)
    for arguments, answer, error in zip(ALL, answers, errors, strict=True):
        wanted = one_line if arguments in FINDINGS else escape
        assert wanted(answer, keep="\n") == answer, arguments
        assert wanted(error, keep="\n") == error, arguments
        assert "internal-error" not in error and "Traceback" not in error
        if arguments in CASES:
            assert SEEN in answer + error, arguments
    messages = git(hostile.root, "log", "--format=%B", "reweave/normalize").decode()
    assert SEEN in messages and escape(messages, keep="\n") == messages


def test_at_a_terminal(hostile: Vault) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-c", SCRIPT, "1"]
    environment = {**hostile.environment(), "TERM": "xterm"}
    with subprocess.Popen(command, cwd=hostile.root, env=environment, stdout=slave, stderr=slave) as process:
        os.close(slave)
        said = b""
        while piece := _read(master):
            said += piece
    os.close(master)
    assert process.returncode == 0
    shown = _pieces(said)
    assert len(shown) == len(ALL)
    for arguments, text in zip(ALL, shown, strict=True):
        plain = re.sub(r"\x1b\[\d*m", "", text)
        assert escape(plain, keep="\n\r") == plain, arguments
        assert SEEN in plain or arguments in OTHERS, arguments


def _read(master: int) -> bytes:
    try:
        return os.read(master, 1 << 16)
    except OSError:
        return b""
