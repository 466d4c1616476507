"""How a workflow installs reweave: exactly what made it, and of everything else exactly what its lock names."""

import shlex
from pathlib import Path
from textwrap import indent

from reweave.errors import ReweaveError
from reweave.schedule.job import Job
from reweave.suggestion import did_you_mean
from reweave.text import quoted

_LOCKS = Path(__file__).resolve().parents[1] / "locks"
_NO_EXTRAS = ("base", "build")


def install_step(job: Job, indentation: int) -> str:
    """Return the commands that install reweave in a workflow, as indented lines for a shell.

    Where reweave has to be built, that is done by the locked build tool. The other packages are those of the locks that
    the installed reweave brings, of which pip accepts no file with another digest.

    Raises:
        ReweaveError: where this reweave came from is unknown (`no-origin`), or an extra has no lock (`usage`).
    """
    if job.requirement is None:
        raise ReweaveError(
            "a workflow has to install exactly this reweave, which was installed from neither a commit of a repository"
            " nor a release",
            code="no-origin",
            suggestion="install it with pip from git+https://..., or use --requirement 'reweave-notes @ git+https://...'",
        )
    own = shlex.quote(job.requirement)
    if " @ " in job.requirement and ".whl" not in job.requirement:
        tool = _locked("build").replace("\\\n", " ").split()
        first = f"echo {shlex.quote(' '.join(tool))} | python -m pip install --require-hashes -r /dev/stdin"
        lines = [first, f"python -m pip install --no-deps --no-build-isolation {own}"]
    else:
        lines = [f"python -m pip install --no-deps --only-binary=:all: {own}"]
    lines.append("locks=$(python -I -c 'import reweave; print(*reweave.__path__)')/locks")
    files = " ".join(f'-r "$locks/{name}.txt"' for name in ("base", *_extras(job)))
    lines.append(f"python -m pip install --require-hashes {files}")
    return indent("\n".join(lines), " " * indentation)


def _extras(job: Job) -> list[str]:
    """Return the extras of a job that have locks, `all` as those that it consists of."""
    known = sorted(path.stem for path in _LOCKS.glob("*.txt") if path.stem not in _NO_EXTRAS)
    for name in job.extras:
        if name not in (*known, "all"):
            raise ReweaveError(f"extra {quoted(name)} has no lock", code="usage", suggestion=did_you_mean(name, known))
    return known if "all" in job.extras else list(dict.fromkeys(job.extras))


def _locked(name: str) -> str:
    """Return the requirements of a lock, without its comments."""
    lines = (_LOCKS / f"{name}.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))
