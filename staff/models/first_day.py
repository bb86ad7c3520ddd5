"""Lines of the first day's list that this newsroom does not need, or has done elsewhere."""

from django.conf import settings
from django.db import models


class PutAwayLine(models.Model):
    line = models.CharField(primary_key=True, max_length=20)  # a key of `staff.desk.first_day.LINES`
    put_away_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.line
