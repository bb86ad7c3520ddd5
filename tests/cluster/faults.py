"""What goes wrong in a drill. Each fault breaks something, waits as somebody would, mends it, and returns a remark or nothing.

`house` is whole before and after each. The docstrings are what docs/drill.md calls them.
"""

import os
import signal
import subprocess
import time

from tests.cluster.house import wait_for
from tests.cluster.postgres import Server
from tests.support.ports import free_ports

NOTICED = 3  # seconds until a supervisor or a person has noticed
ENQUEUE = "import django; django.setup(); from articles.tasks import learn_words; learn_words.using(priority=100).enqueue()"
OPEN_TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%learn_words' AND status <> 'SUCCESSFUL'"
DISK = 900  # MB of the disk that gets full


def web_node(house, writer):
    """kill -9 of a web node, started again 3 s later"""
    house.kill("web1")
    time.sleep(NOTICED)
    house.start("web1")


def web_process(house, writer):
    """kill -9 of a process of a web node"""
    house.children("web2")[0].kill()


def workers(house, writer):
    """kill -9 of both workers, started again 3 s later"""
    for name in house.names_of_workers:
        house.kill(name)
    house.do("-c", ENQUEUE)
    time.sleep(NOTICED)
    for name in house.names_of_workers:
        house.start(name)
    wait_for(lambda: house.primary.ask(OPEN_TASKS) == (0,))
    return "a task that was queued meanwhile is done"


def nginx(house, writer):
    """kill -9 of nginx, started again at once"""
    house.kill("nginx")
    house.start("nginx")


def standby(house, writer):
    """kill -9 of a standby, started again 3 s later"""
    server = house.standbys()[-1]
    server.kill()
    time.sleep(NOTICED)
    server.start()
    wait_for(lambda: followers(house) == len(house.standbys()))


def primary(house, writer):
    """kill -9 of the primary, started again 3 s later"""
    house.primary.kill()
    time.sleep(NOTICED)
    house.primary.start()


def stop(house, writer):
    """the primary is stopped for 10 s"""
    house.primary.stop()
    time.sleep(10)
    house.primary.start()


def lag(house, writer):
    """a standby replays nothing for 15 s"""
    server = house.standbys()[0]
    server.ask("SELECT pg_wal_replay_pause()")
    time.sleep(15)
    server.ask("SELECT pg_wal_replay_resume()")
    wait_for(lambda: "ok" in house.do("manage.py", "health", "--only=replicas", fails=True)[:10], pause=0.5)


def slow_s3(house, writer):
    """S3 hangs for 8 s"""
    os.killpg(house.processes["s3"].pid, signal.SIGSTOP)
    time.sleep(8)
    os.killpg(house.processes["s3"].pid, signal.SIGCONT)


def full_disk(house, writer):
    """the primary's disk is full for 8 s"""
    filler = house.primary.folder / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(bytes(1_000_000))
                file.flush()
        except OSError:
            pass
    time.sleep(8)
    filler.unlink()
    house.primary.end()  # it may be in the middle of starting anew
    house.primary.start()


def backup(house, writer):
    """a backup is restored at another place"""
    confirmed, dump = set(writer.confirmed), house.folder / "pawarta.dump"
    programs = house.primary.where
    subprocess.run(
        [programs / "pg_dump", "--format=custom", f"--file={dump}", house.primary.address], check=True
    )
    other = Server("elsewhere", house.folder, *free_ports(1), programs)
    try:
        other.create()
        subprocess.run([programs / "pg_restore", "--no-owner", f"--dbname={other.address}", dump], check=True)
        missing = [headline for headline in confirmed if not has(other, headline)]
        stories = other.ask("SELECT count(*) FROM articles_article")[0]
    finally:
        other.end()
    if missing:
        raise AssertionError(f"{len(missing)} of {len(confirmed)} confirmed stories are not in the backup")
    return f"{stories} stories, all that were confirmed before it"


def point_in_time(house, writer):
    """another place is brought to the state of a minute before"""
    other = Server("earlier", house.folder, *free_ports(1), house.primary.where)
    other.copy_base(house.primary)
    before, after = "Uji tahan sebelum salah", "Uji tahan sesudah salah"
    wait_for(lambda: writer.file(before).status == 302)
    (moment,) = house.primary.ask("SELECT clock_timestamp()")
    time.sleep(1)
    wait_for(lambda: writer.file(after).status == 302)
    (segment,) = house.primary.ask("SELECT pg_walfile_name(pg_switch_wal())")
    wait_for(lambda: (house.archive() / segment).exists())
    try:
        other.recover(house.archive(), moment)
        wait_for(lambda: other.ask("SELECT NOT pg_is_in_recovery()")[0], pause=0.5)
        states = has(other, before), has(other, after)
    finally:
        other.end()
    if states != (True, False):
        raise AssertionError(f"before and after the moment: {states}")
    return "what was saved a second later is not there"


def failover(house, writer):
    """kill -9 of the primary, a standby takes its place 3 s later"""
    names = list(house.databases)
    to = names[(names.index(house.primary.name) + 1) % len(names)]
    house.primary.kill()
    time.sleep(NOTICED)
    house.fail_over(to)


def rebuild(house, writer):
    """the former primary is copied anew and becomes a standby"""
    for server in house.standbys():
        if not (server.data / "postmaster.pid").exists() or not server.runs():
            server.copy(house.primary)
    wait_for(lambda: followers(house) == len(house.standbys()))


def has(server, headline):
    return server.ask("SELECT 1 FROM articles_article WHERE headline = %s", [headline]) is not None


def followers(house):
    return house.primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")[0]


ALL = (
    web_process, web_node, workers, standby, lag, slow_s3, primary, stop, full_disk, backup, point_in_time, failover, rebuild, nginx,
)  # fmt: skip
