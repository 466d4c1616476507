"""The attribute files of a repository: reading them, and asking git what they say without our lines."""

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.files.listing import WorkTree
from reweave.git.command import Git, run_git
from reweave.git.configuration import list_config
from reweave.git.repository import Repository
from reweave.git.scratch import make_scratch
from reweave.merge.attribute_rules import AttributeFile

_NAME = b".gitattributes"
_LONGEST = 10_000_000


def user_file(git: Git) -> Path:
    """Return the attribute file that the configuration names, or git's default, whether it is there or not.

    Raises:
        GitError: the configuration cannot be read.
    """
    # In our own calls of git, that of a repository's configuration is overridden.
    named = [one for one in list_config(git) if one.name == "core.attributesfile" and one.scope != "command"]
    if named and named[-1].value:
        return Path(named[-1].value).expanduser()
    return Path(os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config"), "git", "attributes")


def read(path: Path) -> bytes:
    """Return the bytes of an attribute file; a missing one is empty. Git follows no symlink in a checkout.

    Raises:
        ReweaveError: it cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            return stream.read(_LONGEST)
    except FileNotFoundError:
        return b""
    except OSError as error:
        link = error.errno == errno.ELOOP
        raise ReweaveError(
            "a symlink, which git does not follow" if link else f"cannot read: {error.strerror}",
            code="cannot-read",
            path=str(path),
            suggestion="replace it with a file" if link else None,
        ) from error


def attribute_files(repository: Repository) -> Iterator[AttributeFile]:
    """Yield the `.gitattributes` files of the checkout, an upper one before those below it.

    Raises:
        ReweaveError: one cannot be read, or git failed.
    """
    if repository.root is None:
        return
    tree = WorkTree(repository.git, repository.root)
    listed = tree.run("ls-files", "-z", "--cached", "--others", "--", ":(top,glob)**/.gitattributes")
    paths = {path for path in listed.split(b"\0") if path}
    for path in sorted(paths, key=lambda one: (one.count(b"/"), one)):
        yield AttributeFile(path.removesuffix(_NAME), read(repository.root / os.fsdecode(path)))


def check_without_ours(
    repository: Repository, files: Sequence[AttributeFile], info: bytes, paths: Sequence[bytes]
) -> dict[bytes, dict[bytes, bytes]]:
    """Return what git says of `merge` and `filter` for each path, with these attribute files.

    Raises:
        ReweaveError: git failed.
    """
    with tempfile.TemporaryDirectory(prefix="reweave-") as folder:
        top = Path(folder, "checkout")
        for file in files:
            place = top / os.fsdecode(file.folder)
            place.mkdir(parents=True, exist_ok=True)
            (place / ".gitattributes").write_bytes(file.source)
        top.mkdir(exist_ok=True)
        store = Path(folder, "git")
        make_scratch(store, info)
        user = user_file(repository.git)
        git = Git(store, (("core.attributesFile", str(user) if user.is_file() else ""),))
        return check(git, paths, folder=top)


def check(git: Git, paths: Sequence[bytes], *, folder: Path) -> dict[bytes, dict[bytes, bytes]]:
    """Return `merge` and `filter` of each path, relative to the checkout `folder`, as `git check-attr` says them.

    Raises:
        GitError: git failed.
    """
    args = ["-C", str(folder), "check-attr", "-z", "--stdin", "merge", "filter"]
    asked = b"".join(path + b"\0" for path in paths)
    fields = run_git(git, args, input=asked, env={"GIT_WORK_TREE": str(folder)}).split(b"\0")
    found: dict[bytes, dict[bytes, bytes]] = {path: {} for path in paths}
    for path, name, value in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        found[path][name] = value
    return found
