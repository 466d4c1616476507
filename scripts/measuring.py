"""What the benchmarks share: running commands as whole processes, their floor, and the vaults they run on."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

START = "pass"
IMPORT_TYPER = "import typer\n"
IMPORT_YAML = """
import yaml
Parser = getattr(yaml, 'CParser', yaml.SafeLoader)
"""
WALK = """
import os, sys
paths = []
for folder, below, names in os.walk(sys.argv[1]):
    if '.git' in below:
        below.remove('.git')
    paths += [os.path.join(folder, name) for name in names if name.endswith('.md')]
"""
READ = """
sources = []
for path in paths:
    with open(path, 'rb') as stream:
        sources.append(stream.read())
"""
EVENTS = """
for source in sources:
    if source.startswith(b'---') and (end := source.find(b'\\n---', 3)) != -1:
        try:
            parser = Parser(source[source.find(b'\\n') + 1 : end + 1].decode(errors='replace'))
            while parser.get_event() is not None:
                pass
        except yaml.YAMLError:
            pass
"""
STAGES = (
    ("start-up", START),
    ("imports", IMPORT_TYPER + IMPORT_YAML),
    ("discovery", IMPORT_TYPER + IMPORT_YAML + WALK),
    ("reading", IMPORT_TYPER + IMPORT_YAML + WALK + READ),
    ("events", IMPORT_TYPER + IMPORT_YAML + WALK + READ + EVENTS),
)
"""What any tool in this language must spend on the frontmatters of a folder, each stage with those before it."""
FLOOR = STAGES[-1][1]


@dataclass(slots=True)
class Timing:
    """CPU and wall seconds of several runs of one command, and the most memory of one, in MB."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The CPU time of the run in the middle."""
        return statistics.median(self.cpu)

    def __str__(self) -> str:
        least, most = min(self.cpu), max(self.cpu)
        return f"{self.median:6.3f} s CPU ({least:.3f} to {most:.3f}), {statistics.median(self.wall):6.3f} s wall"


def ratio(own: Sequence[float], base: Sequence[float]) -> float:
    """Return the median of the ratios of two commands, taken round by round."""
    return statistics.median(first / second for first, second in zip(own, base, strict=True))


def environment(work: Path) -> dict[str, str]:
    """Return the processes' environment.

    Modules are compiled once, as where they are installed; these and what reweave remembers are kept in `work`.
    """
    others = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")  # what few have set, and makes Python slower
    kept = {name: value for name, value in os.environ.items() if name not in others}
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
        "REWEAVE_CACHE_DIR": str(cache(work)),
    }
    return kept | own


def cache(work: Path) -> Path:
    """Return the folder of what reweave remembers; without it, it starts cold."""
    return work / "remembered"


def run_once(
    command: Sequence[str | Path],
    codes: Iterable[int],
    work: Path,
    folder: Path | None = None,
    limit: float | None = None,
) -> tuple[float, float, float]:
    """Run a process to its end; return its CPU and wall seconds, and the memory in MB that its tree had at most.

    Raises:
        SystemExit: it ended with another code than one of `codes`.
        TimeoutError: it ran for more than `limit` seconds.
    """
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors, env=environment(work), start_new_session=True
        )
        memory, pause = 0.0, 0.001
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            memory = max(memory, tree_memory(process.pid))
            if limit is not None and time.perf_counter() - started > limit:
                os.killpg(process.pid, 9)
                os.wait4(process.pid, 0)
                process.returncode = -9
                raise TimeoutError(f"more than {limit:.0f} s")
            time.sleep(pause)
            pause = min(2 * pause, 0.05)
        _, status, usage = ended
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            errors.seek(0)
            sys.exit(f"{command} ended with {process.returncode}:\n{errors.read().decode(errors='replace')}")
    # `ru_maxrss` also counts this process, as it was when the other one began.
    return usage.ru_utime + usage.ru_stime, wall, memory or usage.ru_maxrss / 1024


def tree_memory(pid: int) -> float:
    """Return the MB of a process and those below it, shared pages once; 0 where the system does not say."""
    total = 0
    waiting = [pid]
    while waiting:
        here = waiting.pop()
        try:
            rollup = Path(f"/proc/{here}/smaps_rollup").read_text()
            children = Path(f"/proc/{here}/task/{here}/children").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
        waiting += map(int, children.split())
    return total / 1024


def make_vault(folder: Path, notes: int) -> None:
    """Write a repository of generated notes."""
    subprocess.run([sys.executable, ROOT / "scripts" / "make_vault", str(notes), folder], check=True)
    subprocess.run(["git", "init", "-q", folder], check=True)


def copy_vault(vault: Path, folder: Path) -> Path:
    """Copy a vault to a new folder, and return it.

    No copy is deleted while anything is measured: ext4 without a journal keeps the inodes of deleted files from new
    ones for minutes, and looks at each of them whenever a file is created, which doubles the time of `fix`.
    """
    shutil.copytree(vault, folder, symlinks=True)
    return folder


def machine() -> str:
    """Say what this was measured on."""
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.is_file() else []
    model = names[0].partition(":")[2].strip() if names else platform.processor() or platform.machine()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{model}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}, {python}{load}"
