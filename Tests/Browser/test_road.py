"""A traveller's road through the console, from the booth to the data protection officer, by keyboard alone."""

import pytest


@pytest.fixture(scope="module")
def road(first, second, duty, node):
    """The three specimens, scanned and decided once; each test looks at one stretch of it."""
    seen = {}
    duty.page.goto("/desk/coordination")
    duty.page.locator("[data-testid=line]", has_text="line up").wait_for()
    duty.page.evaluate("window.neverReloaded = true")

    first.page.goto("/desk/first-line")
    first.wait_focus("#scan")
    for name, lines in [("clear", node.clear), ("name", node.name_match), ("stolen", node.stolen)]:
        seen[name] = {"outcome": first.scan(lines), "reasons": first.reasons(), "case": first.case()}
        seen[name]["said"] = first.page.locator("#answer").inner_text()
        first.press("n")
        first.wait_focus("#scan")

    second.open_case(seen["stolen"]["case"])
    second.decide("c", "documents-compared")
    seen["stolen"]["decision"] = second.page.locator("[data-testid=decision]").inner_text()
    second.open_case(seen["name"]["case"])
    seen["name"]["page"] = second.page.locator("main").inner_text()
    second.decide("r", "birth-date-differs")
    seen["name"]["decision"] = second.page.locator("[data-testid=decision]").inner_text()
    return seen


def test_a_traveller_nobody_looks_for_is_clear(road):
    assert road["clear"]["outcome"] == "clear"
    assert road["clear"]["case"] is None
    assert "CLEAR" in road["clear"]["said"].upper()


def test_a_name_on_a_list_goes_to_the_second_line(road):
    assert road["name"]["outcome"] == "second-line"
    assert road["name"]["reasons"] == ["name-may-belong"]


def test_a_stolen_passport_goes_to_the_second_line(road):
    assert road["stolen"]["outcome"] == "second-line"
    assert road["stolen"]["reasons"] == ["document-notice"]


def test_the_first_line_shows_nothing_of_the_listed_person(road):
    for name in ("name", "stolen"):
        assert not any(word in road[name]["said"].lower() for word in ("wanted", "arrest", "sanction", "demo-", "stolen"))


def test_the_second_line_confirms_a_hit(road):
    assert "This is the person" in road["stolen"]["decision"]
    assert "Officer 5207" in road["stolen"]["decision"]


def test_the_second_line_compares_both_identities_and_rejects(road):
    assert "Not this person" in road["name"]["decision"]
    assert "date of birth differs" in road["name"]["decision"]


def test_the_duty_officer_sees_the_hit_arrive_without_reloading(road, duty):
    hit = duty.page.locator("[data-testid=live-row]", has_text="Hit").filter(has_text=road["stolen"]["case"][-6:])
    hit.wait_for()
    assert duty.page.evaluate("window.neverReloaded") is True
    assert "North crossing" in hit.inner_text()


def test_the_live_list_goes_on_where_it_was_after_a_broken_line(road, duty, first, node):
    duty.page.context.set_offline(True)
    assert first.scan(_other_name(node.name_match)) == "second-line"
    duty.page.context.set_offline(False)
    duty.page.locator("[data-testid=live-row]").filter(has_text=first.case()[-6:]).wait_for(timeout=20_000)
    assert duty.page.evaluate("window.neverReloaded") is True


def test_the_data_protection_officer_finds_who_looked_at_the_traveller(road, protection, node):
    number = node.stolen[1][:9]
    protection.page.goto("/desk/data-protection/person")
    protection.wait_focus("#number")
    protection.type(number)
    protection.press("Enter")
    rows = protection.page.locator("[data-testid=audit] tbody tr")
    rows.first.wait_for()
    found = [row.inner_text() for row in rows.all()]
    assert any("Officer 4411" in row and "border check" in row for row in found)
    assert any("Officer 5207" in row and road["stolen"]["case"] in row for row in found)
    assert all(number not in row for row in found)


def test_a_traveller_said_to_be_another_person_is_not_stopped_again(road, first, node):
    first.page.goto("/desk/first-line")
    assert first.scan(node.name_match) == "clear"
    assert first.page.locator("[data-testid=cleared-before]").count() == 1


def test_the_same_document_within_minutes_is_one_passage(road, first, node):
    first.page.goto("/desk/first-line")
    assert first.scan(node.clear) == "clear"
    assert first.page.locator("[data-testid=folded]").count() == 1


def test_a_referral_is_one_key_away(road, first, node):
    first.page.goto("/desk/first-line")
    assert first.scan(node.clear) == "clear"
    first.press("v")
    first.wait_focus("#kind")
    first.select("victim")
    first.press("Tab", "Enter")
    referred = first.page.locator("[data-testid=referred]")
    referred.wait_for()
    assert "victim" in referred.inner_text().lower()


def test_a_scanner_writes_into_the_field_wherever_the_focus_is(road, first, node):
    first.page.goto("/desk/first-line")
    assert first.scan(node.clear) == "clear"
    assert first.focused("dataset.outcome") == "clear"
    assert first.scan(node.stolen) == "second-line"


def test_typing_the_document_instead_of_scanning_it(road, first, node):
    first.page.goto("/desk/first-line")
    first.wait_focus("#scan")
    first.press("Escape", "t")
    first.wait_focus("#t-name")
    first.tab_to("id", "t-number")
    first.type(node.stolen[1][:9])
    first.press("Tab")
    first.type("UTO")
    first.press("Enter")
    outcome = first.page.locator("[data-testid=outcome]")
    outcome.wait_for()
    assert outcome.get_attribute("data-outcome") == "second-line"


def _other_name(lines):
    """The same holder with another document: number and its check digits changed as ICAO Doc 9303-3 computes them."""
    def digit(text):
        values = [0 if c == "<" else int(c, 36) for c in text]
        return str(sum(value * (7, 3, 1)[i % 3] for i, value in enumerate(values)) % 10)

    number = "B5529318L"
    second = number + digit(number) + lines[1][10:43]
    return [lines[0], second + digit(second[0:10] + second[13:20] + second[21:43])]
