"""Dense vectors of texts, by a model that the user keeps on the machine: a table of static vectors, or ONNX."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reweave.config.dense import DenseConfig
from reweave.errors import ReweaveError
from reweave.extras import require
from reweave.weave.rank.vocabulary import Floats

Vectors = NDArray[np.float32]

_MOST_CHARACTERS = 20_000
"""How much of a text is read."""
_MOST_TOKENS = 256
"""How many tokens of a text an encoder reads; what encoders cost grows with the square."""
_BATCH = 32


class DenseModel(Protocol):
    """Gives texts vectors whose inner products measure similarity."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length one for each text; zeros for a text without a known word."""


def open_dense(config: DenseConfig) -> DenseModel:
    """Open the model of a configuration: `tokenizer.json` beside `model.safetensors` or `model.onnx`.

    Raises:
        ReweaveError: the files are missing or no such model, or the packages that read them are not installed.
    """
    try:
        directory = Path(config.model).expanduser()
    except RuntimeError as error:
        raise _unusable(Path(config.model), str(error)) from error
    kinds: dict[str, Callable[[Path, Any], DenseModel]] = {"model.safetensors": StaticModel, "model.onnx": OnnxEncoder}
    file = next((directory / name for name in kinds if (directory / name).is_file()), None)
    words = directory / "tokenizer.json"
    if file is None or not words.is_file():
        raise _unusable(directory, "expected tokenizer.json with model.safetensors or model.onnx in this directory")
    require("dense", "[weave.dense]")
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(words))
        return kinds[file.name](file, tokenizer)
    except ImportError:
        raise
    except Exception as error:  # `tokenizers` and `onnxruntime` raise plain exceptions, and many kinds of them
        raise _unusable(file, str(error)) from error


class StaticModel:
    """A table of one vector per token, in the layout of model2vec; a text's vector is the mean of its tokens'."""

    def __init__(self, file: Path, tokenizer: Any) -> None:
        """Read the table, and the weight and the row of each token where the file has them.

        Raises:
            ValueError: the file holds no such table.
        """
        from safetensors.numpy import load_file

        tensors = load_file(file)
        tables = [one for name, one in tensors.items() if one.ndim == 2]
        table = tensors.get("embeddings", tables[0] if len(tables) == 1 else None)
        if table is None or table.ndim != 2 or not np.isfinite(table).all():
            raise ValueError("no table of vectors in this file")
        size = tokenizer.get_vocab_size()
        row = np.asarray(tensors["mapping"] if "mapping" in tensors else np.arange(len(table)), dtype=np.int64).ravel()
        weight = np.asarray(tensors["weights"] if "weights" in tensors else np.ones(len(row)), np.float32).ravel()
        if len(row) < size or len(weight) < size or row.min(initial=0) < 0 or row.max(initial=0) >= len(table):
            raise ValueError(f"the table does not fit a tokenizer of {size} tokens")
        self._table, self._row, self._weight = table.astype(np.float32), row, weight
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the mean of each text's tokens, at length one."""
        found = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for number, text in enumerate(texts):
            tokens = self._tokenizer.encode(text[:_MOST_CHARACTERS], add_special_tokens=False).ids
            if tokens:
                found[number] = self._weight[tokens] @ self._table[self._row[tokens]] / len(tokens)
        return _of_length_one(found)


class OnnxEncoder:
    """A sentence encoder in ONNX; a text's vector is the model's own, or the mean of its tokens'."""

    def __init__(self, file: Path, tokenizer: Any) -> None:
        """Open the model, on the processor alone.

        Raises:
            ValueError: it asks for inputs that a text does not give.
        """
        import onnxruntime

        self._file = file
        self._session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        self._inputs = [one.name for one in self._session.get_inputs()]
        if not self._inputs or not {"input_ids", "attention_mask", "token_type_ids"}.issuperset(self._inputs):
            raise ValueError(f"unexpected inputs: {', '.join(self._inputs)}")
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.enable_padding(**{**_padding(tokenizer), "length": None, "pad_to_multiple_of": None})
        self._tokenizer = tokenizer

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the model, at length one.

        Raises:
            ReweaveError: the model fails, or gives no vectors.
        """
        batches = [self._batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return _of_length_one(np.vstack(batches)) if batches else np.zeros((0, 1), dtype=np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch([text[:_MOST_CHARACTERS] for text in texts])
        mask = np.asarray([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.asarray([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.asarray([one.type_ids for one in encoded], dtype=np.int64),
        }
        try:
            answer = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs})[0])
        except Exception as error:  # onnxruntime raises many kinds of exceptions of its own
            raise _unusable(self._file, str(error)) from error
        if answer.ndim == 3 and answer.shape[:2] == mask.shape:
            answer = (answer * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None]
        if answer.ndim != 2 or len(answer) != len(texts) or not np.isfinite(answer).all():
            raise _unusable(self._file, "its first output is not one vector per text or token")
        return answer.astype(np.float32)


def _padding(tokenizer: Any) -> dict[str, Any]:
    """Return how the tokenizer's file pads: a fixed length there is shorter than a long text, and wasted on a short."""
    return dict(tokenizer.padding or {})


def _of_length_one(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled


def similarities(vectors: Vectors, other: Vectors) -> Floats:
    """Return the similarity of each of the vectors to another one."""
    return np.asarray(vectors @ other, dtype=np.float64)


def _unusable(path: Path, why: str) -> ReweaveError:
    return ReweaveError(
        f"cannot use this dense model: {' '.join(why.split())[:200]}",
        code="dense-unusable",
        path=str(path),
        suggestion="check [weave.dense] model",
    )
