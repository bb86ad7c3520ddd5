"""Readers and writers: what they ask, what they were answered, and what was confirmed to them."""

import http.client
import re
import threading
import time
from collections import Counter
from typing import NamedTuple
from urllib.parse import urlencode

from staff.demo import cast

DESK = "/redaksi-desk"
ADD = f"{DESK}/articles/article/add/"
WRITER = "rina"
PATIENCE = 30  # seconds that a browser waits
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Answer(NamedTuple):
    at: float  # by the monotonic clock
    seconds: float
    status: int  # 0: none came
    what: str

    @property
    def is_lost(self):
        return not 200 <= self.status < 400


class Readers:
    """So many requests a second at these addresses, by threads that keep their time whatever they are answered."""

    def __init__(self, port, addresses, rate, threads=8, host="127.0.0.1"):
        self.port, self.addresses, self.host = port, addresses, host
        self.pause, self.answers, self.ended = threads / rate, [], threading.Event()
        self.threads = [threading.Thread(target=self._run, args=(n,), daemon=True) for n in range(threads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        for thread in self.threads:
            thread.join(PATIENCE)

    def _run(self, number):
        line, turn = self._line(), time.monotonic()
        while not self.ended.is_set():
            number += len(self.threads)
            answer = ask(line, self.addresses[number % len(self.addresses)], self.port)
            self.answers.append(answer)
            turn = max(
                turn + self.pause, time.monotonic() - 1
            )  # who waited long does not make up for all of it
            self.ended.wait(max(0, turn - time.monotonic()))
        line.close()

    def _line(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)


def ask(line, path, port, method="GET", body=None, **headers):
    """Return the answer to one request; one that never came has the status 0."""
    began = time.monotonic()
    try:
        line.request(method, path, body, {"Host": f"localhost:{port}", **headers})
        response = line.getresponse()
        response.read()
        status = response.status
    except (OSError, http.client.HTTPException):
        line.close()
        status = 0
    return Answer(began, time.monotonic() - began, status, path)


class Writer:
    """A reporter who files one story after the other. A story is confirmed when the desk leads on to its page."""

    def __init__(self, house, name="1"):
        self.house, self.name = house, name
        self.confirmed, self.answers, self.cookies = [], [], {}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self._sign_in()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        self.thread.join(2 * PATIENCE)

    def _run(self):
        number = 0
        while not self.ended.is_set():
            number += 1
            headline = f"Uji tahan {self.name} nomor {number}"
            self.answers.append(answer := self.file(headline))
            if answer.status == 302:
                self.confirmed.append(headline)
            self.ended.wait(0.3)

    def file(self, headline):
        form = {
            "headline": headline, "standfirst": "", "body": "<p>Isi.</p>", "category": self.category, "region": "", "dateline": "",
            "tag_names": "", "lead_photo": "", "sign_off": "", "commercial_label": "", "slug": "", "revision": "0",
            "credits": "1", "related": "1",
        }  # fmt: skip
        began = time.monotonic()
        status, _headers = self._post(ADD, form)
        return Answer(began, time.monotonic() - began, status, "save")

    def losses(self, primary):
        """Return the confirmed stories that the database does not have."""
        import psycopg

        with psycopg.connect(primary.address) as connection:
            rows = connection.execute(
                "SELECT headline FROM articles_article WHERE headline LIKE 'Uji tahan %'"
            ).fetchall()
        return sorted(set(self.confirmed) - {headline for (headline,) in rows})

    def _sign_in(self):
        status, headers, page = self.house.get(f"{DESK}/login/")
        self._remember(headers)
        self.category = self.house.primary.ask("SELECT min(id) FROM articles_category")[0]
        status, _headers = self._post(f"{DESK}/login/", {"username": WRITER, "password": cast.PASSWORD})
        if status != 302:
            raise RuntimeError(f"The reporter could not sign in: {status} {TOKEN.search(page) is not None}")

    def _post(self, path, form):
        body = urlencode(form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://localhost:{self.house.port}{path}",
        }
        try:
            status, answered, _page = self.house.get(path, method="POST", body=body, headers=headers)
        except (OSError, http.client.HTTPException):
            return 0, {}
        self._remember(answered)
        return status, answered

    def _remember(self, headers):
        for cookie in headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value


def summary(answers):
    """Return how many there were, how many were lost, and the longest wait."""
    counts = Counter(answer.status for answer in answers if answer.is_lost)
    return len(answers), sum(counts.values()), max((answer.seconds for answer in answers), default=0.0)
