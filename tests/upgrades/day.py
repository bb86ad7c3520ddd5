"""A day's work on an empty newsroom: what a release writes, with every form of the desk among it.

`make release-record` runs it while the database server logs each statement.
"""

import logging
from itertools import islice

import django
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse


def main():
    django.setup()
    setup_test_environment()  # mail is kept in memory
    logging.disable()
    from django.core.management import call_command
    from django.db import transaction
    from django_tasks_db.models import DBTaskResult

    from articles.advertising import counting
    from articles.models import AdSlot
    from articles.site import reading_figures, view_counts
    from staff import roles
    from tests.support.desk_pages import a_row_of_each
    from tests.support.factories import make_publication, make_user
    from tests.support.personal_rows import make_sari, rows_of_sari, story_about_sari
    from tests.support.second_factor import make_code_app

    call_command("migrate", verbosity=0)
    roles.write_groups()
    make_publication()
    people = {
        "wati": make_user("wati", roles.WRITER),
        "edi": make_user("edi", roles.EDITOR),
        "mira": make_user("mira", roles.MANAGING_EDITOR),
        "adi": make_user("adi", roles.ADMINISTRATOR),
    }
    rows = a_row_of_each(people["wati"], people["edi"])
    readers_write(rows)
    stories_travel(people, rows)
    with transaction.atomic():
        AdSlot.objects.filter(place="list", after=2).delete()  # she has one there
        make_code_app(make_user("dewi", roles.WRITER))
        rows_of_sari(make_sari(), story_about_sari(people["wati"], people["edi"]))
    for name in people:
        every_form_is_sent(name, rows)
    DBTaskResult.objects.filter(task_path="x").delete()
    counting.tally.add(rows["advertisement"][0], "", counting.VIEWS)
    for tally in (view_counts.tally, reading_figures.tally, counting.tally):
        tally.write()
    call_command("worker", queue_name="*", batch=True, verbosity=0, interval=0)


def signed_in(name):
    from tests.support.sign_in import sign_in

    client = Client(raise_request_exception=False)
    assert sign_in(name, client=client).status_code == 302
    return client


def readers_write(rows):
    """A letter, a count of a reader, a press on an advertisement."""
    from articles.models import Article
    from tests.support.browser import ANDROID
    from tests.support.letters import FORM, letter_form

    story, reader = Article.objects.get(pk=rows["article"][0]), Client()
    assert reader.post(FORM, letter_form(story)).status_code == 200
    page = story.get_absolute_url()
    assert b"</article>" in reader.get(page).content
    for reading in (str(story.pk), f"{story.pk} referrer cari"):
        assert (
            reader.post(
                reverse("read"), reading, content_type="text/plain", headers={"user-agent": ANDROID}
            ).status_code
            == 204
        )


def stories_travel(people, rows):
    """Each step of the workflow, by the buttons; typing, autosave and lease before."""
    from articles.models import Article, Photo
    from tests.support.factories import in_state
    from tests.support.forms import ADD, autosave, form, lease
    from tests.support.photo_desk import photo_figure

    writer = signed_in("wati")
    credits = {
        "credits": "1",
        "credits-person": [people["wati"].person.pk],
        "credits-role": ["reporter"],
        "credits-name": [""],
    }
    words = {"headline": "Jembatan Dringu ditutup", "tag_names": "Jembatan, Dringu"}
    words["body"] = f"<p>Air surut.</p>{photo_figure(Photo.objects.get(pk=rows['photo'][0]))}"
    beside = {"related": "1", "related-target": rows["article"][:1]}
    assert writer.post(ADD, form(**words) | credits | beside).status_code == 302
    story = Article.objects.latest("pk")
    for send in (lease, autosave):
        assert send(writer, story).status_code == 200
    trio = (people["wati"], people["edi"], people["mira"])
    for state in (
        "draft",
        "submitted",
        "returned",
        "approved",
        "scheduled",
        "published",
        "withdrawn",
        "spiked",
    ):
        in_state(state, *trio, headline=f"Berita yang {state}")


def every_form_is_sent(name, rows):
    """Each form of each page that this person sees, with one of its fields changed."""
    from tests.support.desk_pages import addresses
    from tests.support.page_forms import posted_forms, with_other_value

    client = signed_in(name)
    for _name, path in list(addresses(rows)):
        answer = client.get(path)
        if (
            answer.status_code != 200
            or answer.streaming
            or not answer.headers["Content-Type"].startswith("text/html")
        ):
            continue
        for form in posted_forms(answer.content.decode() or "<p>", path):
            if form.target.endswith(("/logout/", "/autosave/")):
                continue
            sent = [form.as_sent()]
            for control in form.visible:
                sent += islice(with_other_value(form, control, client), 1)
            for one in sent[:2]:
                client.post(form.target, one)


if __name__ == "__main__":
    main()
