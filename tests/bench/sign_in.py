"""The front page while somebody guesses passwords: `python -m tests.bench.sign_in`.

gunicorn serves an archive of 1,000 stories on loopback; wrk asks for the kept front page, in turn without and with 50
guesses a second from 100 addresses, each with a name of its own. Then what a refused guess costs. Prints, asserts nothing.
"""

import http.client
import re
import statistics
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from tests.bench import site

GUESSES, ADDRESSES = 50, 100  # a second
ROUNDS, SECONDS = 5, 6
LOGIN = "/redaksi-desk/login/"


class Guesser(threading.Thread):
    """Sends guesses at a rate, each from another address and with another name; counts the answers by status."""

    def __init__(self, port, rate):
        super().__init__(daemon=True)
        self.port, self.rate, self.statuses, self.ends = port, rate, [], threading.Event()
        answer = self.ask("GET", LOGIN)
        self.cookie = re.search(r"csrftoken=[^;]+", answer.headers["Set-Cookie"])[0]
        self.token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer.body)[1]

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, site.HEADERS | headers)
        answer = connection.getresponse()
        answer.body = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def guess(self, number):
        data = {"csrfmiddlewaretoken": self.token, "username": f"nama{number}", "password": f"salah{number}"}
        answer = self.ask(
            "POST", LOGIN, urllib.parse.urlencode(data), **{
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie,
                "Referer": f"https://{site.HOST}{LOGIN}",
                "X-Forwarded-For": f"198.51.{number % ADDRESSES}.7",
            },
        )  # fmt: skip
        self.statuses.append(answer.status)

    def run(self):
        begin, number = time.monotonic(), 0
        while not self.ends.is_set():
            threading.Thread(target=self.guess, args=[number], daemon=True).start()
            number += 1
            self.ends.wait(max(0, begin + number / self.rate - time.monotonic()))


def main():
    server = site.server_address()
    with site.database(server) as address, tempfile.TemporaryDirectory(prefix="pawarta-sign-in-") as folder:
        folder = Path(folder)
        (folder / "media").mkdir()
        env = site.environment(address, folder) | {"PAGE_CACHE_MB": "64", "TRUSTED_PROXIES": "1"}
        site.manage(env, "migrate", "--verbosity=0")
        site.manage(env, "load_archive", "--articles=1000", "--force")
        site.manage(env, "collectstatic", "--no-input", "--verbosity=0")
        with site.gunicorn(env, folder) as (port, process):
            measure(port, process, folder)


def measure(port, process, folder):
    Guesser(port, 1).guess(0)
    rows = {"quiet": [], "guessed at": []}
    for number in range(ROUNDS):
        rows["quiet"].append(site.once(port, "/", folder, SECONDS))
        guesser = Guesser(port, GUESSES)
        guesser.start()
        rows["guessed at"].append(site.once(port, "/", folder, SECONDS))
        guesser.ends.set()
        guesser.join()
        hashed = len([status for status in guesser.statuses if status != 429])
        site.say(f"round {number + 1}: {len(guesser.statuses)} guesses, {hashed} of them hashed")
    for name, runs in rows.items():
        rate, p99 = (statistics.median(run[key] for run in runs) for key in ("rate", "p99"))
        site.say(f"{name:<12} {rate:8.0f} pages a second, p99 {p99:6.1f} ms")
    guesser = Guesser(port, GUESSES)
    before, begin = site.ticks(site.workers(process)), len(guesser.statuses)
    for number in range(400):
        guesser.guess(number)
    spent = (site.ticks(site.workers(process)) - before) * 1000 / 100 / (len(guesser.statuses) - begin)
    refused = guesser.statuses.count(429)
    site.say(f"{refused} of 400 refused; {spent:.1f} ms of the workers' processor time a guess")


if __name__ == "__main__":
    main()
