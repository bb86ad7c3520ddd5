"""Print what whoever opens this newsroom next needs: the demo's logins, or the way in of the first account."""

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import zones
from articles.models import Publication
from staff.beginning import setup
from staff.demo import cast
from staff.management.commands.setup import LINK_ENDS
from staff.models import Beginning, User


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        lines = self.of_demo() if Beginning.is_demo() else self.of_newspaper()
        self.stdout.write("\n".join(lines))

    def of_demo(self):
        accounts = User.objects.filter(username__in=cast.STAFF)
        if not accounts or not accounts[0].check_password(cast.PASSWORD):
            return []
        names = ", ".join(cast.STAFF)
        logins = [
            f"  {username:<9} {', '.join(role.group for role in user_roles)}"
            for username, (*_names, user_roles) in cast.STAFF.items()
            if username in cast.SHOWN_FIRST
        ]
        return [
            f"\nKoran contoh. Kata sandi semua akun: {cast.PASSWORD}",
            *logins,
            f"  (semua akun: {names})",
            "\nMedia sendiri: masuk sebagai admin, Hapus contoh; atau make new PAWARTA_VAR=/folder/lain",
        ]

    def of_newspaper(self):
        lines = [f"\n{Publication.objects.current().name}: media Anda sendiri, tanpa contoh."]
        if "filebased" in settings.EMAIL_BACKEND:
            lines.append(f"Surel belum dikirim (EMAIL_URL belum diisi); isinya di {settings.EMAIL_FILE_PATH}")
        if way_in := setup.way_in():
            account, address = way_in
            until = zones.words(account.links.first().expires_at, account.zone)
            lines += [f"\n{LINK_ENDS.format(until=until)}", f"  {address}"]
        return lines
