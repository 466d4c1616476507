"""The three-way merge of remembered answers: a file of lines whose order means nothing."""

from reweave.files.answers_file import ANSWERS_FILE


def is_answers(path: str) -> bool:
    """Return whether a path of a repository names the remembered answers of a vault in it."""
    return path == ANSWERS_FILE or path.endswith("/" + ANSWERS_FILE)


def merge_answers(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Return our lines, without those that their side removed, and followed by those that it added."""
    before, own, other = ([line for line in side.splitlines() if line.strip()] for side in (base, ours, theirs))
    removed = set(before) - set(other)
    added = [line for line in dict.fromkeys(other) if line not in {*before, *own}]
    eol = b"\r\n" if b"\r\n" in ours else b"\n"
    return b"".join(line + eol for line in [*(line for line in own if line not in removed), *added])
