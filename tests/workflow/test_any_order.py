"""Any order of anybody's steps: a state machine plays a newsroom and holds the two promises after each step.

What readers get is always the text of an approved revision; whatever somebody typed can be found again; the
history only grows. And whatever name or word stands beside the text on a public page, a second person saw it with
a story, or it is on the list to sign.
"""

import itertools
import re
from collections import Counter
from copy import deepcopy

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import comparison
from articles.models import (
    Article,
    ArticleEvent,
    Category,
    Notice,
    Page,
    Person,
    Photo,
    Publication,
    Region,
    Revision,
    Tag,
)
from articles.text import body, merge
from staff import roles, workflow
from staff.models import Change, EditLease, PublicationProposal, Scratch
from staff.models.triggers import RECORDED_TABLES
from staff.workflow import small_fix, undo
from staff.workflow.rules import SEEN_BY_TWO
from staff.writing import saving
from tests.support.factories import (
    make_article,
    make_notice,
    make_photo,
    make_publication,
    make_user,
    publish,
)
from tests.support.forms import as_sent

STEPS, RUNS = 50, 40
PEOPLE = {
    "wati": [roles.WRITER],
    "oki": [roles.WRITER],
    "edi": [roles.EDITOR],
    "eka": [roles.EDITOR],
    "mira": [roles.MANAGING_EDITOR],
    "nanik": [roles.EDITOR, roles.NIGHT_DESK],
    "maya": [roles.MANAGING_EDITOR],
    "adi": [roles.ADMINISTRATOR],
    "serba": [roles.ADMINISTRATOR, roles.MANAGING_EDITOR],
}
# What stands beside the text: model, field of its form, and a value that differs each time.
BESIDE = [
    (Tag, "name", "Tagar {}"),
    (Category, "name", "Rubrik {}"),
    (Region, "name", "Daerah {}"),
    (Region, "dateline", "TEMPAT {}"),
    (Person, "name", "Orang {}"),
    (Person, "position", "Jabatan {}"),
    (Page, "body", "<p>Isi {}.</p>"),
    (Publication, "tagline", "Semboyan {}"),
    (Publication, "dateline_pattern", "{{place}} {} - "),
    (Photo, "caption", "Keterangan {}"),
]
LIKELY = (
    "submit", "approve", "approve_and_publish", "publish", "propose_update", "merge", "sign", "return",
    "request_withdrawal", "withdraw", "request_reinstatement", "reinstate", "propose_notice", "publish_notice", "waive_notice",
)  # fmt: skip
who = st.sampled_from(sorted(PEOPLE))
tabs = st.sampled_from(["tab-satu", "tab-dua-"])
lag = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2])  # how many revisions ago this person loaded the story


class Newsroom(RuleBasedStateMachine):
    """Three stories, one of them live, and their updates. `played` and `done` count over all runs.

    Who works here and what they have written at the beginning is made once, for all runs.
    """

    played, done, people = 0, Counter(), {}

    @classmethod
    def open(cls):
        cls.played, cls.done = 0, Counter()
        make_publication()
        cls.people = {name: make_user(name, *held) for name, held in PEOPLE.items()}
        for name in ("wati", "oki"):
            make_article(cls.people[name], headline=f"Naskah {name}")
        lead = make_photo()
        live = make_article(cls.people["wati"], tags=["Banjir"], lead_photo=lead)
        publish(live, cls.people["wati"], cls.people["edi"])
        Tag.objects.by_names(["Belum terpakai"])
        Page.objects.create(title="Tentang", slug="tentang-kita", body="<p>Kita.</p>", is_public=True)
        Person.objects.filter(user=cls.people["edi"]).update(photo=lead)
        cls.beginning = cls.rows_beside()
        cls.first_change = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = deepcopy(self.people)
        self.typed = []  # all words that somebody typed
        self.forms = {}  # (story, name, tab) → the words that stand in that open form and are not saved
        self.rows = 0
        self.numbers = itertools.count(1)
        self.seen = ArticleEvent.objects.count()

    @classmethod
    def rows_beside(cls):
        return {
            (model, row.pk): row
            for model in {model for model, *_rest in BESIDE}
            for row in model.objects.all()
        }

    def teardown(self):
        actions = ArticleEvent.objects.order_by("pk").values_list("action", flat=True)[self.seen :]
        type(self).done.update(actions)
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def story(self, place):
        stories = list(Article.objects.order_by("pk"))
        return stories[place % len(stories)]

    def type_in(self, article, name, tab):
        """More words in an open form; what the browser sends is all of it."""
        words = f"Ketikan nomor {len(self.typed)}."
        form = self.forms.setdefault((article.pk, name, tab), [])
        form.append(words)
        if saving.may_type(article, self.people[name]):
            self.typed.append(words)
        return "".join(f"<p>{one}</p>" for one in form)

    def attempt(self, act):
        """A step that may be refused. Returns whether it was done."""
        type(self).played += 1
        try:
            act()
        except (workflow.Refused, Article.DoesNotExist):
            return False
        return True

    @rule(place=st.integers(0, 5), name=who, tab=tabs, behind=lag, update=st.booleans())
    def save(self, place, name, tab, behind, update):
        self.save_in(self.story(place), name, tab, behind, update)

    @rule(place=st.integers(0, 5), data=st.data(), update=st.booleans())
    def go_on_writing(self, place, data, update):
        """A save by somebody who may: the holder of the lease, or anybody where nobody has it."""
        article = self.story(place)
        lease = EditLease.objects.live().filter(article=article).select_related("user").first()
        able = [name for name, user in self.people.items() if not workflow.edit_refusal(article, user)]
        if lease and lease.user.username in able:
            self.save_in(article, lease.user.username, lease.tab, 0, update)
        elif able and not lease:
            self.save_in(article, data.draw(st.sampled_from(able)), "tab-satu", 0, update)

    @rule(place=st.integers(0, 5), name=who)
    def mend_a_slip(self, place, name):
        article = self.story(place)
        old, new = ("lumpur", "lumpurr") if "lumpurr" not in article.body else ("lumpurr", "lumpur")
        content = article.snapshot().replace(body=article.body.replace(old, new))
        self.attempt(lambda: saving.save(article, content, by=self.people[name], base=article.version))

    def save_in(self, article, name, tab, behind, update):
        by = self.people[name]
        content = article.snapshot()
        content = content.replace(body=body.clean(content.body + self.type_in(article, name, tab)))
        base = max(article.version - behind, 0)
        saved = self.attempt(lambda: saving.save(article, content, by=by, base=base, tab=tab, update=update))
        assert not (saved and base < article.version)  # nothing is written over a text that was not seen
        del self.forms[article.pk, name, tab]  # the page goes: saved, or the text is aside

    @rule(place=st.integers(0, 5), name=who, tab=tabs, behind=lag)
    def autosave(self, place, name, tab, behind):
        article, by = self.story(place), self.people[name]
        data = {"headline": [article.headline], "body": [self.type_in(article, name, tab)]}
        base = max(article.version - behind, 0)
        if not self.attempt(lambda: saving.autosave(article.pk, by=by, tab=tab, base=base, data=data)):
            del self.forms[article.pk, name, tab]  # the tab is told that it lost, and loads the story anew

    @rule(place=st.integers(0, 5), name=who, tab=tabs, take=st.booleans())
    def open_form(self, place, name, tab, take):
        article = self.story(place)
        self.attempt(lambda: saving.claim(article, by=self.people[name], tab=tab, take=take))
        # A page that is loaded shows what was typed and not saved, in whichever tab that was.
        shown = Scratch.objects.of(self.people[name], article).first()
        words = re.findall(r"Ketikan nomor \d+\.", shown.data["body"][0]) if shown else []
        self.forms[article.pk, name, tab] = words if shown and shown.tab == tab else []

    @rule(
        place=st.integers(0, 5),
        name=who,
        action=st.sampled_from(sorted(workflow.ACTIONS)),
        behind=lag,
        later=st.booleans(),
    )
    def act(self, place, name, action, behind, later):
        article, spec = self.story(place), workflow.ACTIONS[action]
        at = (
            timezone.now() + timezone.timedelta(hours=-1 if spec.is_past else 1)
            if (later and spec.takes_time) or spec.time_label
            else None
        )
        self.attempt(lambda: self.perform(action, article, name, behind, at))

    @rule(place=st.integers(0, 5), data=st.data())
    def walk_on(self, place, data):
        """A step that is allowed now: by chance alone few stories would ever get to the reader."""
        article = self.story(place)
        able = {action: [name for name in PEOPLE if not workflow.refusal(action, article, self.people[name])]
                for action in LIKELY}  # fmt: skip
        if actions := [action for action in LIKELY if able[action]]:
            action = data.draw(
                st.sampled_from(actions)
            )  # first, or what everybody may do would crowd out the rest
            name = data.draw(st.sampled_from(able[action]))
            self.attempt(lambda: self.perform(action, article, name))

    def perform(self, action, article, name, behind=0, at=None):
        revision = max(article.version - behind, 0)
        notice = make_notice() if workflow.ACTIONS[action].takes_notice else None
        done = workflow.perform(
            action, article, by=self.people[name], revision=revision, reason="Alasan.", at=at, notice=notice
        )
        assert not behind or article.version == 0  # nothing is decided on a text that was not seen
        return done

    @rule(place=st.integers(0, 5), name=who)
    def take_back(self, place, name):
        """Whoever decided, and anybody else, takes the newest decision back: it only moves back."""
        article = self.story(place)
        event = article.events.first()
        for decision, last in undo.UNDOABLE.items():
            if event and event.action == last:
                by = event.actor if place % 2 else self.people[name]
                done = self.attempt(lambda: undo.undo(decision, article, event=event.pk, by=by))  # noqa: B023
                assert not (done and by != event.actor)
                if done:
                    after = Article.objects.get(pk=article.pk)
                    assert not after.is_public
                    assert not after.is_scheduled
                    return

    @rule(place=st.integers(0, 5), name=who, number=st.integers(1, 9), behind=lag)
    def restore(self, place, name, number, behind):
        article = self.story(place)
        revision = article.revisions.filter(number=number).first()
        if revision:
            base = max(article.version - behind, 0)
            self.attempt(lambda: saving.restore(article, revision, by=self.people[name], base=base))

    @rule(place=st.integers(0, 5), name=who, choice=st.sampled_from(merge.CHOICES))
    def bring_together(self, place, name, choice):
        """A working copy takes in what the live text became meanwhile."""
        copy = self.story(place)
        if not copy.update_of_id:
            return
        live = copy.update_of
        base = live.revisions.get(number=copy.update_base).text
        parts = merge.parts(base, live.snapshot(), copy.snapshot().replace(slug=live.slug))
        content = merge.merge(parts, {part.key: part.default or choice for part in parts})
        self.attempt(
            lambda: saving.save(
                copy, content, by=self.people[name], base=copy.version, seen_live=live.version
            )
        )

    @rule(place=st.integers(0, 5), data=st.data())
    def carry_an_update_on(self, place, data):
        """The next steps of an update: by chance alone few would come into their story."""
        for copy in Article.objects.open_updates():
            for action in ("submit", "approve_and_publish", "merge"):
                able = [name for name in PEOPLE if not workflow.refusal(action, copy, self.people[name])]
                if able:
                    name = data.draw(st.sampled_from(able))
                    self.attempt(lambda: self.perform(action, copy, name))  # noqa: B023 -- it is called at once
                    copy.refresh_from_db()

    @rule(name=who, what=st.sampled_from(BESIDE), place=st.integers(0, 9))
    def write_beside_stories(self, name, what, place):
        """What is saved in the desk's forms, by whoever may and may not."""
        (model, field, words), client = what, Client()
        rows = model.objects.order_by("pk")
        row = rows[place % len(rows)]
        opts = model._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        client.force_login(self.people[name])
        page = client.get(url)
        if page.status_code != 200 or f"{opts.model_name}_form" not in page.content.decode():
            return
        type(self).played += 1
        sent = as_sent(page.content.decode(), f"{opts.model_name}_form")
        client.post(url, sent | {field: words.format(next(self.numbers))})
        self.what_stands_beside_was_seen_by_two_or_is_to_be_signed()

    @rule(name=who)
    def sign_or_decide_beside_stories(self, name):
        client = Client()
        client.force_login(self.people[name])
        if change := Change.objects.to_sign().first():
            client.post(reverse("admin:change_sign", args=[change.pk]))
        if proposal := PublicationProposal.objects.open().first():
            client.post(reverse("admin:articles_publication_proposal", args=[proposal.pk]), {"do": "terima"})
        self.what_stands_beside_was_seen_by_two_or_is_to_be_signed()

    @rule(place=st.integers(0, 5))
    def time_comes(self, place):
        """The moment that was chosen is there: the task puts the update online, the clock everything else."""
        article = self.story(place)
        if article.is_scheduled:
            Article.objects.filter(pk=article.pk).update(published_at=timezone.now(), embargo_until=None)
            if article.update_of_id:
                self.attempt(lambda: workflow.merge_when_due(article.pk))

    @rule(name=who)
    def leave(self, name):
        type(self).played += 1
        saving.close_forms_of(self.people[name])

    @invariant()
    def readers_get_an_approved_text_and_the_newest_revision_is_the_text(self):
        public = set(Article.objects.public().values_list("pk", flat=True))
        for article in Article.objects.select_related("approved_revision"):
            text, newest = article.snapshot(), article.newest_revision
            assert newest.number == article.version
            # The row of an update that was merged is at its end: a caption that changes later is none of its text.
            assert article.merged_revision_id or self.is_same(newest.text, text)
            if article.pk in public:
                approved = article.approved_revision
                assert (approved.number, approved.digest) == (article.version, newest.digest)
                assert approved.article_id == article.pk

    @invariant()
    def readers_get_what_two_persons_saw_or_what_is_marked(self):
        for article in Article.objects.public():
            steps = article.events.filter(action__in=SEEN_BY_TWO).select_related("revision")
            step = steps.first()
            if article.needs_signature or step.action == "sign":
                continue
            seen, text = step.revision.text, article.snapshot()
            assert article.has_unseen_fix or self.is_same(seen, text)
            assert seen == text or not small_fix.larger_parts(comparison.led_on(seen), text)
            if step.action == "publish":
                approval = article.events.filter(action="approve", revision=step.revision).first()
                assert not self.is_own(article, approval)

    def what_stands_beside_was_seen_by_two_or_is_to_be_signed(self):
        changes = Change.objects.filter(pk__gt=self.first_change)
        shown = {table: how.public for table, how in RECORDED_TABLES.items()}
        for (model, pk), row in self.rows_beside().items():
            before, table = self.beginning.get((model, pk)), model._meta.db_table
            for column in shown[table]:
                value = getattr(row, column)
                if before and getattr(before, column) == value:
                    continue
                change = changes.filter(table=table, row=pk, after__has_key=column).order_by("-pk").first()
                assert change, f"nobody knows who changed {table}.{column} to {value!r}"
                assert change.after[column] == value
                assert change.needs_signature or not self.is_shown(row, change), (table, column, value)
                if change.needs_signature and hasattr(change, "signature"):
                    assert change.signature.by_id != change.actor_id
        pattern = Publication.objects.current().dateline_pattern
        if pattern != self.beginning[Publication, Publication.objects.get().pk].dateline_pattern:
            proposal = PublicationProposal.objects.filter(
                values__dateline_pattern=pattern, outcome="accepted"
            ).get()
            assert proposal.decided_by_id != proposal.proposed_by_id

    def is_shown(self, row, change):
        """Whether readers met the row when it was changed; what came to them later came with an approved story, and
        what is said of a photo in a story is part of that story's text."""
        if isinstance(row, Tag):
            return row.tagged_items.filter(published_at__lte=change.at).exists()
        if isinstance(row, Person):
            return bool(row.position) or row.credits.filter(published_at__lte=change.at).exists()
        return row.is_public if isinstance(row, Page) else True

    @staticmethod
    def is_same(before, text):
        """Whether two texts say the same, but for tags that have another name since."""
        return before == text or comparison.led_on(before) == text

    def is_own(self, article, approval):
        """Whether an approval was given by somebody who wrote the text or saved it last."""
        before = article.revisions.filter(number__lte=approval.revision.number, kind="save").first()
        return approval.actor_id in (before.author_id, article.created_by_id)

    @invariant()
    def nothing_typed_is_unreachable(self):
        texts = list(Revision.objects.values_list("content__body", flat=True))
        texts += [body for scratch in Scratch.objects.all() for body in scratch.data["body"]]
        everything = "\n".join(texts)
        for words in self.typed:
            assert words in everything, words

    @invariant()
    def history_only_grows(self):
        rows = Revision.objects.count() + ArticleEvent.objects.count()
        assert rows >= self.rows
        self.rows = rows

    @invariant()
    def two_persons_stand_behind_each_notice(self):
        for notice in Notice.objects.all():
            assert notice.proposed_by_id != notice.published_by_id
            assert notice.article.status in ("published", "withdrawn")

    @invariant()
    def at_most_one_update_is_on_its_way(self):
        roots = list(Article.objects.open_updates().values_list("update_of", flat=True))
        assert len(roots) == len(set(roots))


@pytest.mark.slow
def test_a_newsroom_in_any_order(db):
    Newsroom.open()
    settings = hypothesis.settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[hypothesis.Phase.generate],  # shrinking would take longer than the test
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Newsroom, settings=settings)
    assert Newsroom.played >= 700
    assert {"publish", "update", "fix"} <= set(Newsroom.done)
    # Two persons in a row: each of them is seldom in some forty runs.
    assert {"request_withdrawal", "withdraw", "propose_notice", "publish_notice"} & set(Newsroom.done)
