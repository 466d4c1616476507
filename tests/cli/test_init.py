import tomllib

from tests.cli.conftest import Vault


def test_the_majority_style_with_its_counts(vault: Vault) -> None:
    done = vault.run("init")
    assert done.returncode == 0 and done.stdout.startswith(b"wrote reweave.toml")
    written = (vault.root / "reweave.toml").read_text()
    assert "# Found: 2 (3), 0 (1).\n" in written
    config = tomllib.loads(written)
    assert config["rules"]["list-indent"] == {"indent": 2}
    assert config["rules"]["quotes"]["items"] == "double"
    assert config["run"]["weave"] is True and "To turn that off, write false." in written
    assert b"claims/right.md:4:1: list-indent" in vault.run("check").stdout
    again = vault.run("init")
    assert again.returncode == 2 and b"configuration already exists" in again.stderr
    assert vault.run("init", "--print").stdout.decode() == written


def test_an_empty_folder(vault: Vault) -> None:
    (vault.root / "empty").mkdir()
    done = vault.run("init", "empty", "--print")
    assert done.returncode == 0 and tomllib.loads(done.stdout.decode())["rules"]["list-indent"]["indent"] == 0
    assert vault.run("init", "nowhere").returncode == 2
