"""Accounts. Public names live in articles.Person, so that they outlast an account."""

from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, Group, Permission, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Credit, Region
from articles.models.fields import LineField
from articles.text.lines import clean_line
from staff import roles
from staff.models.second_factor import CodeApp

# Django's own: sessions of before an upgrade go on.
_SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


def rights_of(names):
    """Return the permissions of these names, such as `articles.review_article`."""
    return Permission.objects.filter(codename__in=[name.partition(".")[2] for name in names])


class AccountManager(UserManager):
    use_in_migrations = False

    def by_name(self, name):
        """Return the account of this name; of several that differ in case, the one written in small letters."""
        return self.named_like(name).order_by("-username").first() if name else None

    def with_need_of_second_factor(self):
        """Annotate `needs_second_factor`: whether an account decides what readers get, or who may."""
        rights = rights_of(roles.DECIDING)
        by_role = Group.objects.filter(user=OuterRef("pk"), permissions__in=rights)
        own = rights.filter(user=OuterRef("pk"))
        return self.annotate(needs_second_factor=Exists(by_role) | Exists(own) | Q(is_superuser=True))

    def at_the_desk_with(self, permission):
        """Open accounts of the desk that have this permission, by a group or their own."""
        return self.with_perm(permission).filter(is_staff=True)

    def confirming_roles(self):
        """Open accounts of whoever may be the second person behind a role that decides."""
        return reduce(or_, map(self.at_the_desk_with, roles.CONFIRMING))

    def with_address(self, email):
        """Accounts that may sign in and have this mail address."""
        return self.filter(email__iexact=email, is_active=True, is_staff=True).exclude(email="")

    def named_like(self, username):
        """Accounts whose name is this one in any case: at the door they are one."""
        return self.filter(username__iexact=username)

    def writers_of(self, article):
        """Open accounts of the person who began the story and of the writers credited with it."""
        credited = Credit.objects.filter(article=article, role__in=Credit.WRITING_ROLES)
        return self.filter(
            Q(pk=article.created_by_id) | Q(person__in=credited.values("person")), is_active=True
        )

    def insiders_of(self, article):
        """Accounts that a confidential story is open to: its writers, and the editors named for it."""
        return self.filter(Q(pk__in=self.writers_of(article).values("pk")) | Q(pk__in=article.confidants))


class AccountState(models.TextChoices):
    INVITED = "invited", _("invited")
    ACTIVE = "active", _("active")
    FORMER = "former", _("left the newsroom")


class User(AbstractUser):
    State = AccountState

    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    phone = models.CharField(
        _("WhatsApp number"), max_length=16, blank=True, db_default="", help_text="With the country: +62…"
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=20,
        choices=Region.TimeZone,
        blank=True,
        help_text=_("In which times are told to this person; empty: the newsroom's."),
    )
    without_mail = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        editable=False,
        help_text="Kinds of notifications that this person wants no e-mail for.",
    )

    times_signed_out = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="Everywhere at once: sessions of before are over."
    )

    times_device_ended = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="One by one: browsers of before are not known any more.",
    )

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def _get_session_auth_hash(self, secret=None):
        """Return what a session has to know to be one of this account: besides the password, how often it was signed
        out everywhere."""
        value = f"{self.password}{self.times_signed_out or ''}"
        return salted_hmac(_SESSION_SALT, value, secret=secret, algorithm="sha256").hexdigest()

    def device_seal(self):
        """Return what a browser that has signed in keeps to be known to this account: worthless once the password is
        another one, devices were signed out, or its owner has left."""
        value = f"{self.get_session_auth_hash()}{self.times_device_ended}"
        return salted_hmac("staff.models.account.device", value, algorithm="sha256").hexdigest()[:16]

    def forget_devices(self):
        """Let no browser be known any more that has signed in before."""
        self.times_device_ended += 1
        self.save(update_fields=["times_device_ended"])

    def sign_out_everywhere(self):
        """End all sessions of this account."""
        self.times_signed_out += 1
        self.save(update_fields=["times_signed_out"])

    @property
    def may_sign_in(self):
        return self.is_active and self.is_staff

    @property
    def state(self):
        if not self.is_active:
            return self.State.FORMER
        is_invited = self.last_login is None and self.password.startswith(UNUSABLE_PASSWORD_PREFIX)
        return self.State.INVITED if is_invited else self.State.ACTIVE

    def take_name(self, name):
        """Take a name as people write it. Django keeps its first word apart."""
        self.first_name, _space, self.last_name = clean_line(name).partition(" ")

    def leave(self):
        """Close this account: sessions and links end, and its password is none any more."""
        self.is_active = False
        self.set_unusable_password()
        self.times_signed_out += 1
        self.save(update_fields=["is_active", "password", "times_signed_out"])
        self.forget_second_factors()

    def follow_roles(self):
        """Be at the desk with a role, or one that waits for its second person, and not without."""
        waits = self.role_proposals.open().exists()
        self.is_staff = self.is_superuser or waits or self.groups.exists()
        self.save(update_fields=["is_staff"])

    def forget_second_factors(self):
        """Take passkeys, app and recovery codes away."""
        for factor in self.second_factors():
            factor.delete()
        self.recovery_codes.all().delete()

    def come_back(self):
        """Open this account again, as it was but without a password: it is invited anew."""
        self.is_active, self.last_login = True, None
        self.save(update_fields=["is_active", "last_login"])

    def __str__(self):
        return self.get_full_name() or self.username

    def second_factors(self):
        """Return the passkeys and the code app of this account."""
        return [*self.passkeys.all(), *CodeApp.objects.filter(account=self)]

    def has_second_factor(self):
        return bool(self.second_factors())

    @cached_property
    def needs_second_factor(self):
        """Whether this account decides what readers get, or who may; a session's account brings the answer along."""
        return User.objects.with_need_of_second_factor().get(pk=self.pk).needs_second_factor

    @property
    def zone(self):
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)
