"""Every desk, in both languages and both themes: readable by everybody, small, and asking nobody but the node."""

import json
import os
import pathlib
import statistics
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from officers import PURPOSES

DESKS = {
    "first-line": "first",
    "second-line": "second",
    "coordination": "duty",
    "alerts": "duty",
    "data-protection": "protection",
    "data-protection/person": "protection",
    "data-protection/reviews": "protection",
    "data-protection/letter": "protection",
}
FIGURES = pathlib.Path(__file__).resolve().parents[2] / "docs/figures"
UPDATE = os.environ.get("UPDATE_SCREENS") == "1"
FIRST_LINE_BYTES = 100_000
GOAL_MS, LIMIT_MS, SCANS = 100, 300, 30


@pytest.fixture(scope="module")
def crew(first, second, duty, protection, node):
    """Everybody at work, one case waiting, so that no desk is looked at empty."""
    first.page.goto("/desk/first-line")
    first.scan(node.stolen)
    return {"first": first, "second": second, "duty": duty, "protection": protection}


@pytest.fixture(scope="module")
def case(crew, node):
    crew["first"].page.goto("/desk/first-line")
    crew["first"].scan(node.stolen)
    return crew["first"].case()


@pytest.fixture(scope="module")
def desks(crew, case):
    return {
        **{desk: (f"/desk/{desk}", who) for desk, who in DESKS.items()},
        "case": (f"/desk/second-line/{case}", "second"),
        "coordination-case": (f"/desk/coordination/case/{case}", "duty"),
        "shift": ("/shift", "first"),
        "contacts": ("/contacts", "first"),
        "keys": ("/keys", "first"),
        "account": ("/account", "first"),
        "sign-in": ("/sign-in", None),
        "not-here": ("/desk/nothing", "first"),
    }


def window(browser, node, like, language, **settings):
    """A browser window with the cookies of an officer at work, in a language."""
    context = browser.new_context(base_url=node.address, **settings)
    context.set_default_timeout(10_000)
    if like is not None:
        context.add_cookies([c for c in like.page.context.cookies() if c["name"] != "serai-language"])
    context.add_cookies([{"name": "serai-language", "value": language, "url": node.address}])
    return context


def open_desk(page, path):
    """The live list never falls silent, so the page counts as there when it is loaded."""
    page.goto(path, wait_until="load")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_stands_in_the_way_of_anybody(browser, node, crew, desks, language, theme):
    faults = []
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), language, color_scheme=theme, bypass_csp=True)
        page = context.new_page()
        for name, (path, officer) in desks.items():
            if officer != who:
                continue
            open_desk(page, path)
            if name == "first-line":
                page.locator("#scan").fill("\n".join(node.stolen))
                page.keyboard.press("Enter")
                page.locator("[data-testid=outcome]").wait_for()
            for fault in Axe().run(page).response["violations"]:
                if fault["impact"] in ("serious", "critical"):
                    where = "; ".join(" ".join(n["target"]) for n in fault["nodes"][:3])
                    faults.append(f"{name}: {fault['id']} ({fault['impact']}) at {where}")
        context.close()
    assert faults == []


@pytest.mark.parametrize("language, direction", [("en", "ltr"), ("ar", "rtl")])
def test_pages_run_in_the_direction_of_their_language(browser, node, crew, desks, language, direction):
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), language)
        page = context.new_page()
        for name, (path, officer) in desks.items():
            if officer == who:
                open_desk(page, path)
                assert page.locator("html").get_attribute("dir") == direction, name
                assert page.locator("html").get_attribute("lang") == language, name
        context.close()


def test_machine_readable_lines_run_left_to_right_on_arabic_pages(browser, node, crew, case):
    context = window(browser, node, crew["second"], "ar")
    page = context.new_page()
    page.goto(f"/desk/second-line/{case}")
    page.locator("details summary").first.click()
    lines = page.locator("p.mono.nowrap")
    assert lines.count() == 2
    for line in lines.all():
        assert line.evaluate("node => getComputedStyle(node).direction") == "ltr"
    context.close()
    context = window(browser, node, crew["first"], "ar")
    page = context.new_page()
    page.goto("/desk/first-line")
    assert page.locator("#scan").evaluate("node => getComputedStyle(node).direction") == "ltr"
    context.close()


@pytest.mark.parametrize("width", [360, 1024])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_desk_scrolls_sideways(browser, node, crew, desks, language, width):
    wide = []
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), language, viewport={"width": width, "height": 768})
        page = context.new_page()
        for name, (path, officer) in desks.items():
            if officer != who:
                continue
            open_desk(page, path)
            real = page.evaluate("document.documentElement.scrollWidth")
            if real > width:
                wide.append(f"{name}: {real} px")
        context.close()
    assert wide == []


def test_the_first_line_page_is_small_and_asks_once_per_traveller(browser, node, crew):
    context = window(browser, node, crew["first"], "en")
    page = context.new_page()
    replies = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto("/desk/first-line", wait_until="networkidle")
    total = sum(len(reply.body()) for reply in replies)
    print(f"first-line page: {total} bytes in {len(replies)} requests")
    assert total <= FIRST_LINE_BYTES
    for lines in (node.clear, node.stolen, node.clear):
        replies.clear()
        for line in lines:
            page.keyboard.type(line)
            page.keyboard.press("Enter")
        page.locator("body:not(.busy) [data-testid=outcome]").wait_for()
        page.wait_for_timeout(250)
        assert [reply.request.method for reply in replies] == ["POST"]
    context.close()


def test_no_request_leaves_the_node(browser, node, crew, desks):
    strangers = []
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), "en")
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith(node.address) or strangers.append(request.url))
        for path, officer in desks.values():
            if officer == who:
                open_desk(page, path)
        context.close()
    assert strangers == []


def test_no_page_reports_an_error_to_the_browser(browser, node, crew, desks):
    said = []
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), "en")
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: line.type == "error" and "404" not in line.text and said.append(line.text))
        for path, officer in desks.values():
            if officer == who:
                open_desk(page, path)
        context.close()
    assert said == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_shows_a_missing_word(browser, node, crew, desks, language):
    """A key of the language file, an empty value of the program, or a part of a template, instead of words."""
    odd = []
    for who in (None, *crew):
        context = window(browser, node, crew.get(who), language)
        page = context.new_page()
        for name, (path, officer) in desks.items():
            if officer != who:
                continue
            open_desk(page, path)
            text = page.locator("body").inner_text()
            odd += [f"{name}: {sign}" for sign in ("nil", "Optional(", "[[", "{{", "undefined") if sign in text.split() or (len(sign) != 3 and sign in text)]
        context.close()
    assert odd == []


def test_everything_works_without_javascript(browser, node):
    context = browser.new_context(base_url=node.address, java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#name", "first")
    page.fill("#password", node.password)
    page.press("#password", "Enter")
    page.wait_for_url("**/shift")
    page.check("input[name=post][value=north]")
    page.check(f"input[name=purpose][value={PURPOSES['first']}]")
    page.get_by_test_id("begin-shift").click()
    page.wait_for_url("**/desk/first-line")
    for lines, outcome in [(node.clear, "clear"), (node.stolen, "second-line")]:
        page.fill("#scan", "\n".join(lines))
        page.get_by_test_id("check").click()
        expect(page.get_by_test_id("outcome")).to_have_attribute("data-outcome", outcome)
    context.close()


def test_the_answer_comes_at_once(crew, node):
    """From the scanner's last Enter to the answer on the screen, seen from inside the page."""
    page = crew["first"].page
    page.goto("/desk/first-line")
    took = []
    for count in range(SCANS + 2):
        lines = (node.clear, node.stolen)[count % 2]
        for line in lines[:-1]:
            page.keyboard.type(line)
            page.keyboard.press("Enter")
        page.keyboard.type(lines[-1])
        page.evaluate(
            """() => {
                window.took = new Promise((done) => {
                    let start = 0;
                    document.addEventListener("keydown", () => { start = performance.now(); }, { once: true, capture: true });
                    new MutationObserver((_, self) => {
                        self.disconnect();
                        requestAnimationFrame(() => done(performance.now() - start));
                    }).observe(document.getElementById("answer"), { childList: true });
                });
            }"""
        )
        page.keyboard.press("Enter")
        took.append(page.evaluate("window.took"))
        page.locator("body:not(.busy)").wait_for()
    took = sorted(took[2:])  # the first ones warm the page up
    figures = {
        "what": "Enter to result on the first-line desk, real browser on loopback, audit entry on disk, in milliseconds",
        "scans": len(took),
        "median": round(statistics.median(took), 1),
        "p95": round(took[int(len(took) * 0.95 + 0.999) - 1], 1),
        "longest": round(took[-1], 1),
        "goal p95": GOAL_MS,
    }
    print(json.dumps(figures))
    if UPDATE:
        (FIGURES / "browser-latency.json").write_text(json.dumps(figures, indent=2) + "\n")
    assert figures["p95"] <= LIMIT_MS
