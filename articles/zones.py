"""Moments as newsrooms say them: in the zone of a region, with its name."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import TextChoices
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class TimeZone(TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


# Where each holds, in the words of people who are no machines.
PLACES = {
    TimeZone.WIB: gettext_lazy("Sumatra, Java, West and Central Kalimantan"),
    TimeZone.WITA: gettext_lazy("Bali, Nusa Tenggara, Sulawesi, North, East and South Kalimantan"),
    TimeZone.WIT: gettext_lazy("Maluku and Papua"),
}


def choices():
    """Return the choices of a form: `WIB – Sumatra, Jawa …`."""
    return [(zone.value, f"{zone.label} – {PLACES[zone]}") for zone in TimeZone]


def in_words(zone):
    """Return `WIB – Sumatra, Jawa …`; of a zone elsewhere its name."""
    return dict(choices()).get(zone.key, zone.key)


def zone_of(region):
    """Return a region's time zone; without a region the newsroom's."""
    return ZoneInfo(region.time_zone if region else settings.TIME_ZONE)


def label(zone):
    """Return WIB, WITA or WIT; "" for any other zone."""
    return TimeZone(zone.key).label if zone.key in TimeZone.values else ""


def name(zone):
    """Return the name of a zone here: WIB, WITA or WIT, else as it is known in the world."""
    return label(zone) or zone.key


def to_the_second(moment, zone):
    """Return a moment as machines are told of it, in the zone's time: all places to the same second."""
    return timezone.localtime(moment, zone).replace(microsecond=0)


def iso(moment, zone):
    """Return a moment as `2018-11-19T14:05:00+07:00`."""
    return to_the_second(moment, zone).isoformat()


def short(moment, zone):
    """Return a moment of the next days as `Sel 1 Des 06.00 WIB`, for a button."""
    local = timezone.localtime(moment, zone)
    return f"{formats.date_format(local, 'D j M')} {local:%H.%M} {name(zone)}"


def words(moment, zone):
    """Return a moment as `Kamis, 26 November 2026 pukul 06.00 WIB`."""
    local = timezone.localtime(moment, zone)
    return _("%(day)s at %(time)s %(zone)s") % {
        "day": formats.date_format(local, "l, j F Y"),
        "time": f"{local:%H.%M}",
        "zone": name(zone),
    }
