"""How the git that runs the merge driver would merge text: its markers, their labels, and its algorithm."""

import os
import subprocess
from collections.abc import Sequence

from reweave.git.program import git_program
from reweave.git.text_options import TextOptions

_ASKED = r"^(merge\.conflictstyle|diff\.algorithm)$"


def read_options(marker_size: int, labels: Sequence[str]) -> TextOptions:
    """Ask git for its configuration, in the environment that it gave the driver.

    `labels` are those of base, ours and theirs, from a git that passes them (2.44 and newer).
    """
    asked = subprocess.run(
        [git_program(), "config", "-z", "--get-regexp", _ASKED], capture_output=True, stdin=subprocess.DEVNULL
    )
    found = dict(entry.partition("\n")[::2] for entry in os.fsdecode(asked.stdout).split("\0"))
    style = found.get("merge.conflictstyle")
    base, ours, theirs = map(_label, labels or ("", "", ""))
    options = TextOptions(
        marker_size=marker_size,
        style="diff3" if style == "diff3" else "zdiff3" if style == "zdiff3" else "merge",
        algorithm=found.get("diff.algorithm", ""),
    )
    if not (ours and theirs) and (branch := _merged_branch()):
        ours, theirs = "HEAD", branch
    return options._replace(base=base or options.base, ours=ours or options.ours, theirs=theirs or options.theirs)


def marker_size(path: str) -> int:
    """Return how long the markers of a file's conflicts are where it is not merged for a base."""
    asked = subprocess.run(
        [git_program(), "check-attr", "-z", "conflict-marker-size", "--", path],
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    value = [*asked.stdout.split(b"\0"), b"", b""][2]
    return int(value) if value.isdigit() else TextOptions().marker_size


def _label(argument: str) -> str:
    """Return a label as it can be written into a note; an older git passes the placeholder itself."""
    if argument in ("%S", "%X", "%Y"):
        return ""
    return " ".join(os.fsencode(argument).decode("utf-8", "replace").split())


def _merged_branch() -> str:
    """Return the name of the branch that `git merge` tells the programs it starts, or nothing."""
    names = [value for name, value in os.environ.items() if name.startswith("GITHEAD_")]
    return _label(names[0]) if len(names) == 1 else ""
