"""A systemd user unit and its timer."""

import os
from collections.abc import Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.executable import search_path
from reweave.exit_codes import Exit
from reweave.git.process import run_bounded
from reweave.schedule.base import Resource
from reweave.schedule.folder import read_resources, remove_resources, write_resources
from reweave.schedule.job import Job
from reweave.schedule.ownership import OwnershipState
from reweave.text import printable

_SECONDS = 30

_SERVICE = """\
[Unit]
Description=reweave, scheduled run ({name})
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command}
Environment={path}
TimeoutStartSec=1h
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writes}
CacheDirectory=reweave
CacheDirectoryMode=0700
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""

_TIMER = """\
[Unit]
Description=reweave, daily ({name})

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
RandomizedDelaySec=300
Persistent=true

[Install]
WantedBy=timers.target
"""


class Systemd:
    """The user's own service manager."""

    def resources(self, job: Job) -> Sequence[Resource]:
        """Return the unit and the timer."""
        writable = " ".join(_quoted(str(one)) for one in (job.store, *job.writable_folders))
        # In the program's name `$` is literal; in its arguments it starts a variable.
        first, *rest = job.command
        command = " ".join([_quoted(first), *(_quoted(word).replace("$", "$$") for word in rest)])
        service = _SERVICE.format(name=job.name, command=command, path=_quoted(f"PATH={job.path}"), writes=writable)
        timer = _TIMER.format(name=job.name, hour=job.hour, minute=job.minute)
        return read_resources(_folder(), {f"{job.name}.service": service, f"{job.name}.timer": timer})

    def install(self, job: Job, resources: Sequence[Resource]) -> None:
        """Write the units and start the timer."""
        root = _folder()
        root.mkdir(parents=True, exist_ok=True)
        write_resources(root, resources)
        if any(one.state is not OwnershipState.SAME for one in resources) or not _is_enabled(job):
            todo = f"; systemctl --user enable --now {job.name}.timer"
            _systemctl("daemon-reload", todo=todo)
            _systemctl("enable", f"{job.name}.timer", todo=todo)
            # Only a restarted timer uses a changed time of day.
            _systemctl("restart", f"{job.name}.timer", todo=todo)

    def remove(self, job: Job, resources: Sequence[Resource]) -> None:
        """Stop the timer and remove the units."""
        if all(one.state is OwnershipState.MISSING for one in resources):
            return
        failure = None
        try:
            _systemctl("disable", "--now", f"{job.name}.timer", todo=f"; systemctl --user stop {job.name}.timer")
        except ReweaveError as error:
            failure = error
        remove_resources(_folder(), resources, folders=False)
        link = _wants(job)
        if link.is_symlink():
            link.unlink()
        if failure is not None:
            raise failure
        _systemctl("daemon-reload", todo="")

    def instructions(self, job: Job) -> Sequence[str]:
        """Return how to look after it."""
        return [
            f"daily at {job.hour:02}:{job.minute:02}, local time, up to five minutes later; missed runs are made up",
            f"check: systemctl --user list-timers {job.name}.timer; journalctl --user -u {job.name}",
            "while you are logged out it runs only after `loginctl enable-linger`",
        ]


def _folder() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".config") / "systemd" / "user"


def _wants(job: Job) -> Path:
    return _folder() / "timers.target.wants" / f"{job.name}.timer"


def _is_enabled(job: Job) -> bool:
    return _wants(job).is_symlink()


def _quoted(text: str) -> str:
    """Return one word of a unit file: quoted, with the specifiers' `%` doubled."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _systemctl(*words: str, todo: str) -> None:
    command = ["systemctl", "--user", *words]
    env = {**os.environ, "PATH": search_path(), "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0"}
    try:
        ended = run_bounded(command, env=env, cwd=Path("/"), seconds=_SECONDS)
        said = ended.err.decode("utf-8", "replace").strip().splitlines() if ended.status is not None else ["no answer"]
        failed, why = ended.status != 0, said[-1] if said else f"exit status {ended.status}"
    except OSError as error:
        failed, why = True, error.strerror or str(error)
    if failed:
        raise ReweaveError(
            f"the units are written, but {' '.join(command)} failed: {printable(why[:300])}",
            code="systemctl-failed",
            exit_code=Exit.NOT_SENT,
            suggestion=f"once the user's service manager runs: systemctl --user daemon-reload{todo}",
        )
