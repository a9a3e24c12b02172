"""What somebody with bad intent, or a broken program, sends; and what must not come back."""

import http.client
import json
import re
import urllib.parse

import pytest

OWN = "NOBODYS<SECRET"  # stands for scanned data: it must never come back in an error
MISSING = "0" * 26


class Visitor:
    """One who speaks HTTP by hand, with a jar for cookies and no manners."""

    def __init__(self, node):
        self.node, self.cookies = node, {}

    def ask(self, method, path, form=None, headers=None, body=None):
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        if form is not None:
            body = urllib.parse.urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=20)
        try:
            line.request(method, path, body=body, headers={**sent, **(headers or {})})
            reply = line.getresponse()
            text = reply.read().decode()
        finally:
            line.close()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return reply.status, text, reply.headers

    def token(self, path):
        return re.search(r'name="form-token" value="([^"]+)"', self.ask("GET", path)[1])[1]

    def try_password(self, name, password):
        return self.ask("POST", "/sign-in", {"form-token": self.token("/sign-in"), "name": name, "password": password})

    def come_in(self, name, purpose, post=None):
        assert self.try_password(name, self.node.password)[0] == 303
        form = {"form-token": self.token("/shift"), "purpose": purpose, "direction": "entry"}
        assert self.ask("POST", "/shift", form | ({"post": post} if post else {}))[0] == 303
        return self


@pytest.fixture
def stranger(node):
    return Visitor(node)


@pytest.fixture(scope="module")
def booth(node):
    return Visitor(node).come_in("first", "border-check", "north")


@pytest.fixture(scope="module")
def harbour(node):
    return Visitor(node).come_in("second", "border-check", "harbour")


def scan(visitor, lines, **headers):
    form = {"form-token": visitor.token("/desk/first-line"), "scan": "\n".join(lines)}
    return visitor.ask("POST", "/desk/first-line", form, headers)


def code(text):
    found = re.search(r'data-code="([a-z-]+)"', text) or re.search(r'"code":"([a-z-]+)"', text)
    return found and found[1]


# Forms


def test_a_form_without_its_token_is_refused(booth, node):
    status, text, _ = booth.ask("POST", "/desk/first-line", {"scan": "\n".join(node.clear)})
    assert (status, code(text)) == (403, "form-not-ours")


def test_a_form_with_the_token_of_another_session_is_refused(booth, harbour, node):
    form = {"form-token": harbour.token("/desk/second-line"), "scan": "\n".join(node.clear)}
    status, text, _ = booth.ask("POST", "/desk/first-line", form)
    assert (status, code(text)) == (403, "form-not-ours")


@pytest.mark.parametrize("header", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_sent_by_another_site_is_refused(booth, node, header):
    assert scan(booth, node.clear, **header)[0] == 403


def test_a_sign_in_form_of_another_browser_is_refused(stranger, node):
    form = {"form-token": "0" * 32, "name": "first", "password": node.password}
    assert stranger.ask("POST", "/sign-in", form)[0] == 403


def test_a_link_cannot_lead_out_of_the_node(stranger):
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/%0d%0aSet-Cookie:%20a=b"):
        status, _, headers = stranger.ask("GET", "/language/en?back=" + urllib.parse.quote(back, safe="/%"))
        assert status == 303
        assert re.fullmatch(r"/[a-z/-]*", headers["Location"]), headers["Location"]


# Sessions


def test_a_session_ends_with_sign_out(node):
    officer = Visitor(node).come_in("first", "border-check", "north")
    kept = dict(officer.cookies)
    assert officer.ask("POST", "/sign-out", {"form-token": officer.token("/desk/first-line")})[0] == 303
    officer.cookies = kept
    for path in ("/desk/first-line", "/shift", "/account"):
        status, text, _ = officer.ask("GET", path)
        assert status == 401 or (status == 303), path
        assert "scan" not in text


def test_the_token_of_the_sign_in_ends_when_the_shift_begins(node):
    officer = Visitor(node)
    assert officer.try_password("first", node.password)[0] == 303
    before = dict(officer.cookies)
    form = {"form-token": officer.token("/shift"), "purpose": "border-check", "direction": "entry", "post": "north"}
    assert officer.ask("POST", "/shift", form)[0] == 303
    officer.cookies = before
    assert officer.ask("GET", "/shift")[0] == 401


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(node):
    status, _, headers = (officer := Visitor(node)).try_password("first", node.password)
    cookie = next(c for c in headers.get_all("Set-Cookie") if c.startswith("serai="))
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert len(officer.cookies["serai"]) >= 40


# Runs while nobody else signs in as the administrator.
def test_twenty_wrong_passwords_make_that_account_wait_and_no_other(node, stranger):
    answers = [stranger.try_password("admin", f"wrong number {count}") for count in range(20)]
    assert [status for status, _, _ in answers][:5] == [401] * 5
    waits = [(text, headers) for status, text, headers in answers if status == 429]
    assert len(waits) >= 10
    for text, headers in waits:
        assert 1 <= int(headers["Retry-After"]) <= 900
        assert re.search(r"Wait \d+ seconds, then try again", text)
    assert Visitor(node).try_password("first", node.password)[0] == 303


def test_an_unknown_name_answers_like_a_wrong_password(stranger):
    known, unknown = (stranger.try_password(name, "wrong horse battery") for name in ("duty", "nobody-here"))
    assert known[0] == unknown[0] == 401
    plain = [re.sub(r'(value|data-now)="[^"]*"', "", text) for _, text, _ in (known, unknown)]
    assert plain[0] == plain[1]


# Bodies


@pytest.mark.parametrize("path", ["/sign-in", "/desk/first-line", "/api/v1/screenings", "/desk/nothing"])
def test_ten_megabytes_are_refused_without_being_kept(booth, node, path):
    before = node.memory()
    for _ in range(3):
        try:
            status, _, _ = booth.ask(
                "POST", path, body=b"a=" + b"x" * 10_000_000, headers={"Content-Type": "application/x-www-form-urlencoded"})
            assert status in (413, 404), path
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before all of it was sent
    assert node.memory() - before < 15
    assert booth.ask("GET", "/desk/first-line")[0] == 200


def test_a_body_of_unknown_length_is_cut_off(booth, node):
    def drops():
        for _ in range(200):
            yield b"x" * 50_000

    before = node.memory()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        assert booth.ask("POST", "/desk/first-line", body=drops(), headers=headers)[0] == 413
    except (BrokenPipeError, ConnectionResetError):
        pass
    assert node.memory() - before < 15


@pytest.mark.parametrize("body", [b"scan=%ff%fe", b"scan=%4", b"\x00\xff", b"scan=" + b"%00" * 50, b"&" * 5000, b"=" * 5000])
def test_broken_forms_are_refused_and_harm_nothing(booth, node, body):
    token = booth.token("/desk/first-line").encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, text, _ = booth.ask("POST", "/desk/first-line", body=b"form-token=" + token + b"&" + body, headers=headers)
    assert 400 <= status < 500
    assert "data-outcome" not in text


@pytest.mark.parametrize(
    "lines",
    [[OWN], ["P<UTO" + OWN.ljust(40, "<")], ["P<UTO" + OWN.ljust(39, "<"), "Ж" * 44], ["P<UTO" + OWN.ljust(39, "<")] * 3,
     ["<script>" + OWN + "</script>"]],
)
def test_unreadable_lines_are_refused_without_being_repeated(booth, lines):
    status, text, _ = scan(booth, lines, **{"X-Serai-Part": "answer"})
    assert status == 422
    assert "SECRET" not in text and "Ж" not in text
    assert 'data-testid="refused"' in text


def test_a_typed_date_that_is_none_is_refused_without_being_repeated(booth):
    form = {"form-token": booth.token("/desk/first-line"), "name": "Nobody Secret", "birth": "31.12.SECRET"}
    status, text, _ = booth.ask("POST", "/desk/first-line", form)
    assert status == 400
    assert "SECRET" not in text.upper()


# Other people's records


def test_a_case_of_nothing_and_of_another_post_answer_alike(booth, harbour, node):
    status, text, _ = scan(booth, node.stolen)
    case = re.search(r'data-case="([0-9A-Z]{26})"', text)[1]
    answers = {}
    for name, asked in [("another post", case), ("nothing", case[:-6] + "000000"), ("no id", "x"), ("long", "A" * 3000)]:
        status, text, headers = harbour.ask("GET", f"/desk/second-line/{asked}")
        answers[name] = (status, code(text), len(re.sub(re.escape(asked) + r"|name=\"form-token\" value=\"[^\"]+\"", "", text)))
    assert answers["nothing"][:2] == (404, "not-found")
    assert answers["another post"][:2] == answers["nothing"][:2]
    assert answers["no id"][:2] == answers["nothing"][:2]


def test_a_case_of_another_post_cannot_be_decided(booth, harbour, node):
    case = re.search(r'data-case="([0-9A-Z]{26})"', scan(booth, node.stolen)[1])[1]
    form = {"form-token": harbour.token("/desk/second-line"), "verdict": "this-is-the-person", "reason": "documents-compared"}
    status, text, _ = harbour.ask("POST", f"/desk/second-line/{case}", form)
    assert (status, code(text)) == (404, "not-found")


@pytest.mark.parametrize(
    "path", ["/desk/coordination", "/desk/coordination/events", "/desk/data-protection", "/desk/data-protection/person",
             "/desk/second-line", "/desk/second-line?format=csv", "/desk/second-line/" + MISSING, "/desk/alerts",
             "/desk/alerts/new", "/desk/accounts", "/desk/approvals"])
def test_the_first_line_does_not_enter_other_desks(booth, path):
    assert booth.ask("GET", path)[0] in (403, 404)


@pytest.mark.parametrize("path", ["/assets/../node.json", "/assets/%2e%2e/node.json", "/assets/..%2f..%2fetc/passwd", "/assets/"])
def test_no_file_of_the_node_can_be_fetched(stranger, path):
    status, text, _ = stranger.ask("GET", path)
    assert status in (400, 401, 404)
    assert "root:" not in text and "posts" not in text


# Programs

SCREENING = {"purpose": "border-check", "post": "north", "name": "Nobody Secret", "number": "SECRET1"}


@pytest.fixture(scope="module")
def program(node):
    """A program with a session of its own."""
    visitor = Visitor(node)
    wish = {"name": "first", "password": node.password, "purpose": "border-check", "post": "north"}
    status, text, _ = visitor.ask("POST", "/api/v1/sessions", body=json.dumps(wish), headers={"Content-Type": "application/json"})
    assert status == 201
    bearer = {"Authorization": "Bearer " + json.loads(text)["token"], "Content-Type": "application/json"}
    return lambda body: visitor.ask("POST", "/api/v1/screenings", body=body, headers=bearer)[:2]


def test_a_program_screens_a_traveller(program, node):
    status, text = program(json.dumps({"purpose": "border-check", "mrz": node.stolen}))
    assert status == 200
    assert json.loads(text)["outcome"] == "second-line"


@pytest.mark.parametrize(
    "body, expected",
    [
        ('{"purpose":"border-check","purpose":"training","name":"Nobody Secret"}', "json-refused"),
        ("[" * 5000 + "]" * 5000, "json-refused"),
        ('{"purpose":"border-check","name":' + "[" * 200 + '"SECRET"' + "]" * 200 + "}", "json-refused"),
        ('{"purpose":"border-check","name":"SECRET', "json-refused"),
        ("", "json-refused"),
        (json.dumps(SCREENING | {"name": 7}), "field-unreadable"),
        (json.dumps(SCREENING | {"mrz": "SECRET"}), "field-unreadable"),
        (json.dumps(SCREENING | {"birth": "SECRET"}), "field-unreadable"),
        (json.dumps({k: v for k, v in SCREENING.items() if k != "purpose"}), "purpose-missing"),
        (json.dumps(SCREENING | {"purpose": None}), "purpose-missing"),
        (json.dumps(SCREENING | {"purpose": "curiosity"}), "purpose-missing"),
    ],
    ids=["key twice", "deep", "deep in a field", "cut off", "empty", "number for a name", "text for lines", "no date",
         "no purpose", "null purpose", "unknown purpose"],
)
def test_broken_json_is_refused_with_a_reason_and_nothing_of_its_content(program, body, expected):
    status, text = program(body)
    assert status == 400
    assert json.loads(text)["code"] == expected
    assert "secret" not in text.lower() and "nobody" not in text.lower()


def test_a_program_without_a_session_is_refused(stranger):
    status, text, _ = stranger.ask("POST", "/api/v1/screenings", body=json.dumps(SCREENING), headers={"Content-Type": "application/json"})
    assert status == 401
    assert "secret" not in text.lower()
