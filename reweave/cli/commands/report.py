import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat, NoCache, Repo
from reweave.exit_codes import Exit


def report(
    repo: Repo = Path(),
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page to FILE (-: stdout).")
    ] = None,
    config: ConfigFile = None,
    no_cache: NoCache = False,
    output_format: ListFormat = "text",
) -> int:
    """Report the health of the vault.

    Its figures and their trend over the history, what there is to do with the commands that do it, new findings against
    known ones, and past runs. The page also has a picture of the graph; it is one file, without a script.

    Example:
    reweave report
    reweave report --html health.html
    """
    from reweave.run.workspace import open_workspace

    if html is not None:
        from reweave.extras import require
        from reweave.own_files import check_own_file

        require("report", "the picture of the graph")
        from reweave.report.page import is_report_page, report_page

        if str(html) != "-":
            check_own_file(html, is_report_page)
    from reweave.report.vault_report import vault_report

    found = vault_report(open_workspace([repo], config), cached=not no_cache)
    if html is not None:
        from reweave.own_files import write_own_file

        page = report_page(found).encode("utf-8", "replace")
        if str(html) == "-":
            sys.stdout.buffer.write(page)
            return Exit.DONE
        write_own_file(html, [page], is_report_page)
    if output_format == "json":
        from reweave.output.document import document
        from reweave.report.data import report_data

        print(document("report", report_data(found)), end="")
    else:
        from reweave.report.text import report_lines
        from reweave.terminal import wants_colour

        for line in report_lines(found, colour=wants_colour(sys.stdout, os.environ)):
            print(line)
    return Exit.DONE
