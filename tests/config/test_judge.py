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
        ("model = 3", "weave.judge.model is 3; it must be a string"),
        ('base-url = "models.example.org"', 'weave.judge.base-url is "models.example.org"; it must be an address'),
        ('base-url = "file:///etc/passwd"', "it must be an address"),
        ('base-url = "https://x.org/v1?key=1"', "it must be an address"),
        ('base-url = "https://x.org:port/v1"', "it is no address"),
        ('base-url = "http://[::1/v1"', "it is no address"),
        ('base-url = "https://ann:secret@x.org/v1"', "weave.judge.base-url holds a password"),
        ('base-url = "http://x.org/v1"\napi-key-env = "X_API_KEY"', "a key would be sent in the clear"),
        ('api-key-env = "AWS_SECRET_ACCESS_KEY"', "name a variable that ends in _API_KEY"),
        ('answers = "yaml"', 'weave.judge.answers is "yaml"; it must be one of "json-schema", "json-object", "text"'),
        ("concurrency = 0", "it must be a whole number above 0"),
        ("concurrency = 65", "weave.judge.concurrency is 65; it must be 64 or less"),
        ("timeout = 0", "weave.judge.timeout is 0; it must be above 0 seconds"),
        ('timeout = "1m"', 'weave.judge.timeout is "1m"; it must be a number from 0'),
        ("input-price = -1", "weave.judge.input-price is -1; it must be a number from 0"),
        ("input-price = nan", "it must be a number from 0"),
        ("input-price = inf", "it must be a number from 0"),
        ("input-price = true", "it must be a number from 0"),
        ("budget = 2", "weave.judge.budget without a price; set input-price and output-price"),
        ("confidence-by-type = { supports = 2 }", "weave.judge.confidence-by-type.supports is 2; it must be from 0"),
        ("confidence-by-type = { suports = 0.5 }", "did you mean 'supports'?"),
        ("confidence-by-type = 0.5", "[weave.judge.confidence-by-type] must be a table"),
        ("confidence = 1.5", "weave.judge.confidence is 1.5; it must be from 0 to 1"),
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
    with pytest.raises(ReweaveError, match=f"a judge cannot be called {name}"):
        parse_config(f'[weave.judges.{name}]\nmodel = "x"\n'.encode(), "reweave.toml")


def test_a_mistake_in_a_named_judge_is_told_by_its_place() -> None:
    with pytest.raises(ReweaveError, match=r"weave\.judges\.local\.timeout is 0"):
        parse_config(b"[weave.judges.local]\ntimeout = 0\n", "reweave.toml")
