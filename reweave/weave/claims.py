"""Claims: only they support, challenge or depend on one another."""

import re

from reweave.vault.vault import Vault
from reweave.weave.stated.tokens import word_set

_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NO_CLAIM = word_set("how why what when where who which list lists notes index map about")


def is_claim(vault: Vault, place: int) -> bool:
    """Return whether a note makes a claim.

    Where the vault defines its participants (by the configuration, or by notes of `type: claim`), those are claims. In
    any other vault, notes whose title is a proposition are.
    """
    if len(vault.participants) < len(vault) or vault.config.participants is not None:
        return vault.is_participant(place)
    return is_proposition(vault.records[place].title)


def is_proposition(title: str) -> bool:
    """Return whether a title reads as a sentence: four words or more, in sentence case, no question and no list."""
    words = _WORD.findall(title.replace("_", " "))
    if len(words) < _FEWEST_WORDS or title.rstrip().endswith("?") or words[0].lower() in _NO_CLAIM:
        return False
    capitals = sum(1 for word in words[1:] if word[0].isupper())
    return capitals * 2 < len(words) - 1
