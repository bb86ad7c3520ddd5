"""What a task does with an export that somebody brought at the desk. What it says is kept with the file, for the page."""

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from articles.models import ExportFile, ImportRun
from articles.wordpress import mapping, pictures, reading, report, store
from articles.wordpress.reading import Refused
from articles.wordpress.survey import read_through
from articles.wordpress.trial import Trial

TOLD_EVERY = 1  # seconds
State = ExportFile.State


def try_out(export):
    """The report of a dry run, and the mapping that it proposes."""
    with _told(export), _sources(export) as sources:
        trial = Trial(sources, accept_cut=export.accepts_cut, step=lambda count: step(count, 0))
        step = _Step(export)
        made = trial.run()
        export.tell(state=State.TRIED, mapping=made.mapping, summary=made.data(), report=made.html())


def move_in(export):
    """Imports it; returns the run, or None where it was refused."""
    with _told(export), _sources(export) as sources, store.alone():
        step = _Step(export)
        run, survey = export.run, None
        if not run or run.phase in (ImportRun.Phase.LISTS, ImportRun.Phase.DONE):
            survey = read_through(sources, accept_cut=export.accepts_cut, step=lambda count: step(count, 0))
        if not run or run.phase == ImportRun.Phase.DONE:
            run = store.begin(survey, sources, export.mapping)
            export.tell(run=run)
        network = pictures.Network() if export.fetches else None
        store.Run(
            run,
            survey=survey,
            sources=sources,
            network=network,
            step=lambda _phase, done, total: step(done, total),
        ).finish()
        made = report.of_run(run, store.outcomes(run))
        export.tell(state=State.DONE, summary=made.data(), report=made.html())
        return run


class _Step:
    """Writes down how far it is, now and then."""

    def __init__(self, export):
        self.export, self.told = export, 0

    def __call__(self, done, total):
        if time.monotonic() - self.told > TOLD_EVERY:
            self.told = time.monotonic()
            self.export.tell(done=done, total=total)


@contextmanager
def _told(export):
    """A file that is refused says why; anything else is told too, and is the task's failure."""
    try:
        yield
    except (Refused, mapping.BadMapping) as refused:
        export.tell(state=State.FAILED, message=str(refused))
    except Exception as error:
        export.tell(state=State.FAILED, message=f"{type(error).__name__}: {error}"[:1000])
        raise


@contextmanager
def _sources(export):
    """The file on this machine's disk, wherever it is kept."""
    with tempfile.TemporaryDirectory(prefix="wordpress-") as folder:
        path = Path(folder) / (Path(export.name).name or "export")
        with export.file.open("rb") as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy, 1 << 20)
        yield reading.sources([path])
