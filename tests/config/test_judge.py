from pathlib import Path

import pytest

from reweave.config.judge import JudgeConfig
from reweave.config.loader import parse_config
from reweave.config.user import load_user_config, user_file
from reweave.errors import ReweaveError


def load(folder: Path, text: str) -> dict[str, JudgeConfig]:
    file = folder / "config.toml"
    file.write_text(text)
    return dict(load_user_config(file).judges)


def read(folder: Path, text: str) -> JudgeConfig:
    named = "" if text.startswith("command =") or "\nmodel =" in f"\n{text}" else 'model = "m"\n'
    return load(folder, f"[judges.one]\n{named}{text}\n")["one"]


def test_every_key(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        'url = "http://localhost:11434/v1"\nmodel = "small"\nkey-env = "OLLAMA_API_KEY"\nanswers = "text"\n'
        "concurrency = 2\ntimeout = 3\nretries = 1\ninput-price = 0.5\noutput-price = 2\nbudget = 1.5\n"
        "note-characters = 100\nanswer-tokens = 50\nconfidence = 0.9",
    )
    assert config == JudgeConfig(
        url="http://localhost:11434/v1",
        model="small",
        key_env="OLLAMA_API_KEY",
        answers="text",
        concurrency=2,
        timeout=3.0,
        retries=1,
        input_price=0.5,
        output_price=2.0,
        budget=1.5,
        note_characters=100,
        answer_tokens=50,
        confidence=0.9,
    )


def test_there_need_be_no_retry(tmp_path: Path) -> None:
    assert read(tmp_path, "retries = 0").retries == 0


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("", "OPENAI_API_KEY"),
        ('url = "https://models.example.org/v1"', ""),
        ('url = "https://models.example.org/v1"\nkey-env = "EXAMPLE_API_KEY"', "EXAMPLE_API_KEY"),
        ('key-env = ""', ""),
        ('url = "http://192.0.2.7:8000/v1"', ""),
        ('url = "http://[::1]:8000/v1"\nkey-env = "X_API_KEY"', "X_API_KEY"),
    ],
)
def test_the_key_for_one_address_is_sent_to_no_other(tmp_path: Path, text: str, variable: str) -> None:
    assert read(tmp_path, text).key_variable == variable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('modle = "x"', "unknown key 'modle' in [judges.one]; did you mean 'model'?"),
        ("model = 3", "invalid value 3 for judges.one.model; expected a string"),
        (
            'url = "models.example.org"',
            "judges.one.url has an invalid address 'models.example.org'",
        ),
        ('url = "file:///etc/passwd"', "expected one such as 'https:"),
        ('url = "https://x.org/v1?key=1"', "expected one such as 'https:"),
        ('url = "https://x.org:port/v1"', "has an invalid address"),
        ('url = "http://[::1/v1"', "has an invalid address"),
        ('url = "https://ann:secret@x.org/v1"', "judges.one.url contains a password"),
        (
            'url = "http://x.org/v1"\nkey-env = "X_API_KEY"',
            "would send a key unencrypted to 'http://x.org/v1'",
        ),
        ('key-env = "sk-1234"', "expected the name of an environment variable"),
        ('model = ""', "[judges.one] needs a model or a command"),
        ("command = []", "expected a program and its arguments"),
        ('command = "ask"', "expected a list of strings"),
        ('command = ["ask"]\nurl = "https://x.org"', "[judges.one] has both a command and url; remove one"),
        ('answers = "yaml"', "for judges.one.answers; expected one of 'json-schema', 'json-object', 'text'"),
        ("concurrency = 0", "expected a positive integer"),
        ("concurrency = 65", "invalid value 65 for judges.one.concurrency; expected at most 64"),
        ("retries = -1", "invalid value -1 for judges.one.retries; expected an integer, 0 or more"),
        ("retries = true", "for judges.one.retries; expected an integer, 0 or more"),
        ("timeout = 0", "invalid value 0 for judges.one.timeout; expected more than 0 seconds"),
        ('timeout = "1m"', "invalid value '1m' for judges.one.timeout; expected a number, 0 or more"),
        ("input-price = -1", "invalid value -1 for judges.one.input-price; expected a number, 0 or more"),
        ("input-price = nan", "expected a number, 0 or more"),
        ("input-price = inf", "expected a number, 0 or more"),
        ("input-price = true", "expected a number, 0 or more"),
        ("budget = 2", "judges.one.budget needs a price; set input-price and output-price"),
        (
            "confidence-by-type = { supports = 2 }",
            "invalid value 2 for judges.one.confidence-by-type.supports; expected",
        ),
        ("confidence-by-type = 0.5", "[judges.one.confidence-by-type] must be a table"),
        ("confidence = 1.5", "invalid value 1.5 for judges.one.confidence; expected a number from 0 to 1"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path}/config.toml:")


def test_a_password_in_an_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ReweaveError) as caught:
        read(tmp_path, 'url = "https://ann:secret@x.org/v1"')
    assert "secret" not in str(caught.value)


def test_several_judges_have_names(tmp_path: Path) -> None:
    judges = load(
        tmp_path,
        '[judges.local]\nmodel = "b"\nconfidence-by-type = { challenges = 0.9 }\n'
        '[judges.own]\ncommand = ["ask", "-x"]\n',
    )
    assert {name: (one.model, one.command) for name, one in judges.items()} == {
        "local": ("b", ()),
        "own": ("", ("ask", "-x")),
    }
    assert judges["local"].confidence_by_type == {"challenges": 0.9}


@pytest.mark.parametrize("name", ["stated", "judge"])
def test_names_that_type_by_takes_are_reserved(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReweaveError, match=f"the judge name '{name}' is reserved"):
        load(tmp_path, f'[judges.{name}]\nmodel = "x"\n')


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('[weave.judge]\nmodel = "m"', "[judges.NAME]"),
        ('[weave.judges.local]\nbase-url = "http://x"', "[judges.local]"),
        (
            '[weave]\njudge = { base-url = "https://x.example/v1", api-key-env = "STRIPE_API_KEY" }',
            "[judges.NAME]",
        ),
        ("[weave]\njudges.a.b = 1", "[judges.a]"),
        ("[weave.judge]", "[judges.NAME]"),
    ],
)
@pytest.mark.parametrize("name", ["reweave.toml", "pyproject.toml"])
def test_a_vault_sets_up_no_judge(text: str, new: str, name: str) -> None:
    if name == "pyproject.toml":
        text = text.replace("[weave", "[tool.reweave.weave")
    with pytest.raises(ReweaveError, match="is not read from a vault") as caught:
        parse_config(text.encode(), name)
    assert f"move it to {new} in your own configuration" in str(caught.value)


def test_a_vault_may_name_a_judge() -> None:
    assert parse_config(b'[weave]\njudge = "local"\n', "reweave.toml").weave.judge == "local"


def test_where_the_user_s_configuration_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    usual = tmp_path / ".config/reweave/config.toml"
    assert user_file({"XDG_CONFIG_HOME": "/etc/me"}) == Path("/etc/me/reweave/config.toml")
    # A relative folder would be one of the vault's.
    assert user_file({"XDG_CONFIG_HOME": "here"}) == user_file({"XDG_CONFIG_HOME": ""}) == user_file({}) == usual
    monkeypatch.setattr("sys.platform", "darwin")
    assert user_file({}) == tmp_path / "Library/Application Support/reweave/config.toml"
    monkeypatch.setenv("HOME", ".")
    assert user_file({}) is None


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ReweaveError, match="cannot read: No such file"):
        load_user_config(tmp_path / "none.toml")


def test_the_key_of_an_index_is_the_user_s_to_name(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[index]\nkey-env = "QDRANT_API_KEY"\n')
    assert load_user_config(file).text_index.key_env == "QDRANT_API_KEY"
    file.write_text('[index]\nkey = "secret"\n')
    with pytest.raises(ReweaveError, match=r"unknown key 'key' in \[index\]"):
        load_user_config(file)
