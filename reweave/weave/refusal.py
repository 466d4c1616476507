"""Why a pair of notes gets no edge."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why an edge is not proposed; each is counted in a preview."""

    SELF = "a note would name itself"
    HELD = "the frontmatter of one names the other already"
    LINKED = "the notes are linked already"
    NO_PART = "one of the notes takes no part, or may not carry this type"
    RETIRED = "one of the notes is retired"
    DUPLICATE = "the notes say the same"
    UNNAMED = "no name means the note alone"
    DECLINED = "it was declined, or taken out, before"
    WAITING = "it waits on another branch already"
    COOLING = "the note was edited too recently"
    PAIR = "another edge of the same pair is proposed"
    PER_NOTE = "the note has as many woven edges as it may"
    PER_TARGET = "the target has as many woven edges as it may"
    LIMIT = "the limit of this run"
