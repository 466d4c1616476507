from typing import TYPE_CHECKING

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit

if TYPE_CHECKING:
    from reweave.schemas import skill as answers


def skill(output_format: ListFormat = "text") -> int:
    """Print the guide for coding agents.

    A skill document in Markdown, generated for this version of reweave.

    Example:
    reweave skill > .claude/skills/reweave/SKILL.md
    """
    from reweave import __version__
    from reweave.cli.skill import DESCRIPTION, NAME, skill_document

    text = skill_document()
    data: answers.Skill = {"name": NAME, "description": DESCRIPTION, "version": __version__, "document": text}
    answer("skill", output_format, lambda: data, lambda: text.splitlines())
    return Exit.DONE
