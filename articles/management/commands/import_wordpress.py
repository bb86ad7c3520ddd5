"""Moves a newsroom in from WordPress: export files become stories, lists, people, photos and old addresses.

Begin with --dry-run: it writes nothing but its report, which also proposes a mapping of lists and people to edit. A run
that was broken off goes on with --resume; a later export of the same site can be imported over an earlier one.
"""

import shlex
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import ImportRun
from articles.tasks import after_import
from articles.wordpress import mapping, pictures, reading, report, store
from articles.wordpress.reading import Refused
from articles.wordpress.survey import read_through
from articles.wordpress.trial import Trial

LINE_EVERY = 10  # seconds, where there is no terminal
PHASES = {
    "survey": gettext_lazy("Reading through"),
    "stage": gettext_lazy("Keeping what was exported"),
    "stories": gettext_lazy("Writing stories"),
}


class Progress:
    """One line that changes on a terminal, a line now and then elsewhere: how many, how fast, how long it will take."""

    def __init__(self, stream):
        self.stream, self.is_terminal = stream, stream.isatty()
        self.phase = None

    def __call__(self, phase, done, total):
        now = time.monotonic()
        if phase != self.phase:
            self.end()
            self.phase, self.since, self.first, self.told = phase, now, done, now - LINE_EVERY + 1
        elif now - self.told < (0.2 if self.is_terminal else LINE_EVERY) and done != total:
            return
        self.told = now
        text = self.text(str(phase), done, total, now - self.since)
        if self.is_terminal:
            self.stream.write(f"\r\x1b[K{text}", ending="")
            self.stream.flush()
        else:
            self.stream.write(text)

    def text(self, phase, done, total, seconds):
        parts = [f"{PHASES.get(phase, phase)}: {done:,}" + (f" / {total:,}" if total else "")]
        if seconds > 0 and (rate := (done - self.first) / seconds) > 0:
            parts.append(_("%(rate)s a second") % {"rate": f"{rate:,.0f}"})
            if total > done:
                left = int((total - done) / rate)
                parts.append(_("%(time)s left") % {"time": f"{left // 60}:{left % 60:02d}"})
        return ", ".join(parts)

    def end(self):
        if self.phase and self.is_terminal:
            self.stream.write("")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help=".xml, .xml.gz or .zip; several of one export"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only report")
        parser.add_argument(
            "--map", metavar="FILE", help="mapping of lists and people, as a dry run proposes it"
        )
        parser.add_argument(
            "--uploads-dir", metavar="DIR", help="the uploads folder, or an uncompressed tar file of it"
        )
        parser.add_argument(
            "--fetch", action="store_true", help="ask the old site for pictures that are not there"
        )
        parser.add_argument("--report", metavar="DIR", help="where to write the report")
        parser.add_argument("--resume", action="store_true", help="go on with the run that was broken off")
        parser.add_argument(
            "--convert-again", action="store_true", help="also the texts that did not change on the old site"
        )
        parser.add_argument(
            "--accept-cut",
            action="store_true",
            help="import the whole items of a file that ends in the middle",
        )

    def handle(self, *args, **options):
        try:
            self.work(options)
        except (Refused, mapping.BadMapping) as refused:
            raise CommandError(str(refused)) from refused

    def work(self, options):
        self.progress = Progress(self.stdout)
        if not options["files"]:
            raise CommandError(_("Which file? Give one or more export files."))
        sources = reading.sources(options["files"])
        decided, data = mapping.load(options["map"]) if options["map"] else (None, None)
        files = pictures.uploads(options["uploads_dir"]) if options["uploads_dir"] else None
        folder = self.folder(options["report"])
        if options["dry_run"]:
            trial = Trial(
                sources,
                decided,
                files=files,
                folder=folder,
                accept_cut=options["accept_cut"],
                step=lambda count: self.progress("survey", count, 0),
            )
            made = trial.run()
        else:
            with store.alone():
                run = self.run_of(sources, data, options, files)
                made = report.of_run(run, store.outcomes(run), folder, self.again(options))
        self.progress.end()
        if folder:
            made.write(folder)
        self.tell(made, folder)

    def folder(self, name):
        if not name:
            return None
        folder = Path(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CommandError(f"{name}: {error}") from error
        return folder

    def run_of(self, sources, data, options, files):
        """The run, carried to its end."""
        run, survey = store.unfinished() if options["resume"] else None, None
        if options["resume"] and not run:
            raise CommandError(_("There is no run that was broken off."))
        if run and run.files != [source.name for source in sources]:
            raise CommandError(_("That run was of %(files)s.") % {"files": ", ".join(run.files)})
        if not run or run.phase == ImportRun.Phase.LISTS:
            survey = read_through(
                sources,
                accept_cut=options["accept_cut"],
                step=lambda count: self.progress("survey", count, 0),
            )
        if not run:
            run = store.begin(survey, sources, data)
        network = pictures.Network() if options["fetch"] else None
        store.Run(
            run,
            survey=survey,
            sources=sources,
            files=files,
            network=network,
            step=self.progress,
            converts_again=options["convert_again"],
        ).finish()
        after_import(run.pk)
        return run

    def again(self, options):
        """The command that tries the missing pictures once more."""
        parts = ["python", "manage.py", "import_wordpress", *options["files"]]
        for name in ("map", "report"):
            if options[name]:
                parts += [f"--{name}", options[name]]
        return shlex.join([*parts, "--uploads-dir", options["uploads_dir"] or "UPLOADS", "--fetch"])

    def tell(self, made, folder):
        self.stdout.write(
            _("%(count)s items found: %(summary)s.") % {"count": f"{made.total:,}", "summary": made.summary()}
        )
        for (kind, outcome, reason), count in sorted(made.counts.items()):
            why = f" ({report.reason_label(reason)})" if reason else ""
            self.stdout.write(f"  {count:>8,}  {kind or '–'}: {report.OUTCOME_LABELS[outcome]}{why}")
        for kind, text in made.notes:
            self.stdout.write(f"  {report.KINDS.get(kind, kind)}: {text}")
        to_look_at = [kind for kind in made.sorted_kinds() if not kind.is_understood]
        for kind in to_look_at:
            self.stdout.write(f"  {kind.count:>8,}  {kind.label}")
        if folder:
            self.stdout.write(_("Report: %(path)s") % {"path": folder / "report.html"})
        elif sys.stdout.isatty():
            self.stdout.write(_("--report DIR writes all of it, with examples, to read in a browser."))
