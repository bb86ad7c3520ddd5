"""Load the demo newsroom: a made-up publication with its people, places and stories in every status."""

import re
import tomllib
from contextlib import contextmanager, nullcontext
from datetime import time, timedelta
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.models import (
    Article,
    Category,
    Credit,
    Page,
    Person,
    Photo,
    Pick,
    Publication,
    Region,
    Tag,
    ViewCount,
)
from articles.text import plain_text
from staff import roles, workflow
from staff.beginning import emptying, setup
from staff.demo import cast
from staff.models import Assignment, Beginning, Complaint, Coverage, Notification, Route, User
from staff.photos import library
from staff.planning import assignments
from staff.register import steps as register
from staff.writing import comments, saving

FOLDER = Path(__file__).resolve().parents[2] / "demo"
RECENTLY = timedelta(days=2)
STORIES, PICTURES = FOLDER / "stories", FOLDER / "pictures"


def read_stories():
    """Return all stories of the demo, the oldest first, so that links find their targets."""
    stories = [
        story for file in sorted(STORIES.glob("*.toml")) for story in tomllib.loads(file.read_text())["story"]
    ]
    return sorted(stories, key=lambda story: -story["hours_ago"])


@contextmanager
def clock(moment):
    """Let the workflow write its history in the past; everything asks `timezone.now()`."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@contextmanager
def step_at(moment, now):
    """Let a step happen in the past. Of what was done days ago nobody is told any more: the bell is that of a day."""
    is_news = now - moment < RECENTLY
    silence = nullcontext() if is_news else mock.patch("staff.notifying.notifications.notify_step")
    with clock(moment), silence:
        yield


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do nothing where a newsroom exists already")

    def handle(self, *args, **options):
        if setup.holds_work():
            if options["once"]:
                return
            raise CommandError("This database holds work already; the demo is for an empty one.")
        if not settings.LAPTOP:
            raise CommandError("The demo's accounts have a known password; it is loaded with DEBUG=1 only.")
        self.now = timezone.now()
        with transaction.atomic():
            self.load()

    def load(self):
        beginning = Beginning(kind=Beginning.Kind.DEMO, rows_before=emptying.remember_rows_before())
        Publication(**cast.PUBLICATION).save()
        self.make_categories()
        self.make_regions()
        self.password = make_password(cast.PASSWORD)  # once: it is made to take long
        self.users = {name: self.make_user(name, *facts) for name, facts in cast.STAFF.items()}
        self.make_coverage()
        self.articles = {}
        for story in read_stories():
            self.articles[story["key"]] = self.make_story(story)
        self.make_updates()
        self.make_letters()
        # Nobody gets mail about the invented past, and only its last day is unread.
        Notification.objects.update(mail=Notification.Mail.OFF)
        Notification.objects.filter(created_at__lt=self.now - timedelta(days=1)).update(read_at=self.now)
        self.set_embargo()
        self.space_out_routes()
        self.make_front_page()
        self.make_series()
        self.make_views()
        self.make_plan()
        Page.objects.filter(policy=Page.Policy.ETHICS).update(body=cast.GUIDELINE, is_public=True)
        logo = self.take_in(
            "logo", caption="Logo", credit=cast.PUBLICATION["name"], source=Photo.Source.OWN, is_logo=True
        )
        Publication.objects.update(logo=logo)
        beginning.at = timezone.now()
        beginning.last_rows = emptying.remember_last_rows()
        beginning.save()

    def make_categories(self):
        categories = {}
        for order, (path, name) in enumerate(cast.CATEGORIES.items()):
            above, _, slug = path.rpartition("/")
            categories[path] = Category.objects.create(
                name=name, slug=slug, parent=categories.get(above), order=order
            )
        self.categories = categories

    def make_regions(self):
        province = Region.objects.create(name="Jawa Timur", slug="jawa-timur", kind=Region.Kind.PROVINCE)
        self.regions = {}
        for slug, (name, dateline, districts) in cast.REGIONS.items():
            kind = Region.Kind.CITY if name.startswith("Kota") else Region.Kind.REGENCY
            regency = Region.objects.create(
                name=name, slug=slug, kind=kind, parent=province, dateline=dateline, **self.middle(slug)
            )
            self.regions[slug] = regency
            for sub, title in districts.items():
                self.regions[sub] = Region.objects.create(
                    name=title, slug=sub, kind=Region.Kind.DISTRICT, parent=regency, **self.middle(sub)
                )

    @staticmethod
    def middle(slug):
        return dict(zip(("latitude", "longitude"), cast.MIDDLES[slug], strict=True))

    def make_user(self, username, first, last, initials, position, user_roles):
        user = User.objects.create(
            username=username, email=f"{username}@kabarargopuro.example", password=self.password,
            first_name=first, last_name=last, is_staff=True,
        )  # fmt: skip
        user.groups.set(Group.objects.filter(name__in=[role.group for role in user_roles]))
        order = [roles.MANAGING_EDITOR, roles.EDITOR, roles.WRITER]
        rank = next((n for n, role in enumerate(order) if role in user_roles), 9)
        Person.objects.create(
            name=f"{first} {last}", initials=initials, position=position, masthead_order=rank, user=user
        )
        return user

    def make_coverage(self):
        for username, region, weekdays, begins, ends in cast.COVERAGE:
            Coverage.objects.create(
                user=self.users[username],
                region=self.regions.get(region),
                weekdays=weekdays,
                begins=time.fromisoformat(begins),
                ends=time.fromisoformat(ends),
            )

    def make_story(self, story):
        writer = self.users[story["writer"]]
        published_at = self.now - timedelta(hours=max(story["hours_ago"], 0))
        with clock(published_at - timedelta(hours=3)):
            article = Article.objects.create(
                headline=story["headline"],
                standfirst=story["standfirst"],
                body=self.text(story),
                category=self.categories[story["category"]],
                region=self.regions[story["region"]],
                sign_off=story["sign_off"],
                lead_photo=self.lead_photo(story),
                created_by=writer,
            )
            for order, name in enumerate([story["writer"], *story["with"]]):
                article.credits.create(person=self.users[name].person, order=order)
            self.credit_photographer(article, story)
            article.tags.set(Tag.objects.by_names(story["tags"]))
            for order, key in enumerate(story["related"]):
                article.related_links.create(target=self.articles[key], order=order)
            workflow.record_edit(article, by=writer)
        self.play(article, story, writer, published_at)
        return article

    def credit_photographer(self, article, story):
        photographer = self.photographer(story)
        if story["key"] not in cast.SOURCES and photographer != article.created_by:
            article.credits.create(person=photographer.person, order=8, role=Credit.Role.PHOTOGRAPHER)

    def make_updates(self):
        """Make an update of a live story that waits for an editor, and one that its writer has only begun."""
        for key, (paragraph, is_submitted) in cast.UPDATES.items():
            live = Article.objects.get(pk=self.articles[key].pk)
            writer = live.created_by
            copy = workflow.perform("propose_update", live, by=writer, revision=live.version)
            text = copy.snapshot().replace(body=f"{copy.body}\n<p>{paragraph}</p>")
            copy = saving.save(copy, text, by=writer, base=copy.version)
            if is_submitted:
                workflow.perform("submit", copy, by=writer, revision=copy.version)

    def make_letters(self):
        for number, (kind, key, name, phone, text, hours, handler, reason, answer) in enumerate(cast.LETTERS):
            arrived = Complaint(kind=kind, article=self.articles.get(key), name=name, phone=phone, text=text)
            with clock(self.now - timedelta(hours=hours)):
                letter = register.receive(arrived, [], token=f"demo-{number}")
            with clock(self.now - timedelta(hours=hours / 2)):
                if handler:
                    register.take(letter, by=self.users[handler])
                if reason:
                    register.refuse(letter, reason, answer, by=self.users[handler])

    def set_embargo(self):
        article = Article.objects.get(pk=self.articles[cast.EMBARGO].pk)
        at = self.now.replace(hour=23, minute=0, second=0, microsecond=0) + timedelta(days=1)
        workflow.perform("embargo", article, by=article.created_by, revision=article.version, at=at)

    def space_out_routes(self):
        """Let the stories that wait come up one after the other in the next hours, not all in the first minute."""
        for number, route in enumerate(Route.objects.exclude(escalate_at=None).order_by("since"), 1):
            route.escalate_at = self.now + number * timedelta(minutes=40)
            route.save(update_fields=["escalate_at"])

    def make_front_page(self):
        """Pin stories to the front page, one of them only until tomorrow."""
        for place, key, hours in cast.PICKS:
            until = hours and self.now + timedelta(hours=hours)
            Pick.objects.set_place(self.articles[key], place, until=until or None, by=self.users["harun"])

    def make_series(self):
        """Give one tag an introduction and put its stories in order."""
        name, intro, keys = cast.SERIES
        parts = [self.articles[key].pk for key in keys]
        Tag.objects.filter(name=name).update(intro=intro, parts=parts)

    def make_views(self):
        """Count views of the last three days: many of new stories, few of old ones, some more than others."""
        this_hour = self.now.replace(minute=0, second=0, microsecond=0)
        counts = {}
        for pk, published_at in Article.objects.public().values_list("pk", "published_at"):
            for ago in range(72):
                hour = this_hour - timedelta(hours=ago)
                if hour >= published_at:
                    age = (hour - published_at) // timedelta(hours=1)
                    counts[pk, hour] = 1 + pk * 37 % 90 * 20 // (age + 10)
        ViewCount.objects.add(counts)

    def make_plan(self):
        for headline, brief, who, region, place, hours, urgency in cast.PLAN:
            assignment = Assignment(
                headline=headline, brief=brief, assignee=self.users.get(who), region=self.regions[region],
                place=place, due_at=self.now + timedelta(hours=hours), urgency=urgency,
            )  # fmt: skip
            assignments.plan(assignment, by=self.users["harun"])
        story = self.articles[cast.THREAD_OF]
        for who, quote, words, answering, answer in cast.THREADS:
            facts = {"quote": quote, "revision": story.version}
            root, _unknown = comments.say(story, words, by=self.users[who], **facts)
            if answer:
                comments.say(story, answer, by=self.users[answering], answers=root)

    def address(self, match):
        return f"/berita/{self.articles[match[1]].pk}/"

    def lead_photo(self, story):
        words = {"caption": story["caption"], "alt": story["alt"]}
        return self.make_photo(story, story["key"], **words, **cast.SOURCES.get(story["key"], {}))

    def make_photo(self, story, name, **words):
        photographer = self.photographer(story)
        own = {"source": Photo.Source.OWN, "credit": f"{photographer}/{cast.PUBLICATION['name']}"}
        region = self.regions[story["region"]]
        return self.take_in(name, by=photographer, region=region, **{**own, **words})

    def take_in(self, name, *, by=None, **words):
        content = (PICTURES / f"{name}.webp").read_bytes()
        file = ContentFile(content, name=f"{name}.webp")
        return library.take_in_photo(file, by=by or self.users[cast.PHOTOGRAPHER], **words)

    def photographer(self, story):
        """Return who took the pictures of a story: mostly the photographer, else its writer with a phone."""
        return self.users[story["writer"] if story["key"] in cast.TAKEN_BY_WRITER else cast.PHOTOGRAPHER]

    def text(self, story):
        """Return the story's body, with addresses of other stories filled in and photos before their
        paragraphs."""
        paragraphs = re.sub(r"^/berita/([\w-]+)/$", self.address, story["body"], flags=re.M).split("\n\n")
        photos = list(enumerate(cast.PHOTOS.get(story["key"], []), 2))
        for number, (place, layout, caption, alt) in reversed(photos):
            photo = self.make_photo(story, f"{story['key']}-{number}", caption=caption, alt=alt)
            paragraphs.insert(place, plain_text.PHOTO_SIGNS[layout].format(photo.pk))
        return plain_text.from_plain("\n\n".join(paragraphs))

    def play(self, article, story, writer, published_at):
        """Take the story through its workflow up to its status, each step at its hour."""
        status, note = story["status"], story.get("note", "")
        editor = self.users["harun" if article.pk % 2 else "lestari"]
        steps = {
            "draft": [],
            "submitted": [("submit", writer)],
            "returned": [("submit", writer), ("return", editor)],
            "approved": [("submit", writer), ("approve", editor)],
            "published": [("submit", writer), ("approve_and_publish", editor)],
            "scheduled": [("submit", writer), ("approve_and_publish", editor)],
            "spiked": [("submit", writer), ("spike", editor)],
            "published_alone": [("submit", writer), ("publish_alone", self.users["lestari"])],
            "withdrawn": [
                ("submit", writer),
                ("approve_and_publish", editor),
                ("request_withdrawal", editor),
                ("withdraw", self.users["maya"]),
            ],
        }[status]
        if status == "published_alone":
            article.credits.create(person=self.users["lestari"].person, order=9)
            workflow.record_edit(article, by=self.users["lestari"])
        if status == "published" and article.pk % 5 == 0:
            steps = [("submit", writer), ("return", editor), *steps]
            note = cast.RETURN_NOTES[article.pk // 5 % len(cast.RETURN_NOTES)]
        pause = 11 + article.pk * 13 % 43  # minutes from step to step
        for number, (action, person) in enumerate(steps):
            article.refresh_from_db()
            at = self.now - timedelta(hours=story["hours_ago"]) if status == "scheduled" and number else None
            with step_at(published_at - timedelta(minutes=pause * (len(steps) - 1 - number)), self.now):
                workflow.perform(
                    action, article, by=person, revision=article.version,
                    reason=note if workflow.ACTIONS[action].needs_reason else "", at=at,
                    codes=cast.RETURN_REASONS[article.pk % len(cast.RETURN_REASONS)],
                    answers=["both_sides" if article.pk % 3 else "no_other_side"],
                )  # fmt: skip
