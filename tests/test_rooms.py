"""The rooms of the house: a room imports from those before it, never from those behind."""

import functools
from pathlib import Path

import grimp
import pytest

import reweave
from reweave.cache.identity import LINTER

ROOMS = (
    "exit_codes", "errors", "effects", "streams", "text", "suggestion", "terminal", "verbosity", "progress", "atomic",
    "own_files", "executable", "network", "distribution", "extras", "fm",
    "pool", "note", "rules", "git", "files", "config", "lint", "vault", "merge", "api", "cache", "code", "weave",
    "plan", "worktree", "forge", "schedule", "schemas", "page", "output", "review", "run", "report", "lsp", "cli",
    "__main__",
)  # fmt: skip


@functools.cache
def _graph(*, external: bool = False) -> grimp.ImportGraph:
    return grimp.build_graph("reweave", include_external_packages=external)


def _illegal(rooms: tuple[str, ...]) -> list[str]:
    found = _graph().find_illegal_dependencies_for_layers(layers=tuple(reversed(rooms)), containers={"reweave"})
    return sorted(
        f"{' -> '.join((*route.heads, *route.middle, *route.tails))}" for package in found for route in package.routes
    )


def test_no_room_imports_from_one_behind_it() -> None:
    assert _illegal(ROOMS) == []


def test_every_room_is_in_the_list() -> None:
    folder = Path(reweave.__file__).parent
    rooms = {
        one.name.removesuffix(".py")
        for one in folder.iterdir()
        if one.suffix == ".py" or (one / "__init__.py").is_file()
    }
    assert rooms - {"__init__"} <= set(ROOMS)


@pytest.mark.parametrize(
    ("upper", "lower"), [("note", "rules"), ("rules", "config"), ("files", "config"), ("note", "cli")]
)
def test_the_check_sees_what_it_must(upper: str, lower: str) -> None:
    """With two rooms exchanged, the same imports are wrong."""
    exchanged = {upper: lower, lower: upper}
    assert _illegal(tuple(exchanged.get(room, room) for room in ROOMS)) != []


@pytest.mark.parametrize("module", ["lint.note_linter", "vault.rule_view", "run.note_history", "cache.notes"])
def test_what_decides_findings_is_in_the_rooms_that_the_cache_of_findings_depends_on(module: str) -> None:
    used = _graph().find_upstream_modules(f"reweave.{module}")
    rooms = {name.split(".")[1] for name in used if name.count(".") > 1}
    assert rooms and rooms <= LINTER


def _cycles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the sets of modules that import each other, directly or by way of others (Tarjan's algorithm)."""
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    cycles: list[list[str]] = []

    def visit(module: str) -> None:
        numbers[module] = lowest[module] = len(numbers)
        path.append(module)
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if imported not in numbers:
                visit(imported)
            if imported in path:
                lowest[module] = min(lowest[module], lowest[imported])
        if lowest[module] == numbers[module]:
            members = path[path.index(module) :]
            del path[path.index(module) :]
            if len(members) > 1:
                cycles.append(sorted(members))

    for module in sorted(graph.modules):
        if module not in numbers:
            visit(module)
    return sorted(cycles)


def test_no_modules_import_each_other() -> None:
    """Imports inside functions and under TYPE_CHECKING count: whoever reads one module has to read the other."""
    assert _cycles(_graph()) == []


def test_the_check_sees_a_cycle() -> None:
    graph = grimp.build_graph("reweave")
    graph.add_import(importer="reweave.weave.rank.text_index", imported="reweave.weave.rank.ranker")
    (cycle,) = _cycles(graph)
    assert {"reweave.weave.rank.text_index", "reweave.weave.rank.text_store", "reweave.weave.rank.ranker"} <= set(cycle)
    graph = grimp.ImportGraph()
    for importer, imported in [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "a.e"), ("a.e", "d")]:
        graph.add_import(importer=importer, imported=imported)
    assert _cycles(graph) == [["a.e", "d"], ["b", "c"]]


def test_the_command_line_serves_commands_alone() -> None:
    """`__main__` imports the program, which finds the commands by name; nothing else reaches into the room."""
    graph = _graph()
    room, commands = graph.find_descendants("reweave.cli"), graph.find_descendants("reweave.cli.commands")

    def importers(modules: set[str]) -> set[tuple[str, str]]:
        return {(one, module) for module in modules for one in graph.find_modules_that_directly_import(module)}

    assert {pair for pair in importers(room) if pair[0] not in room} == {("reweave.__main__", "reweave.cli.program")}
    assert {pair for pair in importers(commands) if pair[0] not in commands} == set()


@pytest.mark.parametrize("package", ["hypothesis", "pytest"])
def test_what_only_tests_need_is_not_imported(package: str) -> None:
    graph = _graph(external=True)
    assert package not in graph.modules or not graph.find_modules_that_directly_import(package)
