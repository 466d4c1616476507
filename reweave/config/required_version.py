"""`required-version`: which versions of reweave a vault is kept with."""

from importlib import import_module
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError

if TYPE_CHECKING:
    from reweave.config.checker import Checker

KEY = "required-version"


def check_version(checker: "Checker", value: object) -> str:
    """Return the version specifier (PEP 440) of a configuration, if this reweave is one of those versions.

    Raises:
        ReweaveError: it is no specifier (`config-invalid`), or this reweave is another version (`required-version`).
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # most vaults do not ask

    text = checker.value(str, value, KEY)
    wanted = f"=={text}" if text[:1].isdigit() else text.strip()
    try:
        specifier = SpecifierSet(wanted or "none")
    except InvalidSpecifier:
        raise checker.invalid(KEY, text, "versions such as '>=0.2' or '==0.2.*'") from None
    version = import_module("reweave").__version__  # by its name: the package imports the types of this room
    if not specifier.contains(version, prereleases=True):
        error = checker.error(f"this vault needs reweave {specifier}, and this is {version}", KEY)
        raise ReweaveError(
            error.message,
            code="required-version",
            path=error.path,
            line=error.line,
            suggestion="install a version that fits, or change required-version",
        )
    return str(specifier)
