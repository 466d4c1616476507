"""Bringing a workflow that people edited up to date: their changes are merged with what reweave writes now."""

import re

from reweave.distribution import DISTRIBUTION
from reweave.git.text_merge import TextMerge, merge_text

_PIN = re.compile(
    r"(?m)^(?P<head>[ \t-]*uses: (?P<action>[^\s@]+)@)(?P<pin>\S+(?:[ \t]+#[ \t]*(?P<tag>v?[\d.]+)\b.*)?)$"
)
_SETTING = re.compile(r"(?m)^(?P<head>[ \t]*(?:TEA|python-version): )(?P<pin>\"?(?P<tag>[\d.]+)\"?)$")
_INSTALL = tuple(
    re.compile(rf"(?m)^[ \t]*{what}")
    for what in (rf"python -m pip install .*{re.escape(DISTRIBUTION)}.*", r"echo '.* \| python -m pip install .*")
)
"""The lines that name what is installed: reweave itself, and what builds it."""
_CRON = re.compile(r"cron[: ]\s*\"(\d{1,2}) (\d{1,2}) \* \* \*\"")


def merge_update(base: str, current: str, new: str) -> TextMerge:
    """Merge what people changed since `base` with what reweave changed from `base` to `new`.

    What is installed is what `new` installs. Of a pinned action or tool the newest version counts, whoever chose it.

    Raises:
        GitError: git could not do it.
    """
    newest = _newest_pins(current, new)
    lines = [(pattern, found[0]) for pattern in _INSTALL if pattern.search(current) and (found := pattern.search(new))]
    texts = []
    for text in (base, current, new):
        for pattern, line in lines:
            text = pattern.sub(line.replace("\\", r"\\"), text)
        for pattern in (_PIN, _SETTING):
            text = pattern.sub(lambda found: found["head"] + newest.get(_name(found), found["pin"]), text)
        texts.append(text.encode())
    return merge_text(texts[0], texts[1], texts[2])


def time_of(current: str) -> str | None:
    """Return the time of day at which a workflow runs, as `HH:MM`; `None` where it is no daily one."""
    found = _CRON.search(current)
    return None if found is None else f"{int(found[2]):02}:{int(found[1]):02}"


def _newest_pins(*texts: str) -> dict[str, str]:
    """Return the pin with the highest version of each action and tool; what has no version number is left out."""
    newest: dict[str, tuple[tuple[int, ...], str]] = {}
    for text in texts:
        for pattern in (_PIN, _SETTING):
            for found in pattern.finditer(text):
                if found["tag"] is not None:
                    version = tuple(int(part) for part in found["tag"].lstrip("v").split(".") if part)
                    newest[_name(found)] = max(
                        newest.get(_name(found), (version, found["pin"])), (version, found["pin"])
                    )
    return {name: pin for name, (_, pin) in newest.items()}


def _name(found: re.Match[str]) -> str:
    return found.groupdict().get("action") or found["head"].strip()
