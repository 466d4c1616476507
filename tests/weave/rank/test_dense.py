"""Dense vectors by models made here: a table of static vectors, and a tiny encoder in ONNX."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from reweave.config.dense import DenseConfig
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.vault.vault import Vault
from reweave.weave.rank.dense import DenseModel, open_dense
from reweave.weave.rank.ranker import Ranker
from tests.weave.rank.vaults import files_of

WORDS = ["[UNK]", "cat", "feline", "car", "lorry"]
TABLE = np.asarray([[0, 0], [3, 0], [1, 0.1], [0, 2], [0.1, 1]], dtype=np.float32)


def tokenizer(directory: Path) -> None:
    words = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    words.save(str(directory / "tokenizer.json"))


def static(directory: Path, **tensors: Any) -> DenseConfig:
    tokenizer(directory)
    save_file(tensors or {"embeddings": TABLE}, directory / "model.safetensors")
    return DenseConfig(str(directory), 3)


def encoder(directory: Path, *, pooled: bool, input_name: str = "input_ids") -> DenseConfig:
    """Write an encoder that looks its tokens up in the table, and gives their vectors or their sum."""
    import onnx
    from onnx import TensorProto, helper

    tokenizer(directory)
    shape: list[Any] = ["texts", 2] if pooled else ["texts", "tokens", 2]
    nodes = [helper.make_node("Gather", ["table", input_name], ["each" if pooled else "out"])]
    constants = [helper.make_tensor("table", TensorProto.FLOAT, TABLE.shape, TABLE.ravel())]
    if pooled:
        constants.append(helper.make_tensor("axes", TensorProto.INT64, [1], [1]))
        nodes.append(helper.make_node("ReduceSum", ["each", "axes"], ["out"], keepdims=0))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(input_name, TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, shape)],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(directory / "model.onnx"))
    return DenseConfig(str(directory), 3)


def check(model: DenseModel) -> None:
    found = model.vectors(["cat", "feline cat feline", "car nothing", "", "never seen"])
    assert found.shape == (5, 2)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 1, 0, 0], abs=1e-6)
    wanted = TABLE[1] + 2 * TABLE[2]
    assert found[1] == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-6)
    assert found[2] == pytest.approx([0, 1], abs=1e-6)
    assert np.array_equal(model.vectors(["cat"])[0], found[0])


def test_static_vectors(tmp_path: Path) -> None:
    check(open_dense(static(tmp_path)))


def test_static_vectors_with_rows_and_weights_of_their_own(tmp_path: Path) -> None:
    rows = np.asarray([0, 2, 1, 3, 1])
    weights = np.asarray([1, 2, 1, 1, 1], dtype=np.float32)
    model = open_dense(static(tmp_path, embeddings=TABLE, mapping=rows, weights=weights))
    found = model.vectors(["cat car"])[0]
    wanted = 2 * TABLE[2] + TABLE[3]
    assert found == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-6)


@pytest.mark.parametrize("pooled", [False, True])
def test_an_encoder_in_onnx(tmp_path: Path, pooled: bool) -> None:
    check(open_dense(encoder(tmp_path, pooled=pooled)))


@pytest.mark.parametrize("padding", [{"length": 4}, {"pad_to_multiple_of": 8}, {"length": 4, "direction": "left"}, {}])
def test_texts_longer_than_the_padding_of_the_tokenizers_file(tmp_path: Path, padding: dict[str, Any]) -> None:
    config = encoder(tmp_path, pooled=False)
    file = tmp_path / "tokenizer.json"
    words = Tokenizer.from_file(str(file))
    words.enable_padding(pad_id=3, **padding)
    words.save(str(file))
    texts = ["cat", "lorry " * 5, "feline " * 300, ""]
    expected = TABLE[[1, 4, 2, 0]] / np.maximum(np.linalg.norm(TABLE[[1, 4, 2, 0]], axis=1, keepdims=True), 1e-12)
    assert open_dense(config).vectors(texts) == pytest.approx(expected, abs=1e-5)


def test_a_note_without_a_shared_word_is_looked_at_and_says_why(tmp_path: Path) -> None:
    usual = Config()
    config = usual._replace(weave=usual.weave._replace(dense=static(tmp_path)))
    files = files_of(a="cat cat", b="feline", c="car", d="lorry lorry")
    assert Ranker(Vault.read(files)).candidates(0, 9) == []
    (found, *_) = Ranker(Vault.read(files, config)).candidates(0, 9)
    assert found.target == 1 and found.evidence["dense"] > 0.9 and found.similarity == 0.0


def test_links_of_the_source_are_hidden_from_its_vector(tmp_path: Path) -> None:
    usual = Config()
    config = usual._replace(weave=usual.weave._replace(dense=static(tmp_path)))
    found = Ranker(Vault.read(files_of(a="cat. See lorry and [[lorry]].", feline="feline", lorry="lorry"), config))
    assert found.candidates(0, 9)[0].evidence["dense"] > 0.9
    assert found.candidates(0, 9)[0].target == 1


def refusal(config: DenseConfig) -> str:
    with pytest.raises(ReweaveError) as caught:
        open_dense(config)
    assert caught.value.suggestion and "\n" not in str(caught.value)
    return f"{caught.value.code}: {caught.value} {caught.value.suggestion}"


def test_what_is_no_model_is_one_line(tmp_path: Path) -> None:
    assert "dense-unusable" in refusal(DenseConfig(str(tmp_path)))
    config = static(tmp_path, embeddings=TABLE[:3])
    assert "does not fit a tokenizer of 5 tokens" in refusal(config)
    static(tmp_path, one=TABLE, two=TABLE)
    assert "no table of vectors" in refusal(config)
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    assert "dense-unusable" in refusal(config)
    (tmp_path / "model.safetensors").unlink()
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    assert "dense-unusable" in refusal(config)
    encoder(tmp_path, pooled=True, input_name="pixels")
    assert "unexpected inputs: pixels" in refusal(config)
    (tmp_path / "tokenizer.json").write_text("{}")
    assert "dense-unusable" in refusal(config)


def test_packages_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = static(tmp_path)
    for name in ("tokenizers", "safetensors"):
        with monkeypatch.context() as patch:
            patch.setattr("reweave.extras.find_spec", lambda module, name=name: None if module == name else object())
            assert "reweave-notes[dense]" in refusal(config) and name in refusal(config)
