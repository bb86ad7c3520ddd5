"""The work of one run of the importer: all that its phases need, decided before the first of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from articles.filing.items import House
from articles.filing.lift import DROP_PATTERNS
from articles.house import places_of
from articles.legacy_paths import host_of
from articles.models import ImportRun, OldSite, Person, Region
from articles.wordpress.export_file import Source
from articles.wordpress.mapping import SiteMapping
from articles.wordpress.picture_files import Network, Uploads
from articles.wordpress.scan import Logins, Scan

FIRST_OF_TRIAL = 10**12  # number of the first story, or photo, that a trial would make

Step = Callable[[str, int, int], None]  # called with phase, items behind and items in all


def _no_step(phase: str, count: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True)
class RunContext:
    """A run with its mapping and sources; `scan` is there only where the run begins with its first phase."""

    run: ImportRun
    mapping: SiteMapping
    scan: Scan | None = None
    sources: Iterable[Source] = ()
    files: Uploads | None = None
    network: Network | None = None
    converts_again: bool = False
    is_trial: bool = False  # everything is decided as in a run, and no story is written
    step: Step = _no_step

    @property
    def site(self) -> OldSite:
        return self.run.site

    @cached_property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.site.time_zone)

    @property
    def now(self) -> datetime:
        """The same time for every item, also where the run was broken off and goes on."""
        return self.run.started_at


@dataclass(frozen=True)
class Writer:
    """The person of a login; an office (`is_office`) writes nothing itself."""

    name: str
    is_office: bool


def bare_host(name: str) -> str:
    """A host as links are compared, from however somebody wrote it."""
    return host_of(name if "//" in name else f"//{name}")


class Writers(dict[str, Writer]):
    """Writers by their login on the old site."""

    @cached_property
    def logins(self) -> Logins:
        return Logins(self)


def conversion_site(site: OldSite, mapping: SiteMapping, writers: Mapping[str, Writer]) -> House:
    """The old site and the newsroom as the conversion of texts needs them; `writers` by their login there."""
    host = host_of(site.address)
    bare = host.rpartition(".")[0] or host
    names = {host, bare, site.name.lower(), site.name.lower().replace(" ", "")}
    names |= {name.lower() for name in mapping.site_names}
    # A site may print its name with another ending: kabaruji.example says KABARUJI.com.
    names |= {f"{bare}.{ending}" for ending in ("com", "co.id", "id", "net", "news", "co")}
    places = places_of(list(Region.objects.values_list("name", "dateline", "aliases", "code")))
    places |= {spelling.lower(): place for spelling, place in mapping.places.items()}
    initials: dict[str, str] = {}
    offices: dict[str, str] = {}
    for login, writer in writers.items():
        spellings = offices if writer.is_office else initials
        spellings |= {login.lower(): writer.name, writer.name.lower(): writer.name}
    initials |= {person.initials.lower(): person.name for person in Person.objects.exclude(initials="")}
    initials |= {spelling.lower(): name for spelling, name in mapping.initials.items()}
    return House(
        hosts=frozenset(filter(None, [host, *map(bare_host, mapping.former_hosts)])),
        names=frozenset(filter(None, names)),
        places=places,
        initials=initials,
        offices=offices,
        drop_patterns=tuple(mapping.drop) if mapping.drop is not None else DROP_PATTERNS,
        roles=dict(mapping.roles),
    )
