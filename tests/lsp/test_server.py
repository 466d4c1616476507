"""What an editor sees of a vault; every request goes through the official client over stdio."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.editor import Editor, edit_vault

WIND = (
    "---\ntype: claim\ntitle: wind is cheap\nrelated:\n  - solar is cheap\n---\n"
    "# wind is cheap\n\nAs [[solar is cheap]].\n"
)
SOLAR = "---\ntype: claim\n---\n# solar is cheap\n\nThe sun shines.\n"


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [one.code for one in found]


def test_findings_are_shown_while_typing_and_fixed(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        (found,) = await editor.open("wind is cheap.md")
        assert (found.code, found.range.start.line) == ("list-indent", 4)
        assert await editor.type("wind is cheap.md", WIND.replace("  - ", "- ")) == []
        assert codes(await editor.type("wind is cheap.md", WIND.replace("title: w", "title: a: w"))) == [
            "unquoted-colon",
            "unreadable",
        ]
        await editor.type("wind is cheap.md", WIND)
        actions = await editor.actions("wind is cheap.md", 4)
        assert list(actions) == ["Fix all (reweave)", "Fix list-indent", "Ignore list-indent on this line"]
        editor.carry_out(actions["Fix list-indent"].edit)
        assert (tmp_path / "wind is cheap.md").read_text() == WIND.replace("  - ", "- ")

    edit_vault(tmp_path, {"wind is cheap.md": WIND, "solar is cheap.md": SOLAR}, work)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_document_is_formatted_as_fix_writes_it(tmp_path: Path, end: str) -> None:
    text = "---\ntags:\n  - '\U0001f600 a'\n  - b\nx: 1\nup:\n  - \"c\"\n---\nbody \U0001f600\n".replace("\n", end)

    async def work(editor: Editor) -> None:
        await editor.open("a.md")
        params = types.DocumentFormattingParams(editor.document("a.md"), types.FormattingOptions(2, True))
        edits = await editor.client.text_document_formatting_async(params)
        editor.carry_out(types.WorkspaceEdit(changes={editor.uri("a.md"): edits or ()}))

    edit_vault(tmp_path, {"a.md": text}, work)
    from reweave import fix

    assert (tmp_path / "a.md").read_bytes() == fix({"a.md": text.encode()})["a.md"] != text.encode()


def test_a_note_that_cannot_be_read_is_repaired_as_a_whole(tmp_path: Path) -> None:
    text = "---\ntitle: a: b\nsource: @here\n---\n"

    async def work(editor: Editor) -> None:
        assert "unreadable" in codes(await editor.open("a.md"))
        actions = await editor.actions("a.md", 1)
        editor.carry_out(actions["Repair the frontmatter (unsafe)"].edit)

    edit_vault(tmp_path, {"a.md": text}, work)
    assert (tmp_path / "a.md").read_text() == '---\ntitle: "a: b"\nsource: "@here"\n---\n'


def test_a_finding_is_silenced_on_its_line(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        await editor.open("a.md")
        editor.carry_out((await editor.actions("a.md", 2))["Ignore impossible-date on this line"].edit)
        assert await editor.type("a.md", (tmp_path / "a.md").read_text()) == []

    edit_vault(tmp_path, {"a.md": "---\ntitle: a\ncreated: 2026-02-30\n---\n"}, work)
    assert (
        tmp_path / "a.md"
    ).read_text() == "---\ntitle: a\ncreated: 2026-02-30 # reweave: ignore[impossible-date]\n---\n"


def test_names_lead_to_their_notes_and_back(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        await editor.open("wind is cheap.md")
        document = editor.document("wind is cheap.md")
        for place in (types.Position(4, 8), types.Position(8, 8)):
            found = await editor.client.text_document_definition_async(types.DefinitionParams(document, place))
            assert isinstance(found, list)
            assert [one.uri for one in found if isinstance(one, types.Location)] == [editor.uri("solar is cheap.md")]
        await editor.open("solar is cheap.md")
        asked = types.ReferenceParams(
            types.ReferenceContext(False), editor.document("solar is cheap.md"), types.Position(0, 0)
        )
        named = await editor.client.text_document_references_async(asked)
        assert [(one.range.start.line, one.range.start.character) for one in named or ()] == [(4, 4), (8, 3)]

    edit_vault(tmp_path, {"wind is cheap.md": WIND, "solar is cheap.md": SOLAR}, work)


def test_hover_tells_the_edge_and_shows_text_as_text(tmp_path: Path) -> None:
    solar = SOLAR.replace("type: claim", "type: claim\ndescription: <b>not</b> [bold](x)")
    woven = WIND.replace("---\n# w", "reweave_edges:\n  - solar is cheap|related|2026-03-28\n---\n# w")

    async def work(editor: Editor) -> None:
        await editor.open("wind is cheap.md")
        asked = types.HoverParams(editor.document("wind is cheap.md"), types.Position(4, 8))
        found = await editor.client.text_document_hover_async(asked)
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        text = found.contents.value
        assert "**solar is cheap**" in text
        assert r"\<b\>not\</b\> \[bold\]\(x\)" in text
        assert "Edge: **related**" in text
        assert "Written by reweave on 2026-03-28" in text

    edit_vault(tmp_path, {"wind is cheap.md": woven, "solar is cheap.md": solar}, work)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("supports:\n- ", {"solar is cheap", "water: a survey"}),
        ("supports:\n  -", {"solar is cheap", "water: a survey"}),
        ("supports: ", {"solar is cheap", "water: a survey"}),
        ("su", {"supports", "challenges", "challenged_by", "depends_on", "related"}),
        ("reweave_edges:\n- solar is cheap|", {"supports", "challenges", "challenged_by", "depends_on", "related"}),
        ("tags:\n- ", set()),
        ("description: ", set()),
    ],
)
def test_completion(tmp_path: Path, line: str, expected: set[str]) -> None:
    text = f"---\ntype: claim\ntitle: wind\n{line}\n---\n"
    water = "---\ntype: claim\ntitle: 'water: a survey'\n---\n"

    async def work(editor: Editor) -> None:
        await editor.open("wind.md")
        lines = text.split("\n")[:-2]
        place = types.Position(len(lines) - 1, len(lines[-1]))
        asked = types.CompletionParams(editor.document("wind.md"), place)
        found = await editor.client.text_document_completion_async(asked)
        assert isinstance(found, list)
        assert {one.label for one in found} == expected
        for one in found:
            if one.label == "water: a survey":
                editor.carry_out(types.WorkspaceEdit(changes={editor.uri("wind.md"): [one.text_edit]}))
                assert '"water: a survey"' in (tmp_path / "wind.md").read_text()

    edit_vault(tmp_path, {"wind.md": text, "solar is cheap.md": SOLAR, "w.md": water}, work)


def test_renaming_takes_every_reference_along(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        await editor.open("wind is cheap.md")
        document = editor.document("wind is cheap.md")
        asked = types.PrepareRenameParams(document, types.Position(8, 8))
        ready = await editor.client.text_document_prepare_rename_async(asked)
        assert isinstance(ready, types.PrepareRenamePlaceholder)
        assert ready.placeholder == "solar is cheap"
        with pytest.raises(JsonRpcException, match="already exists"):
            await editor.client.text_document_rename_async(
                types.RenameParams(document, types.Position(8, 8), "wind is cheap")
            )
        edit = await editor.client.text_document_rename_async(
            types.RenameParams(document, types.Position(8, 8), "solar is cheapest")
        )
        editor.carry_out(edit)

    edit_vault(tmp_path, {"wind is cheap.md": WIND, "solar is cheap.md": SOLAR.replace("# ", "## ")}, work)
    assert not (tmp_path / "solar is cheap.md").exists()
    assert (tmp_path / "solar is cheapest.md").is_file()
    assert (tmp_path / "wind is cheap.md").read_text() == WIND.replace("solar is cheap", "solar is cheapest")


def test_a_file_that_the_editor_renames_keeps_its_references(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        await editor.open("wind is cheap.md")
        renames = [types.FileRename(editor.uri("solar is cheap.md"), editor.uri("sun.md"))]
        edit = await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(renames))
        editor.carry_out(edit)

    edit_vault(tmp_path, {"wind is cheap.md": WIND, "solar is cheap.md": SOLAR.replace("# ", "## ")}, work)
    assert (tmp_path / "wind is cheap.md").read_text() == WIND.replace("solar is cheap", "sun")
    assert (tmp_path / "solar is cheap.md").is_file()


def test_files_renamed_at_once_keep_the_references_on_one_line(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        renames = [types.FileRename(editor.uri(f"{one}.md"), editor.uri(f"{one * 4}.md")) for one in "bc"]
        editor.carry_out(await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(renames)))

    edit_vault(tmp_path, {"a.md": "[[b]], [[c|see]] and [[b]]\n", "b.md": "", "c.md": ""}, work)
    assert (tmp_path / "a.md").read_text() == "[[bbbb]], [[cccc|see]] and [[bbbb]]\n"


def test_a_folder_that_the_editor_renames_keeps_the_references_to_its_notes(tmp_path: Path) -> None:
    notes = {
        "old/a.md": "[beside](b.md) ![[picture.png]] [above](../c.md)\n",
        "old/deep/b.md": "",
        "old/b.md": "[[a]]\n",
        "c.md": "[[old/a]] [a](old/a.md) [[b]] [deep](old/deep/b.md)\n",
    }

    async def work(editor: Editor) -> None:
        renames = [types.FileRename(editor.uri("old"), editor.uri("new/one"))]
        editor.carry_out(await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(renames)))

    edit_vault(tmp_path, notes, work)
    texts = {path: (tmp_path / path).read_text() for path in notes}
    assert texts == notes | {
        "old/a.md": "[beside](b.md) ![[picture.png]] [above](../../c.md)\n",
        "c.md": "[[new/one/a]] [a](new/one/a.md) [[b]] [deep](new/one/deep/b.md)\n",
    }


def test_a_note_that_is_not_saved_yet_is_linted_completed_and_named(tmp_path: Path) -> None:
    text = "---\nrelated:\n  - \n---\n"

    async def work(editor: Editor) -> None:
        item = types.TextDocumentItem(editor.uri("new/draft.md"), "markdown", 1, text)
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        assert codes(await editor.diagnostics("new/draft.md")) == ["list-indent"]
        asked = types.CompletionParams(editor.document("new/draft.md"), types.Position(2, 4))
        found = await editor.client.text_document_completion_async(asked)
        assert isinstance(found, list)
        assert [one.label for one in found] == ["a"]
        await editor.open("a.md")
        place = types.DefinitionParams(editor.document("a.md"), types.Position(0, 3))
        led = await editor.client.text_document_definition_async(place)
        assert isinstance(led, list)
        assert [one.uri for one in led if isinstance(one, types.Location)] == [editor.uri("new/draft.md")]
        assert editor.messages == []

    edit_vault(tmp_path, {"a.md": "[[draft]]\n"}, work)


def test_a_vault_behind_a_symlink_is_named_as_the_editor_names_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    async def work(editor: Editor) -> None:
        editor.root = tmp_path / "link"
        await editor.open("a.md")
        place = types.DefinitionParams(editor.document("a.md"), types.Position(0, 3))
        led = await editor.client.text_document_definition_async(place)
        assert isinstance(led, list)
        assert [one.uri for one in led if isinstance(one, types.Location)] == [editor.uri("b.md")]

    edit_vault(tmp_path / "real", {"a.md": "[[b]]\n", "b.md": ""}, work)


def test_a_file_outside_any_vault_is_linted_alone(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("")
    (tmp_path / "vault").mkdir()

    async def work(editor: Editor) -> None:
        editor.root = tmp_path
        (tmp_path / "loose.md").write_text("---\na:\n  - b\n---\n[[other]]\n")
        assert codes(await editor.open("loose.md")) == ["list-indent"]
        place = types.DefinitionParams(editor.document("loose.md"), types.Position(4, 3))
        assert await editor.client.text_document_definition_async(place) == []

    edit_vault(tmp_path / "vault", {"a.md": ""}, work)


def test_a_configuration_that_is_mended_is_read_when_a_note_is_saved(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        assert codes(await editor.open("a.md")) == ["list-indent"]
        (tmp_path / "reweave.toml").write_text("nosuch = 1\n")
        saved = types.DidSaveTextDocumentParams(editor.document("a.md"))
        editor.client.text_document_did_save(saved)
        assert await editor.diagnostics("a.md") == []
        assert "reweave.toml:1" in editor.messages[0]
        (tmp_path / "reweave.toml").write_text("")
        editor.client.text_document_did_save(saved)
        assert codes(await editor.diagnostics("a.md")) == ["list-indent"]
        assert len(editor.messages) == 1

    edit_vault(tmp_path, {"a.md": "---\na:\n  - b\n---\n"}, work)


@pytest.mark.parametrize(("asks", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_is_the_protocol_s(tmp_path: Path, asks: bool, code: int) -> None:
    shutdown = b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}' if asks else b""
    messages = [one for one in (shutdown, b'{"jsonrpc": "2.0", "method": "exit"}') if one]
    said = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(one), one) for one in messages)
    done = subprocess.run([sys.executable, "-m", "reweave", "lsp"], input=said, capture_output=True, cwd=tmp_path)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


def test_many_findings_are_shown_and_a_selection_of_all_is_answered(tmp_path: Path) -> None:
    text = "---\n" + "".join(f"é{at}: 2026-02-31\n" for at in range(900)) + "---\n"

    async def work(editor: Editor) -> None:
        found = await editor.open("a.md")
        assert {(one.code, one.range.end.character) for one in found if one.range.start.line == 700} == {
            ("impossible-date", 16)
        }
        everything = types.Range(types.Position(0, 0), types.Position(901, 0))
        params = types.CodeActionParams(editor.document("a.md"), everything, types.CodeActionContext([]))
        assert not await editor.client.text_document_code_action_async(params)
        assert list(await editor.actions("a.md", 700)) == ["Ignore impossible-date on this line"]

    edit_vault(tmp_path, {"a.md": text}, work)


def test_fast_typing_is_linted_once(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        await editor.open("a.md")
        document = types.VersionedTextDocumentIdentifier(version=2, uri=editor.uri("a.md"))
        for at in range(20):
            change = types.TextDocumentContentChangeWholeDocument("---\na:\n" + "- 2026-02-31\n" * at + "---\n")
            editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while len(await editor.diagnostics("a.md")) != 19:
            pass
        assert editor.shown[editor.uri("a.md")].empty()

    edit_vault(tmp_path, {"a.md": "---\na: 1\n---\n"}, work)


def test_a_wrong_configuration_is_said_and_mended(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        item = types.TextDocumentItem(editor.uri("a.md"), "markdown", 1, "---\na:\n  - b\n---\n")
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        asked = types.HoverParams(editor.document("a.md"), types.Position(0, 0))
        assert await editor.client.text_document_hover_async(asked) is None
        assert len(editor.messages) == 1
        assert "reweave.toml:1" in editor.messages[0]
        (tmp_path / "reweave.toml").write_text("[rules.list-indent]\nindent = 2\n")
        event = types.FileEvent(editor.uri("reweave.toml"), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        assert await editor.diagnostics("a.md") == []

    edit_vault(tmp_path, {"a.md": "---\na:\n  - b\n---\n", "reweave.toml": "nosuch = 1\n"}, work)


SUN, NIGHT = "solar is cheaper than coal in most places", "batteries keep the grid stable at night"


@pytest.mark.parametrize(
    ("answer", "changed"),
    [
        (f"Add edge: {NIGHT} depends_on {SUN}", (f"depends_on:\n- {SUN}\n", "")),
        (f"Add edge the other way: {SUN} depends_on {NIGHT}", ("", f"depends_on:\n- {NIGHT}\n")),
        (f"Decline edge: {NIGHT} depends_on {SUN}", ("", "")),
    ],
)
def test_a_proposed_edge_is_answered(tmp_path: Path, answer: str, changed: tuple[str, str]) -> None:
    head = "---\ntype: claim\n"
    files = {
        f"{NIGHT}.md": f"{head}---\n# {NIGHT}\n\nThis claim depends on [[{SUN}]].\n",
        f"{SUN}.md": f"{head}---\n# {SUN}\n",
    }

    async def work(editor: Editor) -> None:
        assert await editor.open(f"{NIGHT}.md") == []
        (found,) = await editor.diagnostics(f"{NIGHT}.md")
        assert (found.code, found.range.start.line) == ("proposed-edge", 5)
        editor.carry_out((await editor.actions(f"{NIGHT}.md", 5))[answer].edit)

    edit_vault(tmp_path, files, work, proposals=True)
    for (path, before), lines in zip(files.items(), changed, strict=True):
        text = (tmp_path / path).read_text()
        assert text.startswith(head + lines + "reweave_edges:\n- ") if lines else text == before
    assert (tmp_path / ".reweave/answers.jsonl").is_file() == answer.startswith("Decline")


def test_files_that_are_no_notes_are_left_alone(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        item = types.TextDocumentItem(editor.uri("a.txt"), "markdown", 1, "---\na: b: c\n---\n")
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        assert await editor.actions("a.txt", 1) == {}
        assert codes(await editor.open("b.md")) == []

    edit_vault(tmp_path, {"a.txt": "", "b.md": "no frontmatter\n"}, work)
