"""The report in a real browser: wide and narrow, light and dark, printed, and without a script."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Evidence, ModuleResult

from .wrong import COURSE, changed, graded, student_folder, with_place, written

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and "CI" not in os.environ, reason="needs the system's chromium"
    ),
    # Closing a browser leaves its pipes to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

MISTAKES = {
    "t01_attention": [("sdpa", "no-sqrt-dk"), ("causal_mask", "strict")],
    "r04_td_learning": [("td0_evaluate", "policy-ignored"), ("sarsa_update", "greedy-next-action")],
    "r01_bandits_ab": [("regret", "uses-realized-rewards"), ("EpsilonGreedy", "argmax-sum")],
    "s05_bpe": [("train", "tie-first-seen"), ("merge", "overlap-wrong")],
    "e01_fairness": [("group_rates", "conditions-on-yhat")],
}
PICTURES = {
    "t01_attention": ["Heat map, came back", "Heat map, expected", "Heat map, difference"],
    "r04_td_learning": ["Grid of actions, came back", "Heat map, difference"],
    "r01_bandits_ab": ["Two curves over 5 steps", "Bars"],
    "s05_bpe": ["Two lists side by side"],
    "e01_fairness": ["Bars of tpr", "Bars of fpr"],
}
CASES = [*MISTAKES, "whole", "untouched", "broken", "several", "hostile"]
HOSTILE = "</code></pre></details><script>document.title = 'taken'</script><img src='//x.test/y'>"
SIGNS = "\x1b[31mred\x1b[0m \x1b]8;;http://x.test\x07link \u202eabc\u2066 \x00\x9b2J"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[ModuleResult, Path]]:
    """Real gradings of real wrong submissions, and of the solution, a stub and a broken file."""
    scratch = tmp_path_factory.mktemp("submissions")
    folders = {name: student_folder(scratch, name, what) for name, what in MISTAKES.items()}
    folders["whole"] = student_folder(scratch / "whole", "s05_bpe")
    folders["broken"] = student_folder(scratch / "broken", "s05_bpe")
    (folders["broken"] / "pairs.py").write_text("def pair_counts(words)\n", "utf-8")
    folders["untouched"] = COURSE.release("s05_bpe")
    return {name: (graded(folder), folder) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def pages(
    results: dict[str, tuple[ModuleResult, Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    graded = {name: with_place(*each) for name, each in results.items()}
    several = [graded[name] for name in ("t01_attention", "whole", "e01_fairness")]
    hostile = replace(graded["s05_bpe"], result=_hostile(graded["s05_bpe"].result))
    return {
        **{name: written(folder / f"{name}.html", each) for name, each in graded.items()},
        "several": written(folder / "several.html", *several),
        "hostile": written(folder / "hostile.html", hostile),
    }


def _hostile(result: ModuleResult) -> ModuleResult:
    """Everything that a student's code can say, said by one that means harm."""
    bad = HOSTILE + SIGNS
    name = next(check.name for check in result.checks if check.evidence is not None)
    result = changed(
        result, name, message=f"{bad}(\n  got {bad}\n{'x' * 10**6}\nit printed: {bad}\n" + "y\n" * 10**5,
        about=bad, hint=f"`{bad}` {bad}", smallest=bad, picture="",
        evidence=Evidence([bad, "b" * 5000], [bad, "c"]),
    )  # fmt: skip
    return replace(result, notes=(bad, "z" * 3000), title=bad)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Opens a case's page; afterwards nothing may have been asked for but the page itself."""
    contexts, asked, complaints = [], [], []

    def open_page(case: str, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(pages[case].as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert set(asked) <= {path.as_uri() for path in pages.values()}
    assert complaints == []


def unfold(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize(
    ("case", "width", "scheme"),
    [
        *((case, 1280, "light") for case in CASES),
        *((case, 390, "dark") for case in CASES),
        ("several", 1280, "dark"),
        ("several", 390, "light"),
    ],
)
def test_a_page_fits_its_width_and_has_no_barriers(opened, case, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(case, width, scheme)
    unfold(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for element in page.locator("svg, pre, table").all():
        box = element.bounding_box()
        assert box is None or box["x"] + box["width"] <= width + 0.5


@pytest.mark.parametrize("case", MISTAKES)
def test_wrong_submissions_have_their_pictures(opened, case):
    page = opened(case)
    said = [each.get_attribute("aria-label") for each in page.locator("svg[role=img]").all()]
    for words in PICTURES[case]:
        assert any(label.startswith(words) for label in said), said


def test_no_text_is_smaller_on_a_phone_than_one_can_read(opened):
    for case in MISTAKES:
        page = opened(case, 390)
        unfold(page)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('svg')].map(svg => {
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
                return Math.min(...[...svg.querySelectorAll('text')].map(
                    text => parseFloat(getComputedStyle(text).fontSize) * scale))
            })"""
        )
        assert min(sizes) >= 8.5, case


def test_without_a_script_hints_are_folded_and_open_at_a_click(opened, results):
    hint = next(check.hint for check in results["s05_bpe"][0].checks if check.hint)
    page = opened("s05_bpe", java_script_enabled=False)
    folded = page.locator("details.hint").first
    assert not folded.locator("p").is_visible()
    folded.locator("summary").click()
    assert folded.locator("p").is_visible()
    assert folded.locator("p").inner_text() == hint.replace("`", "")


def test_on_paper_everything_is_unfolded(opened, results):
    import pypdf

    pdf = opened("s05_bpe").pdf(format="A4")
    sheets = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = " ".join("".join(sheet.extract_text() for sheet in sheets).split())
    result = results["s05_bpe"][0]
    for hint in {check.hint for check in result.checks if check.hint}:
        assert hint.replace("`", "").split(". ")[0] in text
    for check in result.checks:
        assert check.name in text


def test_a_dark_page_is_printed_in_ink_on_white(opened):
    page = opened("t01_attention", scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_a_student_returns_stays_text(opened):
    page = opened("hostile")
    assert page.locator("script, img, iframe").count() == 0
    assert "taken" not in page.title()
    assert HOSTILE in page.locator("h1").inner_text()
    assert HOSTILE in page.locator("details.hint p").first.text_content()
    assert HOSTILE in page.locator("pre.copy").first.text_content()
    shown = page.content()
    assert not any(sign in shown for sign in "\x1b\u202e\u2066\x00\x9b")
    assert len(shown) < 200_000
    assert page.locator("body > footer").count() == 1  # nothing closed what it did not open


def test_the_keyboard_finds_the_report_first_and_every_link_leads_somewhere(opened):
    page = opened("several")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    inside = page.evaluate(
        "() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
    )
    assert len(inside) > 10
    for link in inside:
        assert page.locator(f'[id="{link[1:]}"]').count() == 1
