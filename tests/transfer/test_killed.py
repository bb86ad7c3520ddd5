"""An export or an import of a house that is killed, loses its database or its disk: told in words, and whole in the end."""

import json

import pytest

from staff.transfer.tables import LEFT_OUT
from tests.support import old_site
from tests.support.houses import kill_at_random, own_server, told_in_words
from tests.support.same_rows import contents, differences

pytestmark = pytest.mark.slow
WRITTEN = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"


@pytest.fixture(scope="module")
def server():
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def house(server, tmp_path_factory):
    """A house whose stories stand in two files of an export."""
    house = server.house("leaving")
    house.ask("SELECT setval('articles_article_id_seq', 4600)")
    house.do(*old_site.command(tmp_path_factory.mktemp("export")))
    return house


@pytest.fixture(scope="module")
def standard(house, tmp_path_factory):
    """The folder of an export that nobody disturbed."""
    folder = tmp_path_factory.mktemp("out") / "keluar"
    house.do("export_site", folder)
    assert len(list((folder / "stories").iterdir())) == 2
    return folder


@pytest.fixture(scope="module")
def rows(server, standard):
    """The rows of a house that came in undisturbed, and how much the server wrote for it."""
    house = server.house("arrived")
    before = house.ask(WRITTEN)[0][0]
    house.do("import_site", standard)
    return contents(house.url), house.ask(WRITTEN)[0][0] - before


def files(folder):
    """{name: content} of an export. Each whole export is noted in the record of changes, of which the next one tells."""
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["is_complete"]
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names - {"manifest.json"} == {
        *manifest["files"],
        *(name for name in names if name.startswith("files/")),
    }
    return {
        name: (folder / name).read_bytes() for name in names if not name.startswith(("changes", "manifest"))
    }


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0


def is_empty(house):
    return not house.ask("SELECT 1 FROM articles_article UNION ALL SELECT 1 FROM articles_person")


# ---- Out


@pytest.mark.parametrize("seed", [1, 2])
def test_an_export_killed_at_any_moment_has_the_same_files_in_the_end(house, standard, tmp_path, seed):
    folder = tmp_path / "keluar"
    command = "export_site", folder
    kills = kill_at_random(
        house, seed, command, lambda: command, progress=lambda: size(folder), goal=size(standard)
    )
    assert kills
    assert files(folder) == files(standard)


@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_a_database_that_restarts_ends_an_export_in_words(server, house, standard, tmp_path, mode):
    folder = tmp_path / "keluar"
    with house.running("export_site", folder) as process:
        while process.poll() is None and not list(folder.glob("stories/*")):
            pass
        server.restart(mode=mode)
        _out, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert told_in_words(errors), errors
    assert "Basis data tidak menjawab" in errors
    house.do("export_site", folder)
    assert files(folder) == files(standard)


def test_a_full_disk_ends_an_export_in_words(house, standard, tmp_path):
    place = tmp_path / "keluar"
    errors, copy = house.on_small_disk(
        place, ("export_site", place / "x"), ("export_site", place / "x"), size="1m"
    )
    assert told_in_words(errors), errors
    assert "Cakram penuh" in errors
    assert files(copy / "x") == files(standard)


# ---- In


@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_killed_at_any_moment_leaves_nothing_until_it_is_whole(server, standard, rows, seed):
    house = server.house(f"killed-{seed}")
    before = house.ask(WRITTEN)[0][0]
    command = "import_site", standard

    def again():
        assert is_empty(house)
        return command

    kill_at_random(
        house, seed, command, again, progress=lambda: house.ask(WRITTEN)[0][0] - before, goal=rows[1] // 2
    )
    assert differences(contents(house.url), rows[0]) == {}


def test_a_database_that_restarts_ends_an_import_in_words_and_leaves_nothing(server, standard, rows):
    house = server.house("restarted")
    before = house.ask(WRITTEN)[0][0]
    with house.running("import_site", standard) as process:
        while process.poll() is None and house.ask(WRITTEN)[0][0] - before < rows[1] // 2:
            pass
        server.restart()
        _out, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert told_in_words(errors), errors
    assert "Basis data tidak menjawab" in errors
    assert is_empty(house)
    house.do("import_site", standard)
    assert differences(contents(house.url), rows[0]) == {}


def test_a_full_disk_for_files_ends_an_import_in_words_and_leaves_nothing(server, standard, rows):
    house = server.house("full")
    errors, _copy = house.on_small_disk(
        house.folder / "originals", ("import_site", standard), ("import_site", standard), size="65560k"
    )
    assert told_in_words(errors), errors
    assert "Cakram penuh" in errors
    assert differences(contents(house.url), rows[0]) == {}


def test_what_came_in_is_what_went_out(house, rows):
    left_out = {name.lower().replace(".", "_") for name in LEFT_OUT} | {"staff_change"}
    before = contents(house.url)
    for table in left_out:
        before.pop(table, None)
    result = {name: facts for name, facts in differences(before, rows[0]).items() if name in before}
    assert result == {}
