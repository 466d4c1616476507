import pytest

from reweave.config.judge import JudgeConfig
from reweave.config.loader import parse_config
from reweave.errors import ReweaveError


def read(text: str) -> JudgeConfig:
    return parse_config(f"[weave.judge]\n{text}\n".encode(), "reweave.toml").weave.judge


def test_every_key() -> None:
    config = read(
        'base-url = "http://localhost:11434/v1"\nmodel = "small"\napi-key-env = "OLLAMA_API_KEY"\nanswers = "text"\n'
        "concurrency = 2\ntimeout = 3\nretries = 1\ninput-price = 0.5\noutput-price = 2\nbudget = 1.5\n"
        "note-characters = 100\nanswer-tokens = 50\nconfidence = 0.9"
    )
    assert config == JudgeConfig(
        base_url="http://localhost:11434/v1",
        model="small",
        api_key_env="OLLAMA_API_KEY",
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


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("", "OPENAI_API_KEY"),
        ('base-url = "https://models.example.org/v1"', ""),
        ('base-url = "https://models.example.org/v1"\napi-key-env = "EXAMPLE_API_KEY"', "EXAMPLE_API_KEY"),
        ('api-key-env = ""', ""),
        ('base-url = "http://192.0.2.7:8000/v1"', ""),
        ('base-url = "http://[::1]:8000/v1"\napi-key-env = "X_API_KEY"', "X_API_KEY"),
    ],
)
def test_the_key_for_one_address_is_sent_to_no_other(text: str, variable: str) -> None:
    assert read(text).key_variable == variable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('modle = "x"', "unknown key 'modle' in [weave.judge]; did you mean 'model'?"),
        ("model = 3", "invalid value 3 for weave.judge.model; expected a string"),
        (
            'base-url = "models.example.org"',
            "weave.judge.base-url has an invalid address 'models.example.org'",
        ),
        ('base-url = "file:///etc/passwd"', "expected one such as 'https:"),
        ('base-url = "https://x.org/v1?key=1"', "expected one such as 'https:"),
        ('base-url = "https://x.org:port/v1"', "has an invalid address"),
        ('base-url = "http://[::1/v1"', "has an invalid address"),
        ('base-url = "https://ann:secret@x.org/v1"', "weave.judge.base-url contains a password"),
        (
            'base-url = "http://x.org/v1"\napi-key-env = "X_API_KEY"',
            "would send a key unencrypted to 'http://x.org/v1'",
        ),
        ('api-key-env = "AWS_SECRET_ACCESS_KEY"', "expected a variable whose name ends in _API_KEY"),
        ('answers = "yaml"', "for weave.judge.answers; expected one of 'json-schema', 'json-object', 'text'"),
        ("concurrency = 0", "expected a positive integer"),
        ("concurrency = 65", "invalid value 65 for weave.judge.concurrency; expected at most 64"),
        ("timeout = 0", "invalid value 0 for weave.judge.timeout; expected more than 0 seconds"),
        ('timeout = "1m"', "invalid value '1m' for weave.judge.timeout; expected a number, 0 or more"),
        ("input-price = -1", "invalid value -1 for weave.judge.input-price; expected a number, 0 or more"),
        ("input-price = nan", "expected a number, 0 or more"),
        ("input-price = inf", "expected a number, 0 or more"),
        ("input-price = true", "expected a number, 0 or more"),
        ("budget = 2", "weave.judge.budget needs a price; set input-price and output-price"),
        (
            "confidence-by-type = { supports = 2 }",
            "invalid value 2 for weave.judge.confidence-by-type.supports; expected",
        ),
        ("confidence-by-type = { suports = 0.5 }", "did you mean 'supports'?"),
        ("confidence-by-type = 0.5", "[weave.judge.confidence-by-type] must be a table"),
        ("confidence = 1.5", "invalid value 1.5 for weave.judge.confidence; expected a number from 0 to 1"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReweaveError) as caught:
        read(text)
    assert message in str(caught.value)
    assert str(caught.value).startswith("reweave.toml:")


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(ReweaveError) as caught:
        read('base-url = "https://ann:secret@x.org/v1"')
    assert "secret" not in str(caught.value)


def test_several_judges_have_names() -> None:
    text = (
        '[weave.judge]\nmodel = "a"\n[weave.judges.local]\nmodel = "b"\nconfidence-by-type = { challenges = 0.9 }\n'
        '[weave.judges.large]\nmodel = "c"\n'
    )
    weave = parse_config(text.encode(), "reweave.toml").weave
    assert weave.judge.model == "a" and {name: one.model for name, one in weave.judges.items()} == {
        "local": "b",
        "large": "c",
    }
    assert weave.judges["local"].confidence_by_type == {"challenges": 0.9}


@pytest.mark.parametrize("name", ["stated", "judge"])
def test_a_judge_s_name_is_its_own(name: str) -> None:
    with pytest.raises(ReweaveError, match=f"the judge name '{name}' is reserved"):
        parse_config(f'[weave.judges.{name}]\nmodel = "x"\n'.encode(), "reweave.toml")


def test_a_mistake_in_a_named_judge_is_told_by_its_place() -> None:
    with pytest.raises(ReweaveError, match=r"invalid value 0 for weave\.judges\.local\.timeout"):
        parse_config(b"[weave.judges.local]\ntimeout = 0\n", "reweave.toml")
