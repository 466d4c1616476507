"""The vault that the pictures in the documents show: a few claims about energy, of their own text."""

import os
import subprocess
from pathlib import Path

CLAIMS = {
    "storage/storage cost falls faster than forecasts": (
        "Forecasts assume a straight line; learning compounds across markets",
        "Every forecast since 2010 was too cautious, because each assumed that the next doubling of production would"
        " teach less than the last one.\n\n"
        "Cells for cars and cells for grids come from the same lines. This depends on the finding that"
        " [[learning curves"
        " hold across battery chemistries]], since a chemistry that starts from nothing would start at a high price.",
    ),
    "storage/learning curves hold across battery chemistries": (
        "Each doubling of production cuts the price by about a fifth, whatever the cathode",
        "Lead, nickel and iron phosphate followed nearly the same slope once they were made in numbers.",
    ),
    "grid/grid batteries displace peaking plants before 2030": (
        "The evening peak is short, and a battery is paid for being quick",
        "A peaking plant runs for a few hundred hours a year and needs minutes to start.\n\n"
        "- [[storage cost falls faster than forecasts]] - this claim depends on that one\n"
        "- [[demand follows prices where meters are smart]] - this challenges the need for either",
    ),
    "grid/demand follows prices where meters are smart": (
        "Where people see a price by the hour, a tenth of the evening load moves",
        "Trials in four countries moved between six and fourteen percent of the evening load.\n\n"
        "This is evidence against [[grid batteries displace peaking plants before 2030]]: what is not"
        " asked for need not"
        " be stored.",
    ),
    "grid/long lines are cheaper than long storage": (
        "Weather fronts are smaller than continents",
        "A lull rarely covers two thousand kilometres. This undermines [[seasonal storage is needed for"
        " a clean grid]].",
    ),
    "storage/seasonal storage is needed for a clean grid": (
        "Winter is the problem, not the night",
        "Solar power gives in June what is missing in January, and batteries empty within hours. The"
        " grid needs something"
        " that keeps for months.",
    ),
    "heat/heat pumps move the peak into winter": (
        "What gas boilers burned on cold mornings, the grid has to deliver",
        "A cold week doubles the load of a street of heat pumps. This supports the claim that"
        " [[seasonal storage is needed"
        " for a clean grid]].",
    ),
    "heat/insulated houses shift their load by hours": (
        "A heavy, insulated house is a battery that nobody has to buy",
        "Concrete floors hold the warmth of noon until the evening. This weakens [[heat pumps move the peak into"
        " winter]].",
    ),
}


DAYS = ("2026-01-12", "2026-01-26", "2026-02-09", "2026-03-02")


def make(root: Path) -> None:
    """Write the vault, and commit it two notes at a time, weeks apart."""
    git(root, "init", "-q", "-b", "main")
    claims = list(CLAIMS.items())
    for day, first in zip(DAYS, range(0, len(claims), 2), strict=True):
        for name, (description, text) in claims[first : first + 2]:
            file = root / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            title = name.rpartition("/")[2]
            head = f"---\ntype: claim\ndescription: {description}\ncreated: {day}\n---\n"
            file.write_text(f"{head}# {title}\n\n{text}\n", encoding="utf-8")
        commit(root, "Claims about energy", day)


def commit(root: Path, subject: str, day: str) -> None:
    """Commit everything on a day."""
    git(root, "add", "-A")
    who = ["-c", "user.name=demo", "-c", "user.email=demo@example.org", "-c", "core.autocrlf=false"]
    git(root, *who, "commit", "-q", "-m", subject, GIT_AUTHOR_DATE=f"{day}T09:00Z", GIT_COMMITTER_DATE=f"{day}T09:00Z")


def git(root: Path, *args: str, **environ: str) -> None:
    """Run git in the vault."""
    subprocess.run(["git", *args], cwd=root, check=True, env={**os.environ, **environ})
