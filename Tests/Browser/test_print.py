"""What comes out of the printer: the paper says what the screen said, and nothing to press."""

import pypdfium2
import pytest

# What belongs to the screen only.
SCREEN_ONLY = {"en": ("Sign out", "First line", "Who do I call", "Print", "Filter"), "ar": ("خروج",)}


def paper(page):
    """The text of the page's PDF, and how many sheets it takes."""
    page.emulate_media(media="print")
    pdf = pypdfium2.PdfDocument(page.pdf(format="A4"))
    page.emulate_media(media="screen")
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pdf), len(pdf)


@pytest.fixture(scope="module")
def case(first, node):
    first.page.goto("/desk/first-line")
    first.scan(node.stolen)
    return first.case()


def test_a_case_is_readable_on_paper(case, second):
    second.page.goto(f"/desk/second-line/{case}")
    text, sheets = paper(second.page)
    assert case[-6:] in text and "Date of birth" in text and "There is a notice on this document" in text
    assert not any(word in text for word in SCREEN_ONLY["en"])
    assert sheets <= 2


def test_the_queue_stays_off_the_paper_of_a_case(case, second):
    second.page.goto(f"/desk/second-line/{case}")
    assert "Waiting:" not in paper(second.page)[0]


@pytest.fixture
def letter(protection, node):
    def write(language):
        page = protection.page
        page.goto("/desk/data-protection/letter")
        page.fill("#reference", "DS-1")
        page.fill("#number", node.stolen[1][:9])
        page.select_option("#letter-language", language)
        page.get_by_test_id("write-letter").click()
        page.get_by_test_id("letter").wait_for()
        return page

    return write


def test_the_answer_letter_is_readable_on_paper(letter):
    text, sheets = paper(letter("en"))
    assert "Your request for access to your personal data" in text and "DS-1" in text and "Your rights" in text
    assert not any(word in text for word in SCREEN_ONLY["en"])
    assert "Records found" not in text  # for the officer, not for the person
    assert sheets <= 2


def test_the_answer_letter_speaks_the_language_of_the_person(letter):
    page = letter("ar")
    article = page.get_by_test_id("letter")
    assert (article.get_attribute("lang"), article.get_attribute("dir")) == ("ar", "rtl")
    words = article.inner_text()
    assert "طلبكم الاطلاع على بياناتكم الشخصية" in words
    assert not any(word in words for word in ("Your", "Purpose", "alert", "border check"))
    assert paper(page)[1] <= 2


def test_the_rules_of_a_comparison_are_in_arabic_on_arabic_pages(case, second, browser, node):
    context = browser.new_context(base_url=node.address)
    context.add_cookies([c for c in second.page.context.cookies() if c["name"] != "serai-language"])
    context.add_cookies([{"name": "serai-language", "value": "ar", "url": node.address}])
    page = context.new_page()
    page.goto(f"/desk/second-line/{case}")
    rules = page.locator("table.compare td:last-child .quiet").all_inner_texts()
    assert rules and all(rule == "" or any("\u0600" <= letter <= "\u06ff" for letter in rule) for rule in rules)
    context.close()
