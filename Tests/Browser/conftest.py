"""A demonstration node of its own, a browser, and officers who sit down at it."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from officers import Officer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERAI = pathlib.Path(os.environ.get("SERAI", ROOT / ".build/release/serai"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
START_SECONDS = 90


class Node:
    """A running demonstration node: where it listens and what it printed."""

    def __init__(self, port, process, printed):
        self.port, self.process, self.printed = port, process, printed
        self.address = f"http://127.0.0.1:{port}"
        self.password = re.search(r"password for all: ([^)]+)\)", printed)[1]
        lines = re.findall(r"^    ([A-Z0-9<]{30,44})$", printed, re.MULTILINE)
        clear, name, stolen = zip(lines[0::2], lines[1::2])
        self.clear, self.name_match, self.stolen = list(clear), list(name), list(stolen)

    def memory(self):
        """Resident memory, in MiB."""
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def node():
    assert SERAI.exists(), f"there is no program at {SERAI}: run make build, or name it in SERAI"
    home = pathlib.Path(tempfile.mkdtemp(prefix="serai-browser-"))
    port, printed = free_port(), home / "printed"
    with printed.open("w") as output:
        process = subprocess.Popen(
            [SERAI, "demo", "--home", home / "node", "--port", str(port)], stdout=output, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + START_SECONDS
        while not (is_ready(port) and "Training data only" in printed.read_text()):
            assert process.poll() is None, f"the node ended at its start:\n{printed.read_text()}"
            assert time.monotonic() < end, f"the node is not ready after {START_SECONDS} s:\n{printed.read_text()}"
            time.sleep(0.1)
        yield Node(port, process, printed.read_text())
        assert process.poll() is None, f"the node ended during the tests:\n{printed.read_text()}"
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def arrive(node, browser):
    """Opens a browser window of its own for one officer, signs in and begins the shift."""
    contexts = []

    def open_window(name):
        context = browser.new_context(base_url=node.address)
        context.set_default_timeout(10_000)
        contexts.append(context)
        officer = Officer(name, context.new_page(), node)
        officer.sign_in()
        return officer

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def first(arrive):
    return arrive("first")


@pytest.fixture(scope="session")
def second(arrive):
    return arrive("second")


@pytest.fixture(scope="session")
def duty(arrive):
    return arrive("duty")


@pytest.fixture(scope="session")
def protection(arrive):
    return arrive("protection")


@pytest.fixture(scope="session")
def admin(arrive):
    return arrive("admin")


def pytest_collection_modifyitems(items):
    """Desks first, while their queues are short; attacks last, for what they leave behind."""
    order = ["test_pages", "test_road", "test_desks", "test_print", "test_attacks"]
    items.sort(key=lambda item: order.index(item.module.__name__))
