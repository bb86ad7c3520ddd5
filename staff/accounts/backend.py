"""Django's backend for accounts, which brings along whether an account needs a second factor."""

from django.contrib.auth.backends import ModelBackend

from staff.models import User


class AccountBackend(ModelBackend):
    def get_user(self, user_id):
        """Return the account of a session, None where it is closed: one statement."""
        user = User.objects.with_need_of_second_factor().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
