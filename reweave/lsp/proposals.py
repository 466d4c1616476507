"""Proposed edges: found by `reweave weave` in a process of its own, so that typing never waits for it."""

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reweave.errors import ReweaveError

_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edge that `weave` proposes, the note and list that it would be written to, and why.

    `line` is that of the words that state it (from 1) where they stand in the holder, else 0.
    """

    source: str
    target: str
    type: str
    holder: str
    item: str
    date: date
    reason: str
    line: int


async def find_proposals(root: Path) -> list[Proposal]:
    """Return the edges that are missing in a vault as it is on disk.

    Raises:
        ReweaveError: `weave` failed, with the last line that it printed.
    """
    # -P: no module is imported from the vault, which is the current directory.
    command = (sys.executable, "-P", "-m", "reweave", "weave", "--from=all", "--output-format=json", "--quiet")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, cwd=root, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), _SECONDS)
    except TimeoutError as error:
        raise ReweaveError(f"`reweave weave` takes more than {_SECONDS} seconds", code="timeout") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        return [_proposal(one) for one in json.loads(out)["edges"]]
    except (ValueError, KeyError) as error:
        said = err.decode(errors="replace").strip().splitlines()
        raise ReweaveError(said[-1] if said else f"exit code {process.returncode}", code="weave-failed") from error


def _proposal(edge: dict[str, object]) -> Proposal:
    quote = edge["quote"]
    words = quote if isinstance(quote, dict) else {}
    terms = edge["terms"] if isinstance(edge["terms"], list) else []
    reason = f'"{words["text"]}"' if words else f"both mention {', '.join(map(str, terms))}" if terms else ""
    return Proposal(
        str(edge["source"]),
        str(edge["target"]),
        str(edge["type"]),
        str(edge["holder"]),
        str(edge["item"]),
        date.fromisoformat(str(edge["date"])),
        reason,
        int(words["line"]) if words.get("path") == edge["holder"] else 0,
    )
