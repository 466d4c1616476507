"""What people undid is not done again: its rules no longer hold for its notes."""

from collections import defaultdict
from dataclasses import replace

from reweave.config.model import Config, Override
from reweave.files.answers_file import ANSWERS_FILE
from reweave.files.globs import Globs
from reweave.run.committed_notes import committed_file
from reweave.run.state import RunState
from reweave.weave.answers import Undone, parse_answers


def heed_undone(state: RunState) -> RunState:
    """Switch off the rules of undone batches for their notes, as an override of the configuration would.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged, or git failed.
    """
    name = state.prefix + ANSWERS_FILE
    data = committed_file(state.session.repository, state.target.base, name) or b""
    undone = [answer for answer in parse_answers(data, name) if isinstance(answer, Undone)]
    if not undone:
        return state
    config = _without(state.config, undone)
    state.session.cache.keep_for(state.prefix, config)
    return replace(state, config=config)


def _without(config: Config, undone: list[Undone]) -> Config:
    rules: dict[str, set[str]] = defaultdict(set)
    for answer in undone:
        for path in answer.paths:
            rules[path].update(answer.rules)
    paths: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path, names in rules.items():
        paths[tuple(sorted(names))].append(path)
    overrides = tuple(Override(Globs.of_paths(own), ignore=names) for names, own in sorted(paths.items()))
    tables = {**config.tables, "undone": sorted(paths.items())}
    return config._replace(tables=tables, overrides=(*config.overrides, *overrides))
