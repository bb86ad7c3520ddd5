"""Second factors of an account: passkeys, the codes of an app, and codes for when both are out of reach."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField


class Passkey(models.Model):
    """A passkey: the public key of a device or a password manager, which asked its owner before it signed."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    name = LineField(_("name"), max_length=60, help_text=_("Such as “HP kantor”, to tell it from others."))
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField(help_text="With the public key, as WebAuthn writes it.")
    sign_count = models.BigIntegerField(default=0, help_text="As its device counts; 0 where it does not.")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def use(self, sign_count):
        """Note a use; return False where the device has counted less than before, as only a copy of it would."""
        fresh = Q(sign_count__lt=sign_count) | Q(sign_count=0)
        return bool(
            Passkey.objects.filter(fresh, pk=self.pk).update(sign_count=sign_count, used_at=timezone.now())
        )


class CodeApp(models.Model):
    """An app that shows a code of six digits each half minute (TOTP, RFC 6238)."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="code_app")
    secret = models.TextField(help_text="Sealed with a key made of SECRET_KEY.")
    last_step = models.BigIntegerField(default=0, help_text="The newest half minute whose code was taken.")
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.account)

    def use(self, step):
        """Take the code of a half minute; return False where it, or a later one, was taken before."""
        older = CodeApp.objects.filter(pk=self.pk, last_step__lt=step)
        return bool(older.update(last_step=step, used_at=timezone.now()))


class RecoveryCodeQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), used_at=None)

    def own(self):
        """Return those of the owner's own list; the others were made by somebody who helps, and end."""
        return self.filter(expires_at=None)

    def use(self, digest):
        """Take a code; return it as it was, None where nobody has it or it was taken before."""
        code = self.usable().filter(digest=digest).select_related("made_by").first()
        is_first = code and self.filter(pk=code.pk, used_at=None).update(used_at=timezone.now())
        return code if is_first else None


class RecoveryCode(models.Model):
    """A code that lets its account in once: of the owner's own list, or made by somebody who helps."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Whoever helped."
    )
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once"),
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(expires_at__isnull=False) & ~Q(made_by=F("account")),
                name="help_ends_and_is_another_s",
            ),
        ]

    def __str__(self):
        return f"{self.account}: {self.made_at}"
