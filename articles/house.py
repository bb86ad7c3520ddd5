"""This newsroom as the `House` that takes in filed texts, and the stories of ours that such texts name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.conf import settings

from articles import region_table, search
from articles.filing import credit_lines
from articles.filing.items import House, Target
from articles.filing.lift import DROP_PATTERNS
from articles.filing.words import plain_title
from articles.legacy_paths import host_of, place
from articles.models import Article, LegacyPath, OldSite, Person, Publication, Region
from articles.places.gazetteer import gazetteer
from articles.text.addresses import ARTICLE_PATH

MOST_NAMESAKES = 20  # stories with the words of one headline that are looked at
MOST_TITLES = 30  # headlines without an address that are looked for in one text


def own_house() -> House:
    """Return this newsroom with its names, places and people; four queries."""
    publication = Publication.objects.current()
    hosts = {
        host_of(settings.SITE_URL),
        *(host_of(site) for site in OldSite.objects.values_list("address", flat=True)),
    }
    names = {publication.name, publication.dateline_site, *hosts}
    names |= {name.replace(" ", "") for name in names}
    names |= {host.rpartition(".")[0] for host in hosts}
    regions = list(Region.objects.values_list("name", "dateline", "aliases", "code"))
    people, offices = _people()
    return House(
        hosts=frozenset(filter(None, hosts)),
        names=frozenset(name.lower() for name in names if name),
        places=places_of(regions),
        initials=people,
        offices=offices,
        drop_patterns=DROP_PATTERNS,
    )


def places_of(regions: Sequence[tuple[str, str, list[str], str]]) -> dict[str, str]:
    """Return the places that datelines here may name, by their spelling: regions are name, dateline, other names and
    code."""
    codes = [code for _name, _dateline, _names, code in regions]
    return gazetteer([region[:3] for region in regions], region_table.district_names(codes))


def _people() -> tuple[dict[str, str], dict[str, str]]:
    """Names by initials and by themselves, in small letters: of people, and of offices such as "Redaksi"."""
    people: dict[str, str] = {}
    offices: dict[str, str] = {}
    for name, initials in Person.objects.values_list("name", "initials"):
        spellings = offices if credit_lines.is_office("", name) else people
        spellings |= {spelling.lower(): name for spelling in (name, initials) if spelling}
    return people, offices


def find_stories(
    targets: Sequence[Target], hosts: Iterable[str], besides: Iterable[int] = ()
) -> list[int | None]:
    """Return the public story that each target names, None where there is none or more than one.

    A story is never meant by itself (`besides`). At most two queries, and one for each headline without an
    address.
    """
    by_address = _by_address([target.address for target in targets if target.address], hosts)
    titles = list(dict.fromkeys(target.title for target in targets if not target.address))[:MOST_TITLES]
    by_title = {title: _by_title(title, besides) for title in titles}
    ids = [
        by_address.get(target.address) if target.address else by_title.get(target.title) for target in targets
    ]
    public = set(Article.objects.public().filter(pk__in=set(filter(None, ids))).values_list("pk", flat=True))
    public -= set(besides)
    return [pk if pk in public else None for pk in ids]


def _by_address(addresses: Sequence[str], hosts: Iterable[str]) -> dict[str, int]:
    """Ids by the addresses that lead to stories: our own form, or one of a site before this one."""
    stories: dict[str, int] = {}
    old: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        goal = place(address, hosts)
        for key in goal.keys if goal else ():
            if match := ARTICLE_PATH.match(key):
                stories[address] = int(match[1])
            old[key].append(address)
    rows = LegacyPath.objects.filter(path__in=old, article__isnull=False) if old else ()
    for row in rows:
        stories |= dict.fromkeys(old[row.path], row.article_id)
    return stories


def _by_title(title: str, besides: Iterable[int]) -> int | None:
    """Id of the one public story with this headline, whatever its quotation marks and capitals."""
    query = search.read(title)
    if not query:
        return None
    words = search.contains(query)
    namesakes = Article.objects.public().filter(search_entry__search=words).exclude(pk__in=besides)
    rows = namesakes.order_by().values_list("pk", "headline")[:MOST_NAMESAKES]
    ids = [pk for pk, headline in rows if plain_title(headline) == plain_title(title)]
    return ids[0] if len(ids) == 1 else None
