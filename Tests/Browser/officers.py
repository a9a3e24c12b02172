"""What an officer does at the console, with the keyboard alone."""

import base64
import hashlib
import hmac
import time

PURPOSES = {"first": "border-check", "second": "border-check", "duty": "border-check", "protection": "oversight", "admin": "administration"}
POST = "north"


class Officer:
    def __init__(self, name, page, node):
        self.name, self.page, self.node = name, page, node

    # Keys

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def focused(self, what):
        return self.page.evaluate(f"document.activeElement?.{what} ?? ''")

    def wait_focus(self, selector):
        self.page.locator(f"{selector}:focus").wait_for()

    def tab_to(self, what, value):
        """Tab, as often as it takes, to where `document.activeElement.<what>` is `value`."""
        for _ in range(60):
            if self.focused(what) == value:
                return
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {what} = {value} on {self.page.url}")

    def choose(self, name, value):
        """One radio button of a group: Tab to the group, arrows within it."""
        self.tab_to("name", name)
        if self.focused("value") == value:
            self.press("Space")
        for _ in range(12):
            if self.focused("value") == value:
                assert self.page.evaluate("document.activeElement.checked")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {name} = {value}")

    def select(self, value):
        """An entry of the focused list, by arrows."""
        for _ in range(20):
            if self.focused("value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value}")

    # Second factor

    def enrol(self):
        """A device, once; from then on the session counts as shown. The secret is what a phone would have read."""
        self.page.goto("/account")
        self.page.get_by_test_id("enrol").click()
        self.secret = self.page.get_by_test_id("secret").inner_text().replace(" ", "")
        self.page.fill("#code", one_time_code(self.secret))
        self.page.press("#code", "Enter")
        self.page.wait_for_url("**/account")

    # Work

    def sign_in(self):
        self.page.goto("/sign-in")
        self.wait_focus("#name")
        self.type(self.name)
        self.press("Tab")
        self.type(self.node.password)
        self.press("Enter")
        self.page.wait_for_url("**/shift")
        if self.name in ("first", "second"):
            self.choose("post", POST)
        self.choose("purpose", PURPOSES[self.name])
        self.press("Enter")
        self.page.wait_for_url("**/desk/*")

    def scan(self, lines):
        """As a wedge scanner does: characters as fast as they come, Enter after each line. Returns the outcome."""
        self.wait_focus(":is(#scan, #answer *)")
        with self.page.expect_response(lambda reply: reply.request.method == "POST"):
            for line in lines:
                self.type(line)
                self.press("Enter")
        self.page.locator("body:not(.busy)").wait_for()
        return self.page.locator("[data-testid=outcome]").get_attribute("data-outcome")

    def reasons(self):
        return [row.get_attribute("data-code") for row in self.page.locator("[data-testid=reasons] li").all()]

    def case(self):
        return self.page.locator("[data-testid=outcome]").get_attribute("data-case")

    def open_case(self, case):
        """From the queue: J to the case, O to open it."""
        self.page.goto("/desk/second-line")
        for _ in range(40):
            self.press("j")
            self.page.wait_for_timeout(100)  # a single key waits to see whether it is a scanner
            if self.focused("dataset.case") == case:
                break
        else:
            raise AssertionError(f"the case is not in the queue of {self.name}")
        self.press("o")
        self.page.wait_for_url(f"**/desk/second-line/{case}")

    def decide(self, key, reason):
        self.press(key)
        self.wait_focus("select")
        self.select(reason)
        self.tab_to("tagName", "BUTTON")
        with self.page.expect_navigation():
            self.press("Enter")


def one_time_code(secret):
    """RFC 6238 with SHA-1, thirty seconds, six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(time.time() // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[19] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
