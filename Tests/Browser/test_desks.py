"""What two people do together at their desks: sending a traveller on, copying the audit, keeping accounts."""

import re

import pytest
import zxingcpp
from playwright.sync_api import expect


# An officer's own doubt


@pytest.fixture(scope="module")
def sent(first, node):
    """A clear traveller, sent to the second line by keyboard alone."""
    first.page.goto("/desk/first-line")
    assert first.scan(node.clear) == "clear"
    first.press("s")
    first.wait_focus("#concern")
    first.select("document-looks-altered")
    first.press("Tab")
    with first.page.expect_response("**/desk/first-line/send"):
        first.press("Enter")
    first.page.locator("[data-case]").wait_for()
    return {
        "outcome": first.page.get_by_test_id("outcome").get_attribute("data-outcome"), "reasons": first.reasons(),
        "case": first.case(),
    }


def test_an_officer_in_doubt_sends_a_clear_traveller_to_the_second_line(sent):
    assert sent["outcome"] == "second-line"
    assert sent["reasons"] == ["officer-asks"]
    assert re.fullmatch("[0-9A-Z]{26}", sent["case"])


def test_sending_the_same_traveller_twice_is_one_case(sent, first, node):
    first.page.goto("/desk/first-line")
    first.scan(node.clear)
    first.page.select_option("#concern", "answers-do-not-fit")
    first.page.get_by_test_id("send").click()
    first.page.locator("[data-case]").wait_for()
    assert first.case() == sent["case"]


def test_the_second_line_examines_what_the_officer_asked_about_and_no_hit_comes_of_it(sent, second, duty):
    second.open_case(sent["case"])
    page = second.page.locator("main").inner_text()
    assert "the document looks altered" in page and "the answers do not fit" in page
    assert second.page.get_by_test_id("verdict-this-is-the-person").count() == 0
    second.decide("x", "document-in-order")
    assert second.page.get_by_test_id("state").inner_text() == "examined"
    duty.page.goto("/desk/coordination")
    rows = duty.page.get_by_test_id("live-row").filter(has_text=sent["case"][-6:])
    expect(rows).to_have_count(3)  # opened, opened with a second reason, examined
    assert not any("Hit" in row for row in rows.all_inner_texts())


def test_the_wish_is_in_the_audit_with_its_reason(sent, protection):
    protection.page.goto("/desk/data-protection")
    row = protection.page.get_by_test_id("audit").locator("tr", has_text="sent to the second line: document-looks-altered")
    assert "Officer 4411" in row.first.inner_text()
    assert sent["case"] in row.first.inner_text()


def test_the_reasons_speak_of_documents_and_answers_only(first, node):
    first.page.goto("/desk/first-line")
    first.scan(node.clear)
    offered = [option.get_attribute("value") for option in first.page.locator("#concern option").all()]
    assert offered == ["", "document-looks-altered", "answers-do-not-fit", "asks-for-protection", "other"]


def test_whoever_asks_for_protection_goes_to_the_referral_and_is_no_case(first, node):
    first.page.goto("/desk/first-line")
    first.scan(node.clear)
    first.page.select_option("#concern", "asks-for-protection")
    first.page.get_by_test_id("send").click()
    first.page.get_by_test_id("to-protection").wait_for()
    assert first.page.locator("[data-case]").count() == 0
    first.wait_focus("#kind")
    first.select("asylum")
    first.press("Tab", "Enter")
    first.page.get_by_test_id("referred").wait_for()


# No line to the node


def test_a_broken_line_shows_a_bar_and_leaves_the_page_as_it_is(first, node):
    page = first.page
    page.goto("/desk/first-line")
    bar = page.get_by_test_id("offline-bar")
    expect(bar).to_be_hidden()
    page.context.set_offline(True)
    try:
        page.locator("#scan").fill("\n".join(node.clear))
        page.keyboard.press("Enter")
        expect(bar).to_be_visible()
        assert re.search(r"Offline since \d\d:\d\d · lists of 20\d\d", bar.inner_text().replace("\u2066", "").replace("\u2069", ""))
        assert page.locator("#scan").input_value().replace("\n", "") == "".join(node.clear)
    finally:
        page.context.set_offline(False)
    expect(bar).to_be_hidden(timeout=10_000)
    page.locator("#scan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("outcome")).to_have_attribute("data-outcome", "clear")


# Two people


def read_square(page):
    """The square code, read as a phone reads it: from its modules, by a reader that is not ours."""
    side = int(page.get_by_test_id("qr").get_attribute("viewBox").split()[2]) - 8
    runs = re.findall(r"M(\d+) (\d+)h(\d+)", page.get_by_test_id("qr").locator("path").get_attribute("d"))
    scale, margin = 4, 4
    width = (side + 2 * margin) * scale
    pixels = bytearray(b"\xff" * (width * width))
    for column, row, length in (map(int, run) for run in runs):
        for y in range((row + margin) * scale, (row + margin + 1) * scale):
            start = y * width + (column + margin) * scale
            pixels[start:start + length * scale] = bytes(length * scale)
    return [code.text for code in zxingcpp.read_barcodes(memoryview(bytes(pixels)).cast("B", shape=[width, width]))]


@pytest.fixture(scope="module")
def devices(protection, admin):
    for officer in (protection, admin):
        officer.enrol()


def test_the_secret_of_a_second_factor_is_a_square_a_phone_reads(second):
    second.page.goto("/account")
    second.page.get_by_test_id("enrol").click()
    told = second.page.get_by_test_id("otpauth").get_attribute("href")
    assert read_square(second.page) == [told]
    assert second.page.get_by_test_id("secret").inner_text().replace(" ", "") in told


@pytest.fixture(scope="module")
def copy(devices, protection, admin):
    """A copy of the audit: asked by one, agreed by another, fetched once."""
    seen = {}
    page = protection.page
    page.goto("/desk/data-protection?refused=on")
    page.get_by_test_id("ask-copy").click()
    page.wait_for_url("**/desk/approvals")
    seen["asked"] = page.get_by_test_id("approvals").inner_text()
    seen["own"] = page.get_by_test_id("agree").count(), page.get_by_test_id("copy").count()
    admin.page.goto("/desk/approvals")
    seen["to agree"] = admin.page.get_by_test_id("approvals").inner_text()
    admin.page.get_by_test_id("agree").click()
    seen["agreed"] = admin.page.get_by_test_id("approvals-empty").count()
    page.goto("/desk/approvals")
    with page.expect_download() as download:
        page.get_by_test_id("copy").click()
    seen["file"] = open(download.value.path(), encoding="utf-8-sig").read()
    page.get_by_test_id("copy").click()
    seen["again"] = page.get_by_test_id("problem").get_attribute("data-code")
    return seen


def test_a_copy_of_the_audit_waits_for_a_second_person(copy):
    assert "waits for a second person" in copy["asked"]
    assert copy["own"] == (0, 0)


def test_the_second_person_sees_what_is_asked_and_by_whom(copy):
    assert "refused on" in copy["to agree"] and "Data protection officer" in copy["to agree"]
    assert copy["agreed"] == 1


def test_the_copy_is_fetched_once(copy):
    assert copy["file"].startswith("entry,time,officer,purpose,post,kind,what,reason,record")
    assert copy["again"] == "not-found"


def test_every_step_of_the_copy_is_in_the_audit(copy, protection):
    protection.page.goto("/desk/data-protection")
    found = protection.page.get_by_test_id("audit").inner_text()
    for step in ("asked: export-bulk audit-log", "agreed: export-bulk audit-log", "audit list as CSV"):
        assert step in found


def test_exports_of_the_queue_and_the_live_list_are_in_the_audit(second, duty, protection):
    for officer, address in ((second, "/desk/second-line?format=csv"), (duty, "/desk/coordination?format=csv")):
        assert officer.page.request.get(address).headers["content-disposition"].startswith("attachment")
    protection.page.goto("/desk/data-protection")
    found = protection.page.get_by_test_id("audit").inner_text()
    assert "second-line queue as CSV" in found and "live list as CSV" in found


# Accounts


@pytest.fixture(scope="module")
def hired(devices, admin):
    """An account made by the administrator, and the password it was shown with."""
    page = admin.page
    page.goto("/desk/accounts/new")
    page.fill("#sign-in", "night")
    page.fill("#name", "Officer 6001")
    page.check("input[name=role][value=first-line]")
    page.check("input[name=post][value=north]")
    page.get_by_test_id("make-account").click()
    return page.get_by_test_id("one-time-password").inner_text()


def open_account(admin, name):
    admin.page.goto("/desk/accounts")
    admin.page.get_by_test_id("accounts").get_by_role("link", name=name).click()
    return admin.page


def come_in(browser, node, name, password):
    page = browser.new_context(base_url=node.address).new_page()
    page.goto("/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.get_by_test_id("sign-in").click()
    return page


def test_a_new_officer_signs_in_with_the_password_shown_once_and_must_change_it(hired, browser, node):
    page = come_in(browser, node, "night", hired)
    page.wait_for_url("**/account/password")
    page.goto("/shift")
    assert page.url.endswith("/account/password")
    page.fill("#old", hired)
    page.fill("#new", "four calm harbour lamps")
    page.fill("#again", "four calm harbour lamps")
    page.press("#again", "Enter")
    page.wait_for_url("**/sign-in")
    page.context.close()


def test_an_administrator_changes_the_work_of_another(hired, admin):
    page = open_account(admin, "Officer 6001")
    page.check("input[name=role][value=second-line]")
    page.get_by_test_id("save-account").click()
    page.get_by_test_id("saved").wait_for()
    page.goto("/desk/accounts")
    assert "second-line officer" in page.locator("tr", has_text="Officer 6001").inner_text()


def test_roles_that_may_not_be_in_one_hand_are_refused(hired, admin):
    page = open_account(admin, "Officer 6001")
    page.check("input[name=role][value=sysadmin]")
    page.get_by_test_id("save-account").click()
    assert "may not be in one hand" in page.get_by_test_id("said").inner_text()


def test_a_disabled_account_does_not_come_in(hired, admin, browser, node):
    page = open_account(admin, "Officer 6001")
    page.get_by_test_id("toggle-account").click()
    page.get_by_test_id("saved").wait_for()
    outside = come_in(browser, node, "night", "four calm harbour lamps")
    assert outside.url.endswith("/sign-in")
    outside.context.close()
    page.get_by_test_id("toggle-account").click()
    page.get_by_test_id("saved").wait_for()


def test_a_lost_password_is_replaced_by_one_shown_once(hired, admin, browser, node):
    page = open_account(admin, "Officer 6001")
    page.locator("summary", has_text="New password").click()
    page.locator("details[open] input[name=sure]").check()
    page.get_by_test_id("reset-password").click()
    fresh = page.get_by_test_id("one-time-password").inner_text()
    assert fresh != hired
    inside = come_in(browser, node, "night", fresh)
    inside.wait_for_url("**/account/password")
    inside.context.close()


@pytest.mark.parametrize(
    "path, form", [("", {"name": "Administrator", "role": "dpo"}), ("/state", {"state": "disabled"}), ("/password", {"sure": "on"})],
    ids=["a role", "disabled", "a new password"])
def test_nobody_changes_their_own_rights(devices, admin, path, form):
    page = open_account(admin, "Administrator")
    assert page.locator("input[name=role]").count() == 0
    address = page.url.split("?")[0]
    token = page.locator("input[name=form-token]").first.get_attribute("value")
    answer = page.request.post(address + path, form=form | {"form-token": token})
    page.goto("/desk/accounts")
    row = page.locator("tr", has_text="Administrator").inner_text()
    assert "system administrator" in row and "active" in row and "data protection" not in row
    if path:
        assert answer.status == 400
        assert "another administrator" in answer.text()


def test_accounts_are_for_the_administrator_alone(first, protection):
    assert first.page.request.get("/desk/accounts").status == 403
    assert protection.page.request.get("/desk/accounts/new").status == 403
