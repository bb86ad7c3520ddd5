"""Dry run and import of an export that somebody brought at the desk; messages are kept with the file."""

import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.attribution import attributed_session
from articles.models import ExportFile, ImportRun
from articles.wordpress import mapping, report, runs
from articles.wordpress.dry_run import dry_run
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import Source, sources
from articles.wordpress.mapping import BadMapping
from articles.wordpress.picture_files import Network, Uploads, uploads
from articles.wordpress.scan import scan_files

SECONDS = 1  # between two signs of progress
State, Phase = ExportFile.State, ImportRun.Phase


def try_out(export: ExportFile) -> None:
    """Make a dry run of an export; stores its report, and the mapping that it proposes."""
    with _failures_shown(export), _files(export) as files:
        step = Progress(export)
        result = dry_run(
            files.sources,
            export.mapping or None,
            files=files.pictures,
            accept_cut=export.accepts_cut,
            by=export.uploaded_by,
            step=lambda _phase, count, total: step(count, total),
        )
        export.tell(state=State.TRIED, mapping=result.mapping, summary=result.data(), report=result.html())


def move_in(export: ExportFile) -> ImportRun | None:
    """Import an export, or go on with its run; returns the run, None where the export was refused."""
    with _failures_shown(export), _files(export) as files, runs.alone(), _attributed(export):
        step = Progress(export)
        run, scan = export.run, None
        if not run or run.phase in (Phase.LISTS, Phase.DONE):
            kinds = mapping.parse(
                (run.mapping if run and run.phase == Phase.LISTS else export.mapping) or {}
            ).kinds
            scan = scan_files(
                files.sources, kinds=kinds, accept_cut=export.accepts_cut, step=lambda count: step(count, 0)
            )
            if not run or run.phase == Phase.DONE:
                run = runs.begin(scan, files.sources, export.mapping, by=export.approved_by)
                export.tell(run=run)
        runs.finish(
            run,
            scan=scan,
            sources=files.sources,
            files=files.pictures,
            network=Network() if export.fetches else None,
            step=lambda _phase, count, total: step(count, total),
        )
        result = report.of_run(run)
        export.tell(state=State.DONE, summary=result.data(), report=result.html())
        return run
    return None


def _attributed(export: ExportFile) -> AbstractContextManager[None]:
    return attributed_session(export.approved_by, f"import_export {export.pk}")


class Progress:
    """Stores how far the work is, now and then."""

    def __init__(self, export: ExportFile):
        self.export, self.stored_at = export, 0.0

    def __call__(self, count: int, total: int) -> None:
        if time.monotonic() - self.stored_at > SECONDS:
            self.stored_at = time.monotonic()
            self.export.tell(done=count, total=total)


@contextmanager
def _failures_shown(export: ExportFile) -> Iterator[None]:
    """Show a failure at the export; what is not the fault of its file is the task's failure too."""
    try:
        yield
    except (ExportError, BadMapping) as error:
        export.tell(state=State.FAILED, message=str(error))
    except Exception as error:
        export.tell(state=State.FAILED, message=f"{type(error).__name__}: {error}"[:1000])
        raise


class _Files(NamedTuple):
    """An export and its pictures, on this machine's disk."""

    sources: list[Source]
    pictures: Uploads | None


@contextmanager
def _files(export: ExportFile) -> Iterator[_Files]:
    """The export and its pictures on this machine's disk, wherever they are stored."""
    with tempfile.TemporaryDirectory(prefix="moving-in-") as folder:
        path = Path(folder) / (Path(export.name).name or "export")
        pieces = export.pieces.pieces() if export.pieces else _chunks(export)
        _write(path, pieces)
        pictures = uploads(path) if zipfile.is_zipfile(path) else None
        if export.pictures:
            place = Path(folder) / "pictures"
            _write(place, export.pictures.pieces())
            pictures = uploads(place)
        yield _Files(sources([path], export.site), pictures)


def _chunks(export: ExportFile) -> Iterator[bytes]:
    with export.file.open("rb") as file:
        yield from iter(lambda: file.read(1 << 20), b"")


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        message = _("There is no room for it on the server's disk (%(reason)s).")
        raise ExportError(message % {"reason": error.strerror or error}) from error
