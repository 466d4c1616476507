"""The reasons for which an edge is not proposed."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why an edge is not proposed; each is counted in a preview."""

    SELF = "source and target are the same note"
    HELD = "the frontmatter of one note already names the other"
    LINKED = "the notes are already linked"
    UNMEASURED = "stated in words whose precision is not measured, or too low"
    NO_PART = "one of the notes is not a participant, or may not have this edge type"
    RETIRED = "one of the notes is retired"
    DUPLICATE = "the notes are near-duplicates"
    NO_SUBJECT = "one of the notes is a template, a journal, a drawing, or about the vault"
    NO_TEXT = "both notes are empty or lists of links"
    SERIES = "the titles differ in numbers alone"
    REWORDED = "the notes make one claim in other words"
    UNNAMED = "a note has no unambiguous name"
    DECLINED = "declined or removed earlier"
    WAITING = "already pending on another branch"
    COOLING = "the note was edited within the cool-down"
    PAIR = "another edge between the two notes is proposed"
    COPY = "a copy of one of the notes has this edge, or is proposed it"
    PER_NOTE = "the note has reached per-note"
    PER_TARGET = "the target has reached per-target"
    PER_FOLDER = "the folder of both notes has reached per-folder"
    LIMIT = "beyond the limit of this run"
