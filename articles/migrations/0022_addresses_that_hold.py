"""Every row that has a page has an address, and one that it had before leads on to it.

Rows whose slug no address can hold get one that can; what they answered at, or would have, is noted as an old address.
After that the database refuses such slugs, and triggers note each address that changes.
"""

import re
import unicodedata

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.utils.text import slugify

SLUG = r"^[-a-zA-Z0-9_]+$"
STORY_SLUG = r"^([-a-zA-Z0-9_]|%[89a-f][0-9a-f])+$"
SLUG_HELP = "Last part of the address; empty: from the name. The old address leads to the new one."
# model: its name, what stands before its part of the address, the slug of a name of signs only, the longest slug
KINDS = {
    "Category": ("name", "/kategori/", "kategori", 80),
    "Region": ("name", "/daerah/", "daerah", 80),
    "Tag": ("name", "/tag/", "tag", 100),
    "Person": ("name", "/penulis/", "penulis", 120),
    "Page": ("title", "/", "halaman", 80),
}
RESERVED = {
    "Category": ["feed"],
    "Page": [
        "api", "baca", "berita", "cari", "daerah", "feed", "indeks", "kategori", "media", "penulis", "redaksi", "sehat",
        "static", "tag", "terpopuler",
    ],
}  # fmt: skip
A_YEAR = r"^[0-9]{4}$"

COLUMNS = {"category": "path", "region": "slug", "tag": "slug", "person": "slug", "page": "slug"}
TARGETS = ["article_id", "category_id", "region_id", "tag_id", "person_id", "page_id"]
KEEP = """
CREATE FUNCTION articles_{table}_keeps_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_legacypath (path, {table}_id) VALUES (lower('{before}' || OLD.{column} || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET ({targets}) = ({new_targets});
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_keeps_address AFTER UPDATE OF {column} ON articles_{table}
    FOR EACH ROW WHEN (OLD.{column} IS DISTINCT FROM NEW.{column})
    EXECUTE FUNCTION articles_{table}_keeps_address();
"""
FORGET = """
DROP TRIGGER {table}_keeps_address ON articles_{table};
DROP FUNCTION articles_{table}_keeps_address();
"""


def for_each_kind(statement):
    return "".join(
        statement.format(
            table=model.lower(),
            before=before,
            column=COLUMNS[model.lower()],
            targets=", ".join(TARGETS),
            new_targets=", ".join(f"EXCLUDED.{column}" for column in TARGETS),
        )
        for model, (_name, before, *_rest) in KINDS.items()
    )


def mend(apps, schema_editor):
    LegacyPath = apps.get_model("articles", "LegacyPath")
    for model in KINDS:
        rows = apps.get_model("articles", model)
        moved = mend_tree(rows, model) if model in ("Category", "Region") else mend_slugs(rows, model)
        for pk, old in moved:
            key = path_key(KINDS[model][1] + old)
            if old and not old.endswith("/") and len(key) <= 500:
                LegacyPath.objects.get_or_create({f"{model.lower()}_id": pk}, path=key)
    mend_stories(apps.get_model("articles", "Article"))
    compose_names(apps.get_model("articles", "Tag"))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table could be altered after this


def mend_slugs(rows, model):
    """Yield (id, old slug) of the rows that get another one."""
    reserved = RESERVED.get(model, [])
    bad = rows.objects.exclude(slug__regex=SLUG)
    if model == "Page":
        bad = rows.objects.exclude(slug__regex=SLUG) | rows.objects.filter(slug__in=reserved)
        bad |= rows.objects.filter(slug__regex=A_YEAR)
    taken = set(rows.objects.values_list("slug", flat=True)) if bad.exists() else set()
    for row in bad.order_by("pk"):
        old, name = row.slug, getattr(row, KINDS[model][0])
        rows.objects.filter(pk=row.pk).update(slug=free(model, old, name, taken))
        if old not in reserved:
            yield row.pk, old


def mend_tree(rows, model):
    """Yield (id, old part of the address) of the nodes that get another one; parents come before their parts.

    The path is what categories answer at, so where it and the slug differ it is the path that stays.
    """
    nodes = list(rows.objects.order_by("path"))
    nodes.sort(key=lambda node: node.path.count("/"))
    paths = {node.pk: node.path for node in nodes}
    new_paths, slugs = {}, {node.slug for node in nodes}
    for node in nodes:
        own = node.path.rpartition("/")[2] if model == "Category" else node.slug
        above = new_paths.get(node.parent_id, "")
        if not re.fullmatch(SLUG, own) or own in RESERVED.get(model, []):
            beside = {path.rpartition("/")[2] for path in paths.values() if path.rpartition("/")[0] == above}
            own = free(model, own, node.name, beside if model == "Category" else slugs)
        path = f"{above}/{own}" if above else own
        new_paths[node.pk] = paths[node.pk] = path
        if (node.slug, node.path) != (own, path):
            rows.objects.filter(pk=node.pk).update(slug=own, path=path)
            old, new = (node.path, path) if model == "Category" else (node.slug, own)
            if old != new:
                yield node.pk, old


def mend_stories(stories):
    for story in stories.objects.exclude(slug__regex=STORY_SLUG).only("slug", "headline").iterator():
        slug = slug_of(story.slug, story.headline, "berita", 120)
        stories.objects.filter(pk=story.pk).update(slug=slug)


def compose_names(tags):
    """Names are compared letter by letter: each gets composed letters, unless another tag has just that name."""
    for pk, name in tags.objects.values_list("pk", "name").iterator():
        composed = unicodedata.normalize("NFC", name)
        if composed != name and not tags.objects.filter(name__iexact=composed).exists():
            tags.objects.filter(pk=pk).update(name=composed)


def slug_of(old, name, fallback, most):
    return slugify(old)[:most].strip("-_") or slugify(name)[:most].strip("-_") or fallback


def free(model, old, name, taken):
    *_rest, fallback, most = KINDS[model]
    first = slug_of(old, name, fallback, most)
    number, slug = 2, first
    while slug in taken or slug in RESERVED.get(model, []) or (model == "Page" and re.fullmatch(A_YEAR, slug)):
        slug = f"{first[: most - 8]}-{number}"
        number += 1
    taken.add(slug)
    return slug


def path_key(path):
    """As `articles.legacy_paths.path_key` spells it."""
    path = unicodedata.normalize("NFC", path).replace("\0", "").lower()
    return re.sub("/{2,}", "/", f"/{path.strip('/')}/")


def is_address(model):
    return migrations.AddConstraint(
        model,
        models.CheckConstraint(
            condition=models.Q(slug__regex=SLUG),
            name=f"{model}_slug_is_an_address",
            violation_error_message="An address has letters a to z, digits and hyphens only.",
        ),
    )


def tree_constraints(model):
    path = django.db.models.functions.text.Concat(
        models.Value("^([-a-zA-Z0-9_]+/)*"), models.F("slug"), models.Value("$")
    )
    return [
        migrations.AddConstraint(
            model,
            models.CheckConstraint(
                condition=models.Q(path__regex=path), name=f"{model}_path_ends_in_its_slug"
            ),
        ),
        migrations.AlterConstraint(
            model,
            f"{model}_is_not_its_own_parent",
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name=f"{model}_is_not_its_own_parent",
                violation_error_message="A part cannot contain the whole it belongs to.",
            ),
        ),
    ]


def slug_field(most, help_text=SLUG_HELP, **options):
    return models.SlugField("slug", max_length=most, blank=True, help_text=help_text, **options)


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_house_style")]

    operations = [
        migrations.RemoveConstraint("legacypath", "legacy_path_has_one_target"),
        migrations.AddField(
            "legacypath",
            "page",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="articles.page"
            ),
        ),
        migrations.AddConstraint(
            "legacypath",
            models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        *map(models.F, ["article", "category", "region", "tag", "person", "page"]),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="legacy_path_has_one_target",
            ),
        ),
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AlterField("category", "slug", slug_field(80)),
        migrations.AlterField("region", "slug", slug_field(80)),
        migrations.AlterField("tag", "slug", slug_field(100, unique=True)),
        migrations.AlterField("person", "slug", slug_field(120, unique=True)),
        migrations.AlterField(
            "page", "slug", slug_field(80, "The page's address; empty: from the title.", unique=True)
        ),
        *(is_address(model.lower()) for model in KINDS),
        *tree_constraints("category"),
        *tree_constraints("region"),
        migrations.AddConstraint(
            "category",
            models.CheckConstraint(condition=~models.Q(slug="feed"), name="category_is_no_feed"),
        ),
        migrations.AddConstraint(
            "page",
            models.CheckConstraint(
                condition=~models.Q(slug__in=tuple(RESERVED["Page"])) & ~models.Q(slug__regex=A_YEAR),
                name="page_has_an_address_of_its_own",
            ),
        ),
        migrations.AlterConstraint(
            "page",
            "page_policy_once",
            models.UniqueConstraint(
                fields=["policy"],
                condition=~models.Q(policy=""),
                name="page_policy_once",
                violation_error_message="Another page is this one already.",
            ),
        ),
        migrations.AlterConstraint(
            "person",
            "person_initials_unique_in_any_case",
            models.UniqueConstraint(
                django.db.models.functions.text.Lower("initials"),
                condition=~models.Q(initials=""),
                name="person_initials_unique_in_any_case",
                violation_error_message="Somebody else has these initials.",
            ),
        ),
        migrations.AlterConstraint(
            "tag",
            "tag_name_unique_in_any_case",
            models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="tag_name_unique_in_any_case",
                violation_error_message="There is a tag of this name already.",
            ),
        ),
        migrations.RunSQL(for_each_kind(KEEP), for_each_kind(FORGET)),
        AddConstraintNotValid(  # 0044 reads the stories that were there
            "article",
            models.CheckConstraint(
                condition=models.Q(slug__regex=STORY_SLUG), name="article_slug_is_part_of_an_address"
            ),
        ),
    ]
