"""Reading a list of notes from a file: one path a line."""

from pathlib import Path

from reweave.errors import ReweaveError
from reweave.text import quoted
from reweave.vault.vault import Vault


def read_source_list(file: Path, vault: Vault) -> list[int]:
    """Return the places of the notes that a file names by their paths, seen from the vault's root, each once.

    Empty lines are passed over.

    Raises:
        ReweaveError: the file cannot be read, or a line names no note of the vault, or one that takes no part in edges.
    """
    try:
        lines = file.read_bytes().decode().splitlines()
    except OSError as error:
        raise ReweaveError(f"cannot read it: {error.strerror}", code="cannot-read", path=str(file)) from error
    except UnicodeDecodeError as error:
        raise ReweaveError("this is not UTF-8", code="bad-source-list", path=str(file)) from error
    places: dict[int, None] = {}
    for number, line in enumerate(lines, start=1):
        path = line.strip().removeprefix("./")
        if not path:
            continue
        place = vault.by_path.get(path)
        if place is None:
            raise _bad(f"note {quoted(path)} not found", file, number)
        if not vault.is_participant(place):
            raise _bad(f"note {quoted(path)} is not in the graph", file, number)
        places[place] = None
    return list(places)


def _bad(message: str, file: Path, line: int) -> ReweaveError:
    return ReweaveError(message, code="bad-source-list", path=str(file), line=line)
