"""Every desk, in both languages and both themes: readable by everybody, small, and asking nobody but the node."""

import json
import os
import pathlib
import statistics

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from officers import PURPOSES

# Path and who goes there.
DESKS = {
    "sign-in": ("/sign-in", None),
    "not-signed-in": ("/desk", None),
    "first-line": ("/desk/first-line", "first"),
    "shift": ("/shift", "first"),
    "contacts": ("/contacts", "first"),
    "keys": ("/keys", "first"),
    "account": ("/account", "first"),
    "not-here": ("/desk/nothing", "first"),
    "second-line": ("/desk/second-line", "second"),
    "coordination": ("/desk/coordination", "duty"),
    "alerts": ("/desk/alerts", "duty"),
    "accounts": ("/desk/accounts", "admin"),
    "account-new": ("/desk/accounts/new", "admin"),
    "approvals": ("/desk/approvals", "admin"),
    "data-protection": ("/desk/data-protection", "protection"),
    "data-protection/person": ("/desk/data-protection/person", "protection"),
    "data-protection/reviews": ("/desk/data-protection/reviews", "protection"),
    "data-protection/letter": ("/desk/data-protection/letter", "protection"),
}
ODD_WORDS = ("nil", "Optional(", "[[", "{{", "undefined", "[object")
# Kept as pictures: these desks, each in both languages and themes, and at both widths.
SCREENED = ("first-line", "case", "coordination", "data-protection/person", "accounts")
SCREENS = {"en": [("light", 1024), ("dark", 360)], "ar": [("light", 360), ("dark", 1024)]}
FIGURES = pathlib.Path(__file__).resolve().parents[2] / "docs/figures"
UPDATE = os.environ.get("UPDATE_SCREENS") == "1"
FIRST_LINE_BYTES = 100_000
GOAL_MS, LIMIT_MS, ANSWER_MS, SCANS = 100, 300, 10_000, 30


@pytest.fixture(scope="module")
def crew(first, second, duty, protection, admin):
    return {None: None, "first": first, "second": second, "duty": duty, "protection": protection, "admin": admin}


@pytest.fixture(scope="module")
def case(first, node):
    """A case that waits, so that no desk is looked at empty."""
    first.page.goto("/desk/first-line")
    first.scan(node.stolen)
    return first.case()


@pytest.fixture(scope="module")
def desks(case):
    return DESKS | {
        "case": (f"/desk/second-line/{case}", "second"),
        "coordination-case": (f"/desk/coordination/case/{case}", "duty"),
    }


@pytest.fixture
def window(browser, node, crew):
    """A browser window with the session of an officer at work, in a language."""
    contexts = []

    def open_window(who, language, **settings):
        context = browser.new_context(base_url=node.address, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        if who is not None:
            context.add_cookies([c for c in crew[who].page.context.cookies() if c["name"] != "serai-language"])
        context.add_cookies([{"name": "serai-language", "value": language, "url": node.address}])
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def fill(page, name, node):
    """Something to see on desks that are empty until somebody asks."""
    if name == "first-line":
        page.locator("#scan").fill("\n".join(node.stolen))
        page.keyboard.press("Enter")
        page.get_by_test_id("outcome").wait_for()
    elif name == "data-protection/person":
        page.locator("#number").fill(node.stolen[1][:9])
        page.keyboard.press("Enter")
        page.get_by_test_id("audit").wait_for()


def barriers(page, theme):
    """What axe finds serious or critical. The dark theme changes colours only, so only colours are asked there."""
    page.emulate_media(color_scheme=theme)
    options = {"resultTypes": ["violations"]}
    if theme == "dark":
        options["runOnly"] = ["color-contrast"]
    return [
        f"{theme}: {fault['id']} at {'; '.join(' '.join(node['target']) for node in fault['nodes'][:3])}"
        for fault in Axe().run(page, options=options).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def too_wide(page):
    for width in (360, 1024):
        page.set_viewport_size({"width": width, "height": 768})
        real = page.evaluate("document.documentElement.scrollWidth")
        if real > width:
            yield f"{real} px on a screen of {width} px"


def keep_screen(page, name, language):
    for theme, width in SCREENS[language]:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 768 if width == 1024 else 740})
        page.screenshot(path=FIGURES / f"screens/{name.split('/')[0]}-{language}-{theme}-{width}.png")


@pytest.fixture(scope="module", params=["en", "ar"])
def walk(request, browser, node, crew, desks):
    """Every page once in one language, and all that is wrong with it, by what was looked at."""
    language = request.param
    found = {sign: [] for sign in ("barriers", "wide", "strangers", "errors", "words", "direction")}
    for who, officer in crew.items():
        context = browser.new_context(base_url=node.address, viewport={"width": 1024, "height": 768}, color_scheme="light")
        context.set_default_timeout(10_000)
        if officer is not None:
            context.add_cookies([c for c in officer.page.context.cookies() if c["name"] != "serai-language"])
        context.add_cookies([{"name": "serai-language", "value": language, "url": node.address}])
        page = context.new_page()
        page.on("request", lambda r: r.url.startswith(node.address) or found["strangers"].append(r.url))
        page.on("pageerror", lambda error: found["errors"].append(str(error)))
        page.on("console", lambda line: line.type == "error" and "responded with a status of" not in line.text and found["errors"].append(line.text))
        for name, (path, whose) in desks.items():
            if whose != who:
                continue
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 1024, "height": 768})
            page.goto(path, wait_until="load")
            fill(page, name, node)
            if UPDATE and name in SCREENED:
                keep_screen(page, name, language)
            text = page.locator("body").inner_text()
            found["words"] += [f"{name}: {sign}" for sign in ODD_WORDS if sign in text.split() or (sign in text and sign != 'nil')]
            html = page.locator("html")
            found["direction"].append((html.get_attribute("lang"), html.get_attribute("dir")))
            found["wide"] += [f"{name}: {fault}" for fault in too_wide(page)]
            for theme in ("light", "dark"):
                found["barriers"] += [f"{name}, {fault}" for fault in barriers(page, theme)]
        context.close()
    return language, found


def test_nothing_stands_in_the_way_of_anybody(walk):
    assert walk[1]["barriers"] == []


def test_pages_run_in_the_direction_of_their_language(walk):
    assert set(walk[1]["direction"]) == {{"en": ("en", "ltr"), "ar": ("ar", "rtl")}[walk[0]]}


def test_no_page_scrolls_sideways(walk):
    assert walk[1]["wide"] == []


def test_no_request_leaves_the_node(walk):
    assert walk[1]["strangers"] == []


def test_no_page_reports_an_error_to_the_browser(walk):
    assert walk[1]["errors"] == []


def test_no_page_shows_the_inside_of_the_program_instead_of_words(walk):
    assert walk[1]["words"] == []


def test_machine_readable_lines_run_left_to_right_on_arabic_pages(window, case):
    page = window("second", "ar")
    page.goto(f"/desk/second-line/{case}")
    page.locator("main summary").first.click()
    lines = page.locator("p.mono.nowrap")
    assert lines.count() == 2
    assert {line.evaluate("node => getComputedStyle(node).direction") for line in lines.all()} == {"ltr"}
    page = window("first", "ar")
    page.goto("/desk/first-line")
    assert page.locator("#scan").evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_tables_sort_by_plain_links(window):
    page = window("admin", "en")
    page.goto("/desk/accounts")
    names = lambda: page.locator("[data-testid=accounts] tbody tr td:nth-child(2)").all_inner_texts()
    for wish in (False, True):
        page.locator("[data-testid=accounts] thead").get_by_role("link", name="Sign-in name").click()
        assert names() == sorted(names(), reverse=wish) and len(names()) >= 5
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == ("descending" if wish else "ascending")


def test_the_verdicts_are_in_reach_on_an_old_screen(window, case):
    page = window("second", "en", viewport={"width": 1024, "height": 768})
    page.goto(f"/desk/second-line/{case}")
    for verdict in ("this-is-the-person", "not-this-person", "cannot-tell"):
        box = page.get_by_test_id(f"verdict-{verdict}").bounding_box()
        assert box["y"] + box["height"] <= 768
    order = page.locator("#sort")
    assert order.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert order.bounding_box()["width"] > 220


def test_the_next_traveller_and_the_second_line_are_in_reach_on_an_old_screen(window, node):
    page = window("first", "en", viewport={"width": 1024, "height": 768})
    page.goto("/desk/first-line")
    page.locator("#scan").fill("\n".join(node.clear))
    page.keyboard.press("Enter")
    for name in ("next", "send"):
        box = page.get_by_test_id(name).bounding_box()
        assert box["y"] + box["height"] <= 768, name


def test_the_first_line_page_is_small_and_asks_once_per_traveller(window, node):
    page = window("first", "en")
    replies = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto("/desk/first-line", wait_until="networkidle")
    total = sum(len(reply.body()) for reply in replies)
    print(f"first-line page: {total} bytes in {len(replies)} requests")
    assert total <= FIRST_LINE_BYTES
    replies.clear()
    for count, lines in enumerate((node.clear, node.stolen, node.clear), 1):
        with page.expect_response(lambda reply: reply.request.method == "POST"):
            for line in lines:
                page.keyboard.type(line)
                page.keyboard.press("Enter")
        page.wait_for_timeout(250)
        asked = [f"{reply.request.method} {reply.url.removeprefix(node.address)}" for reply in replies]
        assert asked == ["POST /desk/first-line"] * count


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
    for lines, outcome in [(node.stolen, "second-line"), (node.clear, "clear")]:
        page.fill("#scan", "\n".join(lines))
        page.get_by_test_id("check").click()
        expect(page.get_by_test_id("outcome")).to_have_attribute("data-outcome", outcome)
    page.select_option("#concern", "asks-for-protection")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("to-protection")).to_be_visible()
    page.get_by_test_id("typed").locator("summary").click()
    page.fill("#t-name", "Quillon Brightwater")
    page.get_by_test_id("check").click()
    page.select_option("#concern", "other")
    page.get_by_test_id("send").click()
    expect(page.locator("[data-testid=reasons] li")).to_have_attribute("data-code", "officer-asks")
    context.close()


def test_the_answer_comes_at_once(first, node):
    """From the scanner's last Enter to the answer on the screen, seen from inside the page."""
    page = first.page
    page.goto("/desk/first-line")
    took = []
    for count in range(SCANS + 2):
        lines = (node.clear, node.stolen)[count % 2]
        first.wait_focus(":is(#scan, #answer *)")
        page.locator("#scan").focus()
        page.keyboard.insert_text("\n".join(lines))
        page.evaluate(
            """(limit) => {
                window.took = new Promise((done, fail) => {
                    let start = 0;
                    document.addEventListener("keydown", () => { start = performance.now(); }, { once: true, capture: true });
                    new MutationObserver((_, self) => {
                        self.disconnect();
                        requestAnimationFrame(() => done(performance.now() - start));
                    }).observe(document.getElementById("answer"), { childList: true });
                    setTimeout(() => fail(new Error(`no answer ${limit} ms after the scan`)), limit);
                });
            }""",
            ANSWER_MS,
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
