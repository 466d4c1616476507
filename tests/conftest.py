"""What every test gets: no configuration but its own."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A deadline is a wall-clock time, and a busy machine misses it.
settings.register_profile("reweave", deadline=None)
settings.load_profile("reweave")

# Jobs in the background of a script ignore Ctrl-C, and those of nohup hanging up: so would the programs of the tests.
for signum, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(signum) == signal.SIG_IGN:
        signal.signal(signum, usual)


@pytest.fixture(autouse=True)
def own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own home and its own user configuration."""
    home = tmp_path_factory.mktemp("home")
    config = home / ".gitconfig"
    config.write_text("[user]\n\tname = Ann Author\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n")
    for name in list(os.environ):
        if name.startswith(("GIT_", "REWEAVE_")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return config


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Give a module's tests a browser. It is closed with the module: as long as it runs, so does an event loop."""
    sync_api = pytest.importorskip("playwright.sync_api")
    from tests.review.browser import launch

    with sync_api.sync_playwright() as playwright:
        found = launch(playwright)
        if found is None:
            pytest.skip("neither chromium nor Playwright's own browser is installed (see scripts/setup.sh)")
        yield found
        found.close()
