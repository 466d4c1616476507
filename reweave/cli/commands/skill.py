"""The command `skill`."""

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit


def skill(output_format: ListFormat = "text") -> int:
    """Print what a coding agent has to know of this version, as a skill document (Markdown).

    Example:
    reweave skill > .claude/skills/reweave/SKILL.md
    """
    from reweave import __version__
    from reweave.cli.skill import DESCRIPTION, NAME, skill_document

    text = skill_document()
    data = {"name": NAME, "description": DESCRIPTION, "version": __version__, "document": text}
    answer("skill", output_format, lambda: data, lambda: text.splitlines())
    return Exit.DONE
