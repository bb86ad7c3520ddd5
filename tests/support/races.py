"""Several people act at the same moment: real threads, each with a connection of its own."""

import threading

from django.db import connection

from staff import workflow

ROUNDS = 5  # the order in which two threads come is not ours to choose


def race(*acts):
    """Runs all at once and returns for each what it returned, or the Refused that it raised."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            outcomes[place] = act()
        except workflow.Refused as refused:
            outcomes[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def act(action, article, by):
    return lambda: workflow.perform(action, article, by=by, revision=article.version, reason="Alasan.")
