import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat
from reweave.cli.printing.answer import answer
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.suggestion import did_you_mean
from reweave.text import quoted

if TYPE_CHECKING:
    from reweave.schemas import schemas as answers

SCHEMAS = ("schemas",)


def schema(
    name: Annotated[
        str | None, typer.Argument(help="Print the schema of this name or command.", metavar="[NAME]")
    ] = None,
    output_format: ListFormat = "text",
) -> int:
    """List the JSON schemas, or print one.

    There is one for each kind of output, for errors and for plans (JSON Schema 2020-12).

    Example:
    reweave schema plan
    reweave schema "eval links"
    """
    from reweave.cli.app import answers_of, command_names
    from reweave.output.document import schema_names, schema_text, schema_titles

    of = {command: answers_of(command) for command in command_names()}
    known = schema_names()
    if name is not None:
        bare = name.removeprefix("reweave/").removesuffix("/1")
        chosen = bare if bare in known else next(iter(of.get(name, ())), None)
        if chosen is None:
            hint = did_you_mean(name, [*known, *of], "see `reweave schema`")
            raise ReweaveError(f"unknown schema {quoted(name)}", code="no-such-schema", suggestion=hint)
        sys.stdout.write(schema_text(chosen))
        return Exit.DONE
    titles = list(schema_titles())
    uses = {one: [command for command, answers in of.items() if one in answers] for one, _ in titles}
    data: list[answers.Schema] = [{"name": one, "description": title, "commands": uses[one]} for one, title in titles]
    width = max(len(one) for one, _ in titles)
    answer(
        "schemas", output_format, lambda: {"schemas": data}, lambda: [f"{one:{width}}  {told}" for one, told in titles]
    )
    return Exit.DONE
