"""Three small notes from a text with links in double brackets, in a real vault."""

from reweave.vault.vault import Vault
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.verdict import Verdict

COMPOST = "compost raises carbon in clay soils"
MULCH = "mulching keeps vegetable beds moist through summer"
WORMS = "earthworms thrive without ploughing"
TITLES = (COMPOST, MULCH, WORMS)


def small_vault(*bodies: str, fields: tuple[str, ...] = ("", "", "")) -> Vault:
    """Return the vault of the three notes; in bodies S, X and O are short for compost, mulching and worms."""
    files = []
    for title, body, field in zip(TITLES, (*bodies, "", "", ""), fields, strict=False):
        for short, meant in zip("SXO", TITLES, strict=True):
            body = body.replace(f"[[{short}]]", f"[[{meant}]]")
        files.append((f"{title}.md", f"---\ntype: claim\n{field}---\n{body}".encode()))
    return Vault.read(files)


def verdict(body: str, other: str = "", source: int = 0, target: int = 1) -> Verdict:
    """Return what the compost note (with `body`) and the mulching note (with `other`) state about their edge."""
    return type_edges(small_vault(body, other), [(source, target)])[0]


def typed(body: str, other: str = "") -> str | None:
    """Return the type of the edge from compost to mulching."""
    return verdict(body, other).type


def typed_back(body: str) -> str | None:
    """Return the type of the edge from mulching to compost when the compost note says `body`."""
    return verdict(body, source=1, target=0).type
