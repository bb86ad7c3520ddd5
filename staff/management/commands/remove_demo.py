"""Remove the demo: an empty database for a newspaper of one's own. Names first what somebody wrote in it."""

import sys

from django.core.management.base import BaseCommand, CommandError

from staff.beginning import emptying
from staff.models import Beginning


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument(
            "--with-own-work", action="store_true", help="also where somebody wrote something in the demo"
        )

    def handle(self, *, yes, with_own_work, **options):
        if not Beginning.is_demo():
            raise CommandError("Basis data ini tidak berisi koran contoh; tidak ada yang dihapus.")
        own = emptying.own_work()
        self.tell("Terhapus bersama contoh:", emptying.contents())
        self.tell("DI ANTARANYA DITULIS ATAU DIUBAH SENDIRI:", own)
        if own and yes and not with_own_work:
            raise CommandError("Tambahkan --with-own-work bila yang ditulis sendiri itu boleh ikut hilang.")
        if not yes and not self.agrees("hapus semuanya" if own else "hapus"):
            raise CommandError("Tidak ada yang dihapus.")
        try:
            emptying.empty()
        except emptying.Busy as error:
            raise CommandError("Ada yang sedang menyimpan. Coba lagi sebentar lagi.") from error
        self.stdout.write("Contoh terhapus. Mulai media sendiri: make new, atau python manage.py setup")

    def tell(self, title, lots):
        if not lots:
            return
        self.stdout.write(f"\n{title}")
        for lot in lots:
            self.stdout.write(f"  {lot.count} {lot.label}")
            for name in lot.names:
                self.stdout.write(f"      {name}")

    def agrees(self, words):
        if not sys.stdin.isatty():
            raise CommandError("Di luar terminal: --yes.")
        return (
            input(f"\nTidak dapat dikembalikan. Ketik “{words}” untuk menghapus: ").strip().lower() == words
        )
