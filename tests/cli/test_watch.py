"""`check --watch`, through the real watcher of files."""

import signal
import subprocess
import sys
import threading

from tests.cli.conftest import NORMAL, Vault


def test_each_change_is_checked_until_ctrl_c(vault: Vault) -> None:
    command = [sys.executable, "-m", "reweave", "check", "--watch", "--output-format", "concise"]
    with subprocess.Popen(
        command,
        cwd=vault.root,
        env=vault.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as watching:
        printed = watching.stdout
        assert printed is not None
        watchdog = threading.Timer(60, watching.kill)  # a test that waits for ever says nothing
        watchdog.daemon = True
        watchdog.start()

        def checked() -> str:
            lines: list[str] = []
            for line in printed:
                if "waiting for changes; Ctrl-C ends" in line:
                    return "".join(lines)
                lines.append(line)
            raise AssertionError("".join(lines))

        assert "claims/one.md" in checked()
        for path in ("claims/one.md", "claims/two.md", "maps/bom.md"):
            (vault.root / path).unlink()
        (vault.root / "claims/new.md").write_bytes(NORMAL)
        while "no findings" not in (said := checked()):
            assert "claims/right.md" not in said
        (vault.root / "reweave.toml").write_text("extensions = 3\n")
        assert "reweave.toml:1: invalid value 3 for extensions" in checked()
        watching.send_signal(signal.SIGINT)
        assert "Traceback" not in printed.read() and watching.wait() == 0
        watchdog.cancel()


def test_where_there_is_nothing_to_watch(vault: Vault) -> None:
    done = vault.run("check", "--watch", "--output-format", "github")
    assert b"--watch cannot print github; use one of text" in done.stderr
    done = vault.run("check", "--watch", "--staged")
    assert done.returncode == 2 and b"--watch" in done.stderr
