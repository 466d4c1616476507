"""`[weave.dense]`: a local model of dense vectors; nothing is ever downloaded."""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from reweave.errors import ReweaveError

if TYPE_CHECKING:
    from reweave.config.checker import Checker


class DenseConfig(NamedTuple):
    """`[weave.dense]`.

    `model` is a directory that holds `tokenizer.json` and either `model.safetensors` (a table of static vectors, one
    per token) or `model.onnx` (a sentence encoder). `candidates` is how many of the nearest notes by these vectors are
    ranked besides the candidates found by words and links. The ranking model was trained without dense vectors: they
    add candidates, they do not change the score of a pair.
    """

    model: str
    candidates: int = 20


def refuse_own_model(config: DenseConfig | None, root: Path) -> None:
    """Refuse a model that lies in the vault itself: whoever wrote the vault wrote it, and it would be run.

    Raises:
        ReweaveError: it lies below `root`.
    """
    if config is None:
        return
    try:
        model = Path(config.model).expanduser().resolve()
    except (RuntimeError, OSError):
        return  # reported when it is opened
    if model.is_relative_to(root.resolve()):
        raise ReweaveError(
            "the model of [weave.dense] lies in the vault",
            code="config-invalid",
            path=str(model),
            suggestion="keep models outside of vaults",
        )


def read_dense(checker: "Checker", value: object) -> DenseConfig:
    """Check the table `[weave.dense]`.

    Raises:
        ReweaveError: an invalid key or value.
    """
    where = "weave.dense"
    table = checker.table(value, where)
    options = checker.options(DenseConfig, table, where)
    if not options.get("model"):
        raise checker.error("[weave.dense] needs a model", where, 'for example model = "~/models/potion-base-8M"')
    if not options["model"].startswith("~/") and not PurePosixPath(options["model"]).is_absolute():
        # A configuration comes with a vault: a model in the vault must not be run because the vault asks for it.
        raise checker.invalid(f"{where}.model", options["model"], "an absolute path, or one that starts with ~/")
    return DenseConfig(**options)
