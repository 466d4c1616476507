"""One note of the vault: its names, fields, dates and text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reweave.note.note import Note
from reweave.vault.frontmatter import read_fields
from reweave.vault.title_heading import title_heading

_CREATED = ("created", "date")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One note as the graph sees it.

    `fields` holds the frontmatter's values as text (see `read_fields`). `title` is the name that people use: its
    `title` field, else the file's stem where that is a phrase, else the heading that opens the body (see
    `title_heading`), else the stem. `problem` says why the frontmatter could not be read (then there are no fields).
    """

    path: str
    source: bytes
    body_start: int
    title: str
    heading: str | None
    aliases: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    created: date | None
    problem: str | None

    @property
    def body(self) -> str:
        """The text after the frontmatter. Bytes that are not UTF-8 are U+FFFD; it is decoded at each call."""
        return self.source[self.body_start :].decode(errors="replace")

    @property
    def first_line(self) -> int:
        """The line of the file (from 1) on which the body begins."""
        return self.source.count(b"\n", 0, self.body_start) + 1

    @property
    def stem(self) -> str:
        """The file's name without folder and extension."""
        return stem_of(self.path)

    @property
    def folder(self) -> str:
        """The folder, empty for the root."""
        return self.path.rpartition("/")[0]

    @property
    def note_type(self) -> str | None:
        """The field `type`."""
        return self.value("type")

    @property
    def domain(self) -> str | None:
        """The field `domain`."""
        return self.value("domain")

    @property
    def status(self) -> str | None:
        """The field `status`."""
        return self.value("status")

    @property
    def description(self) -> str | None:
        """The field `description`, or else `summary`."""
        return self.value("description") or self.value("summary")

    @property
    def confidence(self) -> str | None:
        """The field `confidence`."""
        return self.value("confidence")

    def value(self, field: str) -> str | None:
        """Return the first value of a field, on one line, or `None` where it has none."""
        for text in self.fields.get(field, ()):
            if line := " ".join(text.split()):
                return line
        return None

    def line_of(self, offset: int) -> int:
        """Return the line of the file (from 1) of a character of the body."""
        return self.first_line + self.body.count("\n", 0, offset)


def read_record(note: Note) -> Record:
    """Return the record of a note. An unreadable note is no error: it has a path and a body."""
    fields = read_fields(note)
    heading = title_heading(note.source, note.block.body)
    stem = stem_of(note.path)
    given = next((line for text in fields.get("title", ()) if (line := " ".join(text.split()))), None)
    title = given or (stem if " " in stem.strip() else heading or stem)
    aliases = tuple(
        line for key in ("aliases", "alias") for text in fields.get(key, ()) if (line := " ".join(text.split()))
    )
    return Record(
        note.path,
        note.source,
        note.block.body,
        title,
        heading,
        aliases,
        fields,
        _created(fields),
        note.problem.reason if note.problem is not None else None,
    )


def stem_of(path: str) -> str:
    """Return a path's last part without its extension."""
    name = path.rpartition("/")[2]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name


def read_date(text: str) -> date | None:
    """Return the day that `YYYY-MM-DD` names, or `None` where there is no such day."""
    if _DAY.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _created(fields: Mapping[str, tuple[str, ...]]) -> date | None:
    for name in _CREATED:
        for text in fields.get(name, ()):
            if day := read_date(text.strip()[:10]):
                return day
    return None
