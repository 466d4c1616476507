"""The notes as resources, bounded as the tools' answers are."""

import json
from typing import Any
from urllib.parse import quote

from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp_types import ListResourcesResult, Resource

from reweave.cli.mcp.keeper import Keeper
from reweave.cli.mcp.pages import MOST_CHARACTERS

NOTE_URI = "reweave://note/{+path}"
_ROOM = MOST_CHARACTERS - 2_000
_SHORT = 300
"""A title is cut to so many characters."""


async def read_note(keeper: Keeper, path: str) -> str:
    """Return the text of a note, or its beginning and where to read on.

    Raises:
        ResourceError: it cannot be read; `ResourceNotFoundError`: no note has this path.
    """
    answer = await _asked(keeper, "read_note", {"note": path})
    text = str(answer["text"])
    end = len(text)
    while len(json.dumps(text[:end], ensure_ascii=False)) > _ROOM:
        end = end * 9 // 10
    return (
        text if end == len(text) else f"{text[:end]}\n\n[{len(text) - end:,} characters left: use the tool read_note]"
    )


async def list_notes(keeper: Keeper, cursor: str | None) -> ListResourcesResult:
    """Return the notes as resources, as many as fit, and the cursor to go on with.

    Raises:
        ResourceError: the vault cannot be read.
    """
    notes = (await _asked(keeper, "notes", {}))["notes"]
    start = int(cursor) if cursor is not None and cursor.isascii() and cursor.isdigit() and len(cursor) < 10 else 0
    found: list[Resource] = []
    used = 0
    for note in notes[start:]:
        uri = NOTE_URI.replace("{+path}", quote(note["path"]))
        one = Resource(uri=uri, name=note["path"], title=note["title"][:_SHORT], mime_type="text/markdown")
        used += len(one.model_dump_json(by_alias=True, exclude_none=True)) + 1
        if found and used > _ROOM:
            break
        found.append(one)
    end = start + len(found)
    return ListResourcesResult(resources=found, next_cursor=str(end) if end < len(notes) else None)


async def _asked(keeper: Keeper, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    found = await keeper.ask(name, arguments)
    if "error" in found:
        error = found["error"]
        kind = ResourceNotFoundError if error["code"] in ("no-such-note", "ambiguous-note") else ResourceError
        raise kind(error["message"][:1000])
    answer: dict[str, Any] = found["answer"]
    return answer
