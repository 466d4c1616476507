"""Stand-ins for `gh`, `glab` and `tea`: they write down how they were called, and answer what a file says."""

import json
import sys
from pathlib import Path
from typing import Any

_SCRIPT = """\
#!{python}
import json, os, sys
home = {home!r}
call = {{"argv": sys.argv[1:], "stdin": sys.stdin.read(), "cwd": os.listdir(), "repo": os.environ.get("GH_REPO")}}
with open(home + "/calls", "a") as log:
    log.write(json.dumps(call) + "\\n")
for wanted, status, out, err in json.load(open(home + "/answers")):
    if all(word in " ".join(sys.argv[1:]) for word in wanted):
        sys.stdout.write(out)
        sys.stderr.write(err)
        sys.exit(status)
sys.exit("no answer for " + " ".join(sys.argv[1:]))
"""


class Fake:
    """A tool called `name` in the folder `place`, which belongs on PATH."""

    def __init__(self, place: Path, name: str) -> None:
        self._home = place / f"{name}.home"
        self._home.mkdir(parents=True)
        program = place / name
        program.write_text(_SCRIPT.format(python=sys.executable, home=str(self._home)))
        program.chmod(0o755)
        self._answers: list[tuple[list[str], int, str, str]] = []

    def answers(self, *words: str, said: Any = None, text: str = "", status: int = 0, err: str = "") -> None:
        """Answer a call whose arguments hold all `words` with JSON or text; what is said first counts."""
        self._answers.append((list(words), status, text if said is None else json.dumps(said), err))
        (self._home / "answers").write_text(json.dumps(self._answers))

    def forget(self) -> None:
        """Have no answer any more."""
        self._answers = []
        (self._home / "answers").write_text("[]")

    def calls(self) -> list[dict[str, Any]]:
        """Return how it was called so far, and forget it."""
        log = self._home / "calls"
        found = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        log.unlink(missing_ok=True)
        return found
