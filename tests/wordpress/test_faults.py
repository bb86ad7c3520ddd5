"""An import that is killed, loses its database, its lock or its disk: told in words, and the same rows in the end."""

import psycopg
import pytest

from articles.wordpress.lock import LOCK
from tests.support import old_site
from tests.support.houses import kill_at_random, own_server, told_in_words
from tests.support.same_rows import contents, differences

pytestmark = pytest.mark.slow
HALF_WAY = "SELECT 1 FROM articles_importeditem WHERE outcome = 'created' LIMIT 1"


@pytest.fixture(scope="module")
def server():
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    return old_site.command(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def standard(server, command):
    """The rows of an import that nobody disturbed."""
    house = server.house("undisturbed")
    house.do(*command)
    rows = contents(house.url)
    assert len(rows["articles_article"]) == old_site.POSTS
    assert len(rows["articles_photo"]) == 12
    return rows


def test_two_that_nobody_disturbed_are_the_same(server, command, standard):
    """So that a difference below is a difference."""
    house = server.house("twin")
    house.do(*command)
    assert differences(contents(house.url), standard) == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_any_moment_it_ends_in_the_same_rows(server, command, standard, seed):
    house = server.house(f"killed-{seed}")

    def progress():
        staged = house.ask("SELECT coalesce(max(staged), 0) FROM articles_importrun")
        outcomes = house.ask("SELECT count(*) FROM articles_importeditem WHERE outcome <> ''")
        return staged[0][0] + outcomes[0][0]

    def again():
        open_run = house.ask("SELECT 1 FROM articles_importrun WHERE phase <> 'done'")
        is_done = house.ask("SELECT 1 FROM articles_importrun") and not open_run
        return ("health", "--help") if is_done else (*command, "--resume") if open_run else command

    kills = kill_at_random(house, seed, command, again, progress=progress, goal=2 * old_site.POSTS)
    assert kills > 1
    assert differences(contents(house.url), standard) == {}


@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_a_database_that_restarts_is_waited_for_or_told(server, command, standard, mode):
    house = server.house(f"restarted-{mode}")
    with house.running(*command) as process:
        house.wait_for(HALF_WAY, process)
        server.restart(mode=mode)
        _out, errors = process.communicate(timeout=120)
    if process.returncode:
        assert told_in_words(errors), errors
        assert "--resume" in errors
        house.do(*command, "--resume")
    assert differences(contents(house.url), standard) == {}


def test_a_lock_that_another_import_took_meanwhile_ends_it_in_words(server, command, standard):
    house = server.house("locked")
    with psycopg.connect(house.url, autocommit=True) as other, house.running(*command) as process:
        house.wait_for(HALF_WAY, process)
        [(pid,)] = house.ask("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _out, errors = process.communicate(timeout=120)
        assert process.returncode == 1
        assert told_in_words(errors), errors
        assert "Impor lain sedang berjalan" in errors
    house.do(*command, "--resume")
    assert differences(contents(house.url), standard) == {}


def test_a_full_disk_for_pictures_is_told_and_room_ends_in_the_same_rows(server, command, standard):
    house = server.house("full")
    errors, _copy = house.on_small_disk(
        house.folder / "originals", command, (*command, "--resume"), size="65580k"
    )
    assert told_in_words(errors), errors
    assert "--resume" in errors
    assert differences(contents(house.url), standard) == {}


def test_a_full_disk_for_the_report_is_told_and_the_report_comes_from_the_rows(server, command, standard):
    house = server.house("reported")
    place = house.folder / "report"
    errors, copy = house.on_small_disk(
        place, (*command, "--report", place), ("import_wordpress", "--report", place), size="16k"
    )
    assert told_in_words(errors), errors
    assert "--report" in errors
    assert (copy / "report.html").stat().st_size > 16_384
    assert differences(contents(house.url), standard) == {}
