"""The regions that the phone's form offers. A newsroom with the districts of a province has hundreds of them: the page
then holds those near at hand, and a field searches for the others."""

from collections import Counter

from articles.models import Article, Region
from staff.models import Coverage

MOST = 40
LATELY = 500  # stories


def choices(account, present):
    """Return the regions to choose from and whether there are more; `present` is the primary key of the present one."""
    regions = list(Region.objects.all()[: MOST + 1])
    if len(regions) <= MOST:
        return regions, False
    lately = Article.objects.visible_to(account).exclude(region=None).order_by("-pk")[:LATELY]
    counts = Counter(lately.values_list("region", flat=True))
    own = Coverage.objects.filter(user=account).values_list("region", flat=True)
    near = dict.fromkeys([present, *own, *(region for region, _count in counts.most_common())])
    return list(Region.objects.filter(pk__in=list(filter(None, near))[:MOST])), True
