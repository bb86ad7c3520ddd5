"""Print what whoever opens this newsroom next needs: the demo's logins, or the way in of the first account."""

from collections import Counter

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
        names = self.names_with_demo_password()
        if not names:
            return []
        logins = [
            f"  {username:<9} {', '.join(role.group for role in user_roles)}"
            for username, (*_names, user_roles) in cast.STAFF.items()
            if username in cast.SHOWN_FIRST and username in names
        ]
        return [
            f"\nKoran contoh. Kata sandi semua akun: {cast.PASSWORD}",
            *logins,
            f"  (semua akun: {', '.join(names)})",
            "\nMedia sendiri: masuk sebagai admin, Hapus contoh; atau make new PAWARTA_VAR=/folder/lain",
        ]

    def names_with_demo_password(self):
        """Return the accounts that still have it: it was hashed once, and to try it would delay each start."""
        accounts = dict(User.objects.filter(username__in=cast.STAFF).values_list("username", "password"))
        ((common, count),) = Counter(accounts.values()).most_common(1) or [("", 0)]
        return [name for name in cast.STAFF if count > 1 and accounts.get(name) == common]

    def of_newspaper(self):
        lines = [f"\n{Publication.objects.current().name}: media Anda sendiri, tanpa contoh."]
        if "filebased" in settings.EMAIL_BACKEND:
            lines.append(f"Surel belum dikirim (EMAIL_URL belum diisi); isinya di {settings.EMAIL_FILE_PATH}")
        if way_in := setup.way_in():
            account, address = way_in
            until = zones.words(account.links.first().expires_at, account.zone)
            lines += [f"\n{LINK_ENDS.format(until=until)}", f"  {address}"]
        return lines
