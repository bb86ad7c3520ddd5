"""The front page while somebody guesses passwords: `python -m tests.bench.sign_in`.

gunicorn serves an archive of 1,000 stories on loopback; wrk asks for the kept front page, without and with 50 guesses a
second from 100 addresses, each with a name of its own: first the seconds in which an attack begins, when the free tries
of strangers are all hashed; then in turn; then a longer window. Then what a refused guess costs. Prints, asserts nothing.
"""

import http.client
import os
import re
import statistics
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from tests.bench import load, processes, reporting, servers

GUESSES, ADDRESSES = 50, 100  # a second
ROUNDS, SECONDS, LONG = 5, 6, 30
LOGIN = "/redaksi-desk/login/"
CLOCK = os.sysconf("SC_CLK_TCK")


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
        connection.request(method, path, body, servers.HEADERS | headers)
        answer = connection.getresponse()
        answer.body = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def guess(self, number):
        data = {"csrfmiddlewaretoken": self.token, "username": f"nama{number}", "password": f"salah{number}"}
        answer = self.ask(
            "POST", LOGIN, urllib.parse.urlencode(data), **{
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie,
                "Referer": f"https://{servers.HOST}{LOGIN}",
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
    server = servers.server_address()
    with (
        servers.database(server) as address,
        tempfile.TemporaryDirectory(prefix="pawarta-sign-in-") as folder,
    ):
        folder = Path(folder)
        (folder / "media").mkdir()
        env = servers.environment(address, folder) | {"PAGE_CACHE_MB": "64", "TRUSTED_PROXIES": "1"}
        servers.manage(env, "migrate", "--verbosity=0")
        servers.manage(env, "load_archive", "--articles=1000", "--force")
        servers.manage(env, "collectstatic", "--no-input", "--verbosity=0")
        with servers.gunicorn(env, folder) as (port, process):
            measure(port, process, folder)


def window(port, folder, name, seconds, is_attack):
    """Measure the front page for some seconds, with or without an attack."""
    guesser = Guesser(port, GUESSES) if is_attack else None
    if guesser:
        guesser.start()
    run = load.once(port, "/", folder, seconds)
    words = f"{name:<22} {run['rate']:8.0f} pages a second, p99 {run['p99']:6.1f} ms"
    if guesser:
        guesser.ends.set()
        guesser.join()
        hashed = len([status for status in guesser.statuses if status != 429])
        words += f"; {len(guesser.statuses)} guesses answered, {hashed} of them hashed"
    reporting.say(words)
    return run


def measure(port, process, folder):
    load.once(port, "/", folder, 1)
    window(port, folder, "quiet", SECONDS, False)
    window(port, folder, "an attack begins", SECONDS, True)
    rows = {False: [], True: []}
    for number in range(ROUNDS):
        for is_attack, runs in rows.items():
            name = f"round {number + 1}, {'guessed at' if is_attack else 'quiet'}"
            runs.append(window(port, folder, name, SECONDS, is_attack))
    quiet, attack = (
        {key: statistics.median(run[key] for run in runs) for key in ("rate", "p99")}
        for runs in rows.values()
    )
    reporting.say(
        f"medians: rate {attack['rate'] / quiet['rate']:.2f}, p99 {attack['p99'] / quiet['p99']:.1f} times"
    )
    for is_attack in rows:
        window(port, folder, f"{LONG} seconds, {'guessed at' if is_attack else 'quiet'}", LONG, is_attack)
    say_what_it_takes(port, process)
    guesser, spent = Guesser(port, GUESSES), {True: 0, False: 0}
    for number in range(400):
        before = processes.ticks(processes.workers(process))
        guesser.guess(number)
        spent[guesser.statuses[-1] == 429] += processes.ticks(processes.workers(process)) - before
    refused = guesser.statuses.count(429)
    reporting.say(
        f"{refused} of 400 refused, {spent[True] * 1000 / CLOCK / refused:.1f} ms of the workers' processor time each;"
        f" a hashed one {spent[False] * 1000 / CLOCK / max(1, 400 - refused):.0f} ms"
    )


def say_what_it_takes(port, process):
    """Say how much of a core the workers spend on the attack alone: a figure that others on the machine blur less."""
    guesser = Guesser(port, GUESSES)
    before, begin = processes.ticks(processes.workers(process)), time.monotonic()
    guesser.start()
    time.sleep(LONG)
    guesser.ends.set()
    guesser.join()
    spent, seconds = processes.ticks(processes.workers(process)) - before, time.monotonic() - begin
    hashed = len([status for status in guesser.statuses if status != 429])
    reporting.say(
        f"{len(guesser.statuses) / seconds:.0f} guesses a second take {spent / CLOCK / seconds:.2f} of a core;"
        f" {hashed} of {len(guesser.statuses)} hashed"
    )


if __name__ == "__main__":
    main()
