"""The page in a real browser: keys, list, storage, export, hostile text, accessibility."""

import json
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reweave.plan.reader import read_plan
from reweave.plan.writer import plan_lines
from reweave.review.page_file import embedded, page_html
from reweave.review.session import Session
from tests.cli.reviewed_by_keys import by_keys
from tests.review.browser import AXE, exported, opened, page_file, press, serious
from tests.review.vault import COAL, GRID, NOTES, STORAGE, reviewed, written

SAME = [((0, 1), False), ((2, 3, 4), True)]
WIDTHS = (320, 800, 1440)
RANDOM = "".join(random.Random(20260328).choices("adsrtujk1234", k=60))


def current(page: Page) -> str:
    return page.inner_text(".row[aria-current]")


def ungrouped(page: Page) -> None:
    """Give the list the order of the plan, which is that of the terminal."""
    page.select_option("#group", "none")


def title(page: Page) -> str:
    return page.inner_text("#title")


@pytest.mark.parametrize(
    "keys", ["aaaaaa", "adsratdk2ajjru", "22ratta", "sssauuad", "rraaardd1d3a4a", "kkjjnpaada", "jjjjjj2ajdu1a", RANDOM]
)
def test_the_page_and_the_terminal_make_the_same_plan(browser: Browser, tmp_path: Path, keys: str) -> None:
    review = reviewed(same=SAME)
    terminal = by_keys(review, keys)
    with opened(browser, page_file(review, tmp_path)) as page:
        ungrouped(page)
        press(page, keys)
        assert exported(page) == "".join(plan_lines(terminal.plan()))
        assert terminal.plan().operations


def test_what_the_page_shows_is_what_apply_writes(browser: Browser, tmp_path: Path) -> None:
    review = reviewed()
    with opened(browser, page_file(review, tmp_path)) as page:
        ungrouped(page)
        press(page, "2r")
        shown = page.inner_text(".written pre").strip().split("\n")
        press(page, "a")
        file = tmp_path / "plan.jsonl"
        file.write_text(exported(page), encoding="utf-8")
    with file.open("rb") as stream:
        after = written(read_plan(stream, "plan"))
    assert list(after) == [STORAGE]
    added = [line.removeprefix("+ ") for line in shown if line.startswith("+ ")]
    before = NOTES[STORAGE].decode()
    head, tail = before.split("---\n# ", 1)
    assert after[STORAGE].decode() == f"{head}{chr(10).join(added)}\n---\n# {tail}"


def test_a_decision_leads_to_the_next_open_card_and_is_announced(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(), tmp_path)) as page:
        ungrouped(page)
        assert page.inner_text("#counts").startswith("0 of 6 decided")
        press(page, "a")
        assert "1 accepted" in page.inner_text("#counts")
        said = page.text_content("#said") or ""
        assert said.startswith("Accepted. 1 of 6 decided. Next: storage cost falls") and "2 of 6" in title(page)
        assert page.evaluate("document.activeElement.id") == "title"
        press(page, "jjjjad")
        assert "Nothing else" not in (page.text_content("#said") or "")
        press(page, "aaaa")
        assert "Nothing else is open" in (page.text_content("#said") or "")
        press(page, "u")
        assert (page.text_content("#said") or "").startswith("Undone")


def test_groups_are_decided_at_once_and_undone_at_once(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(), tmp_path)) as page:
        group = page.locator(".group").first
        assert "storage cost falls faster" in group.inner_text()
        group.get_by_role("button", name="Accept all").click()
        assert "3 accepted" in page.inner_text("#counts")
        press(page, "u")
        assert "0 accepted" in page.inner_text("#counts")
        page.select_option("#group", "phrase")
        assert "this is why" in page.inner_text("#list").lower()
        press(page, "g")
        assert page.input_value("#group") == "source"


def test_filters(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(same=SAME), tmp_path)) as page:
        rows = page.locator("#list li:not([hidden])")
        assert rows.count() == 8
        for select, value, left in [
            ("kind", "new", 1), ("kind", "near-duplicates", 2), ("type", "challenges", 2), ("folder", "claims", 8),
            ("state", "open", 8), ("state", "accept", 0), ("state", "stale", 0),
        ]:  # fmt: skip
            page.select_option(f"#{select}", value)
            assert rows.count() == left, (select, value)
            assert page.locator("#nothing").is_visible() == (left == 0)
            page.select_option(f"#{select}", "")
        press(page, "/")
        page.keyboard.type("COAL")
        assert rows.count() == 2 and page.inner_text("#filtered") == "2 of 8"
        press(page, ["Escape", "a"])
        assert "1 accepted" in page.inner_text("#counts")
        page.fill("#words", "")
        page.locator("#score").fill("0.8")
        assert rows.count() == 7
        press(page, "j")  # keys do not decide while a slider has the focus
        assert "1 accepted" in page.inner_text("#counts")


def test_decisions_survive_a_reload(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(), tmp_path)) as page:
        ungrouped(page)
        press(page, "a2rads")
        before = page.inner_text("#counts"), exported(page)
        page.reload()
        assert (page.inner_text("#counts"), exported(page)) == before
        page.evaluate('localStorage.setItem(Object.keys(localStorage)[0], \'{"op-1": {"answer": 3}, "op-2": 1}\')')
        page.reload()
        assert page.inner_text("#counts").startswith("0 of 6")


def test_without_storage_a_file_keeps_the_decisions(browser: Browser, tmp_path: Path) -> None:
    address = page_file(reviewed(), tmp_path)
    with opened(browser, address) as page:
        page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
        page.reload()
        assert page.is_visible("#notice") and "export before you close" in page.inner_text("#notice")
        press(page, "ar2ad")
        text = exported(page)
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        assert page.inner_text("#counts").startswith("0 of 6")
        other_day = text.replace('"op-', '"p').replace("2026-03-28", "2026-05-01") + '{"op": "x"}\n'
        page.set_input_files("#file", {"name": "a.jsonl", "mimeType": "", "buffer": other_day.encode()})
        expect(page.locator("#counts")).to_contain_text("3 of 6")
        assert "3 decisions loaded; 1 lines fit no card" in page.inner_text("#notice")
        assert exported(page) == text


def test_an_edge_that_cannot_be_reversed_says_so_and_is_not_accepted(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(unwritable={STORAGE: "read-only"}), tmp_path)) as page:
        ungrouped(page)
        press(page, "ar")
        assert "2 of 6" in title(page)
        press(page, ["k", "r"])
        assert "read-only" in page.inner_text(".cannot-be")
        assert page.is_disabled("#accept")
        assert "0 accepted" in page.inner_text("#counts")  # what was accepted cannot be any more
        press(page, "a")
        assert "Not possible" in (page.text_content("#said") or "")
        assert "0 accepted" in page.inner_text("#counts")


HOSTILE = {
    "script": "</script><img src=x onerror=alert(1)>",
    "comment": "<!-- <script> ]]> {{x}} @data@ &lt;b&gt;",
    "separators": "one\u2028two\u2029three\x1b[31m\x00",
    "direction": "\u202egpj.exe \u2066x\u200f \u05e9\u05dc\u05d5\u05dd",
    "long": "x" * 10_000,
    "words": "one claim " * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text(browser: Browser, tmp_path: Path, name: str) -> None:
    text = HOSTILE[name]
    notes = {
        "a.md": f"---\ntitle: {json.dumps(text)}\ndescription: {json.dumps(text)}\n---\n{text}\n".encode(),
        "b.md": f"---\ntitle: B\n---\n{text} and [[a]] {text}\n".encode(),
    }
    review = reviewed(notes, edges=[("b.md", "a.md", "supports", f'1.00, promoted: "{text[:300]}" b.md:4')])
    html = page_html(review)
    assert html.count("</script>") == 2 and "\u2028" not in html and "\u202e" not in html
    with opened(browser, page_file(review, tmp_path), viewport={"width": 320, "height": 700}) as page:
        assert page.evaluate("document.images.length") == 0
        shown = page.inner_text("#card")
        assert text[:8].split("\u2028")[0].split("\u202e")[-1] in shown
        assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069\x00\x1b]", shown)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        press(page, "a")
        if name in ("separators", "long"):
            assert "no plan can hold its target" in page.inner_text(".cannot-be") and page.is_disabled("#accept")
            return
        plan = tmp_path / "plan.jsonl"
        plan.write_text(exported(page), encoding="utf-8")
    with plan.open("rb") as stream:
        assert "b.md" in written(read_plan(stream, "plan"), notes)


def test_data_cannot_leave_its_element() -> None:
    hostile = ["</script>", "<!--", "\u2028", "]]>", "\ud800", "&amp;"]
    text = embedded(hostile)
    assert json.loads(text) == hostile
    assert text.isascii() and not set(text) & set("<>&")


def test_the_page_asks_nobody_and_runs_only_its_own_script(browser: Browser, tmp_path: Path) -> None:
    address = page_file(reviewed(), tmp_path)
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        press(page, "adje")
        assert asked == [address]
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'self.ran = 1'}))")
        assert page.evaluate("typeof self.ran") == "undefined"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm, see scripts/setup.sh)")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_is_wrong_with_its_accessibility(browser: Browser, tmp_path: Path, theme: str) -> None:
    review = reviewed(same=SAME, unwritable={GRID: "read-only", COAL: "read-only"})
    with opened(browser, page_file(review, tmp_path), color_scheme=theme, bypass_csp=True) as page:
        ungrouped(page)
        for width in WIDTHS if theme == "light" else WIDTHS[-1:]:
            page.set_viewport_size({"width": width, "height": 800})
            assert serious(page) == [], width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        for keys in (["r"], ["r", "a", "d", "k"], [*"sjjjj"], ["?"], ["Escape", "e"])[:: 1 if theme == "light" else 2]:
            press(page, keys)
            assert serious(page) == [], keys


def test_the_keyboard_reaches_everything(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(same=SAME), tmp_path)) as page:
        reached = set()
        press(page, "a")
        page.evaluate("document.activeElement.blur()")
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        needed = "undo help load export group state words accept decline later next"
        assert set(needed.split()) <= reached
        page.focus(".row[aria-current]")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.classList.contains('row')")
        assert len(page.query_selector_all(".row[tabindex='0']")) == 1
        press(page, ["?", "Tab"])
        page.uncheck("#shortcuts")
        press(page, ["Escape", "a", "a"])
        assert "1 accepted" in page.inner_text("#counts")


def test_on_a_phone_the_list_is_opened_and_closed(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(), tmp_path), viewport={"width": 360, "height": 740}) as page:
        assert not page.is_visible("#list") and page.is_visible("#accept")
        page.click("#open-list")
        assert page.is_visible("#list") and page.get_attribute("#open-list", "aria-expanded") == "true"
        page.locator(".row").nth(2).click()
        assert not page.is_visible("#list") and page.is_visible("#card h3")


def test_an_edge_of_a_note_that_is_merged_away_is_left_out(browser: Browser, tmp_path: Path) -> None:
    review = reviewed(same=SAME)
    session = Session(review)
    for at in (0, 6):
        session.answer(at, "accept")
    with opened(browser, page_file(review, tmp_path)) as page:
        ungrouped(page)
        press(page, "ajjjjja")
        page.keyboard.press("e")
        assert "merged away: grid batteries" in page.inner_text("#warnings")
        page.keyboard.press("Escape")
        text = exported(page)
    assert text == "".join(plan_lines(session.plan()))
    assert session.left_out() == [0] and "op-1" not in text


def test_an_empty_review_says_so(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(reviewed(edges=()), tmp_path)) as page:
        assert "Nothing to review" in page.inner_text("#card")
        assert not page.is_visible("#accept")
