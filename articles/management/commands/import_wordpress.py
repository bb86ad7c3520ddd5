"""Move a newsroom in from WordPress, Blogger, Ghost or the neutral format: export files become stories, lists, people, photos and old addresses.

Begin with --dry-run: it writes nothing but its report, which also proposes a mapping of lists and people to
edit. A run that was broken off goes on with --resume; a later export of the same site can be imported over an
earlier one.
"""

import shlex
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.attribution import attributed_session
from articles.models import ArticleEvent, ImportRun
from articles.tasks import after_import
from articles.wordpress import mapping, report, runs
from articles.wordpress.dry_run import dry_run
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import Source, sources
from articles.wordpress.picture_files import Network, Uploads, uploads
from articles.wordpress.report_labels import KINDS, OUTCOME_LABELS, reason_label
from articles.wordpress.scan import scan_files

LINE_EVERY = 10  # seconds, where there is no terminal
PHASES = {
    "scan": gettext_lazy("Reading through"),
    "stage": gettext_lazy("Keeping what was exported"),
    "stories": gettext_lazy("Writing stories"),
}


class Progress:
    """One line that changes on a terminal, a line now and then elsewhere: how many, how fast, how long."""

    def __init__(self, stream: OutputWrapper):
        self.stream, self.is_terminal = stream, stream.isatty()
        self.phase = ""
        self.since, self.first = 0.0, 0  # when the phase began, and with how many
        self.shown_at = 0.0

    def __call__(self, phase: str, count: int, total: int) -> None:
        now = time.monotonic()
        if phase != self.phase:
            self.end()
            self.phase, self.since, self.first, self.shown_at = phase, now, count, now - LINE_EVERY + 1
        elif now - self.shown_at < (0.2 if self.is_terminal else LINE_EVERY) and count != total:
            return
        self.shown_at = now
        text = self.text(str(phase), count, total, now - self.since)
        if self.is_terminal:
            self.stream.write(f"\r\x1b[K{text}", ending="")
            self.stream.flush()
        else:
            self.stream.write(text)

    def text(self, phase: str, count: int, total: int, seconds: float) -> str:
        parts = [f"{PHASES.get(phase, phase)}: {count:,}" + (f" / {total:,}" if total else "")]
        if seconds > 0 and (rate := (count - self.first) / seconds) > 0:
            parts.append(_("%(rate)s a second") % {"rate": f"{rate:,.0f}"})
            if total > count:
                rest = int((total - count) / rate)
                parts.append(_("%(time)s left") % {"time": f"{rest // 60}:{rest % 60:02d}"})
        return ", ".join(parts)

    def end(self) -> None:
        if self.phase and self.is_terminal:
            self.stream.write("")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help=".xml, .atom, .json, .jsonl, .csv, also packed; several of one export",
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
        parser.add_argument(
            "--by",
            metavar="ACCOUNT",
            help="who answers for it; once stories were published here, a managing editor",
        )
        parser.add_argument(
            "--report",
            metavar="DIR",
            help="where to write the report; without a file: that of the last run, once more",
        )
        parser.add_argument(
            "--site", default="", metavar="ADDRESS", help="of the old site, where the file does not tell it"
        )
        parser.add_argument("--resume", action="store_true", help="go on with the run that was broken off")
        parser.add_argument(
            "--convert-again", action="store_true", help="also the texts that did not change on the old site"
        )
        parser.add_argument(
            "--accept-cut",
            action="store_true",
            help="import the whole items of a file that ends in the middle",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.work(options)
        except (ExportError, mapping.BadMapping) as error:
            raise CommandError(str(error)) from error
        except (OSError, OperationalError, InterfaceError, psycopg.OperationalError) as error:
            raise CommandError(self.message_of(error)) from error

    def message_of(self, error: Exception) -> str:
        """A fault of the machine in words, with what to do."""
        reason = getattr(error, "strerror", None) or str(error).strip().partition("\n")[0]
        if isinstance(error, OSError):
            message = _("The machine refused to write or read: %(reason)s. Mend that first.")
        else:
            message = _("The database did not answer: %(reason)s. Mend that first.")
        again = _(
            "Nothing is lost: the same command with --resume goes on where it was. Where the run was done already,"
            " --report DIR alone writes its report."
        )
        return f"{message % {'reason': reason}} {again}"

    def work(self, options: dict[str, Any]) -> None:
        progress = Progress(self.stdout)
        folder = self.folder(options["report"])
        if not options["files"] and folder and not options["dry_run"]:
            return self.report_again(folder)
        if not options["files"]:
            raise CommandError(_("Which file? Give one or more export files."))
        exports = sources(options["files"], options["site"])
        data = mapping.load(options["map"])[1] if options["map"] else None
        files = uploads(options["uploads_dir"]) if options["uploads_dir"] else None
        if options["dry_run"]:
            result = dry_run(
                exports,
                data,
                files=files,
                network=Network() if options["fetch"] else None,
                folder=folder,
                accept_cut=options["accept_cut"],
                converts_again=options["convert_again"],
                by=self.account(options["by"]),
                step=progress,
            )
        else:
            with runs.alone(), attributed_session(self.responsible(options["by"]), "import_wordpress"):
                run = self.import_files(exports, data, options, files, progress)
            result = report.of_run(run, folder, self.again(options))
        progress.end()
        if folder:
            result.write(folder)
        self.print_report(result, folder)

    def report_again(self, folder: Path) -> None:
        """Write the report of the last run once more, from its rows."""
        run = ImportRun.objects.order_by("-pk").first()
        if not run:
            raise CommandError(_("Which file? Give one or more export files."))
        if run.phase != ImportRun.Phase.DONE:
            raise CommandError(_("The last run did not come to its end. --resume goes on with it."))
        result = report.of_run(run, folder)
        result.write(folder)
        self.print_report(result, folder)

    def folder(self, name: str | None) -> Path | None:
        if not name:
            return None
        folder = Path(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CommandError(f"{name}: {error}") from error
        return folder

    def import_files(
        self,
        exports: list[Source],
        data: dict[str, Any] | None,
        options: dict[str, Any],
        files: Uploads | None,
        progress: Progress,
    ) -> ImportRun:
        """Begin a run, or go on with the one that was broken off; returns it at its end."""
        run, scan = self.unfinished_run(exports) if options["resume"] else None, None
        if not run or run.phase == ImportRun.Phase.LISTS:
            scan = scan_files(
                exports,
                kinds=mapping.parse(run.mapping if run else data or {}).kinds,
                accept_cut=options["accept_cut"],
                step=lambda count: progress("scan", count, 0),
            )
            run = run or runs.begin(scan, exports, data, by=self.responsible(options["by"]))
        runs.finish(
            run,
            scan=scan,
            sources=exports,
            files=files,
            network=Network() if options["fetch"] else None,
            converts_again=options["convert_again"],
            step=progress,
        )
        after_import(run.pk)
        return run

    def responsible(self, username: str | None) -> Any:
        """Return the account that answers for the run.

        Once stories were published here, readers see what is moved in beside them, and it takes somebody who
        may decide that.
        """
        person = self.account(username)
        is_entitled = person and person.has_perm(permissions.WITHDRAW_ARTICLE)
        if ArticleEvent.objects.newsroom_is_live() and not is_entitled:
            raise CommandError(
                _(
                    "Stories were published here already. Name the managing editor who answers for it: --by ACCOUNT"
                )
            )
        return person

    def account(self, username: str | None) -> Any:
        """Return the account of this name; None where none was named."""
        person = get_user_model().objects.filter(username=username or "", is_active=True).first()
        if username and not person:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": username})
        return person

    def unfinished_run(self, exports: list[Source]) -> ImportRun:
        run = runs.unfinished()
        if not run:
            raise CommandError(_("There is no run that was broken off."))
        if run.files != [export.name for export in exports]:
            raise CommandError(_("That run was of %(files)s.") % {"files": ", ".join(run.files)})
        return run

    def again(self, options: dict[str, Any]) -> str:
        """The command that tries the missing pictures once more."""
        parts = ["python", "manage.py", "import_wordpress", *options["files"]]
        for name in ("map", "report"):
            if options[name]:
                parts += [f"--{name}", options[name]]
        return shlex.join([*parts, "--uploads-dir", options["uploads_dir"] or "UPLOADS", "--fetch"])

    def print_report(self, result: report.Report, folder: Path | None) -> None:
        self.stdout.write(
            _("%(count)s items found: %(summary)s.")
            % {"count": f"{result.total:,}", "summary": result.summary()}
        )
        for (kind, outcome, reason), count in sorted(result.counts.items()):
            why = f" ({reason_label(reason)})" if reason else ""
            self.stdout.write(f"  {count:>8,}  {kind or '–'}: {OUTCOME_LABELS[outcome]}{why}")
        for kind, text in result.notes:
            self.stdout.write(f"  {KINDS.get(kind, kind)}: {text}")
        for notes in result.sorted_kinds():
            if not notes.is_understood:
                self.stdout.write(f"  {notes.count:>8,}  {notes.label}")
        for line in map(report.inventory_line, result.inventory):
            if line["unknown"]:
                self.stdout.write(f"  {line['unknown']:>8,}  {line['label']} {line['name']}")
        if result.vanished_count:
            self.stdout.write(
                f"  {result.vanished_count:>8,}  " + _("stories that this export does not have any more")
            )
        if folder:
            self.stdout.write(_("Report: %(path)s") % {"path": folder / "report.html"})
        elif sys.stdout.isatty():
            self.stdout.write(_("--report DIR writes all of it, with examples, to read in a browser."))
