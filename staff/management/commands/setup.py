"""Begin a newspaper of one's own: by asking in a terminal, by flags on a server. Prints a link to choose a password."""

import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles import zones
from staff.beginning import setup
from staff.models import Beginning

SOURCE = "manage.py setup"
HOLDS_DEMO = """Basis data ini berisi koran contoh, dan contoh tidak dicampur dengan media sungguhan.
Pilih satu:
  hapus contoh     di meja redaksi, masuk sebagai admin: Hapus contoh; atau python manage.py remove_demo
  tempat lain      make new PAWARTA_VAR=/folder/media-saya"""
LINK_ENDS = "Tautan ini berlaku sekali, sampai {until}. Buka untuk memilih kata sandi Anda:"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="do nothing where a newspaper has begun already"
        )
        zone_names = [zone.label for zone in zones.TimeZone]
        for name, field in setup.SetupForm().fields.items():
            choices = {"choices": zone_names, "type": str.upper} if name == "zone" else {}
            parser.add_argument(_flag(name), dest=name, help=str(field.label), **choices)

    def handle(self, *, once, **options):
        if Beginning.is_demo():
            raise CommandError(HOLDS_DEMO)
        if setup.holds_work():
            if once:
                return
            raise CommandError("Basis data ini sudah berisi media. `make new` menjalankannya.")
        answers = {name: options[name] for name in setup.SetupForm().fields if options[name] is not None}
        if answers.get("zone"):
            answers["zone"] = zones.TimeZone[answers["zone"]].value
        form = (
            self.dialogue(answers) if sys.stdin.isatty() and not _is_complete(answers) else self.read(answers)
        )
        address = setup.begin(form, source=SOURCE)
        zone = form.cleaned_data["zone"]
        if not setup.keep_zone(zone):
            self.stdout.write(
                f"Peladen ini memakai {settings.TIME_ZONE}: isi TIME_ZONE={zone}, lalu mulai ulang."
            )
        if not once:  # where `make new` asks, the link comes when the site answers
            account = form.account.instance
            link = account.links.first()
            until = zones.words(link.expires_at, account.zone)
            self.stdout.write(f"{form.instance.name} siap.\n\n{LINK_ENDS.format(until=until)}\n  {address}")

    # ---- By flags

    def read(self, answers):
        form = setup.SetupForm(answers)
        if not form.is_valid():
            lines = [f"  {_flag(name)}  {' '.join(errors)}" for name, errors in form.errors.items()]
            raise CommandError("Belum lengkap:\n" + "\n".join(lines))
        return form

    # ---- By asking

    def dialogue(self, answers):
        self.stdout.write("\nMedia baru. Jawab beberapa pertanyaan; Enter melewati yang boleh kosong.\n")
        form, open_fields = None, [name for name in setup.SetupForm().fields if name not in answers]
        while form is None or open_fields:
            for name in open_fields:
                answers[name] = self.ask(name, setup.SetupForm().fields[name])
            form = setup.SetupForm(answers)
            wrong = set(form.errors)
            wrong |= setup.CONTACTS if wrong & setup.CONTACTS else set()  # either of them would do
            open_fields = [name for name in form.fields if name in wrong]
            for name, errors in form.errors.items():
                self.stdout.write(f"  {setup.SetupForm().fields[name].label}: {' '.join(errors)}")
            if not open_fields:
                open_fields = self.confirm(form)
        return form

    def confirm(self, form):
        """Show all answers before the first of them is public; return the fields that somebody wants to change."""
        names = list(form.fields)
        self.stdout.write("\nJawaban Anda:")
        for place, name in enumerate(names, 1):
            value = form.cleaned_data[name]
            value = zones.TimeZone(value).label if name == "zone" else value
            self.stdout.write(f"  {place:2}  {form.fields[name].label}: {value or '–'}")
        while True:
            answer = _answer("Enter menyimpan; nomor mengubah jawaban itu: ")
            if not answer:
                return []
            if answer.isdecimal() and 0 < int(answer[:9]) <= len(names):
                return [names[int(answer) - 1]]

    def ask(self, name, field):
        """Return an answer that is right by itself; whatever is wrong is told, and asked for again."""
        label = f"{field.label}{'' if field.required or name in setup.CONTACTS else ' (boleh kosong)'}"
        if name == "zone":
            label = f"{field.label} ({', '.join(zones.TimeZone.labels)}; boleh kosong)"
        if field.help_text:
            self.stdout.write(f"  {field.help_text}")
        while True:
            answer = _answer(f"{label}: ")
            if name == "zone":
                answer = zones.TimeZone[answer.upper()] if answer.upper() in zones.TimeZone.names else answer
            try:
                field.clean(answer)
                return answer
            except ValidationError as error:
                self.stdout.write(f"  {' '.join(error.messages)}")


def _answer(question):
    try:
        return input(question).strip()
    except EOFError as error:
        raise CommandError("Tidak ada yang disimpan.") from error


def _is_complete(answers):
    """Return whether all that is required was given by flags."""
    return all(answers.get(name) for name, field in setup.SetupForm().fields.items() if field.required)


def _flag(name):
    return f"--{name.replace('_', '-')}"
