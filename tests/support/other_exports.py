"""Exports of Blogger and Ghost and files of the neutral format, made by hand for the tests of the importer."""

import json
from xml.sax.saxutils import escape, quoteattr

BLOG = "https://kabarbromo.example"
IMAGE = "https://blogger.googleusercontent.com/img/b/R29/AVvX/s320/banjir.jpg"


def takeout(*entries, head=f'<link href="{BLOG}/" rel="alternate" type="text/html"/>'):
    """A feed as Blogger's download has it today."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">'
        f"<id>tag:blogger.com,1999:blog-77</id><title>Kabar Bromo</title>{head}{''.join(entries)}</feed>"
    ).encode()


def entry(
    number, title="Banjir surut", kind="POST", status="LIVE", content="<p>Air surut.</p>", labels=(), **more
):
    facts = {
        "filename": f"/2024/01/berita-{number}.html", "published": "2024-01-05T19:00:00+07:00",
        "parent": "", "author": "Rina Wulandari", "location": "",
    } | more  # fmt: skip
    tags = "".join(
        f'<category scheme="tag:blogger.com,1999:blog-77" term={quoteattr(label)}/>' for label in labels
    )
    place = (
        f"<blogger:location><blogger:name>{facts['location']}</blogger:name></blogger:location>"
        if facts["location"]
        else ""
    )
    parent = f"<blogger:parent>{facts['parent']}</blogger:parent>" if facts["parent"] else ""
    return (
        f"<entry><id>tag:blogger.com,1999:blog-77.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>{facts['author']}</name><uri></uri>"
        f"<blogger:type>BLOGGER</blogger:type></author><title>{escape(title)}</title>"
        f"<content type='html'>{escape(content)}</content><blogger:metaDescription/><published>{facts['published']}</published>"
        f"<updated>{facts['published']}</updated>{parent}{place}{tags}"
        f"<blogger:filename>{facts['filename']}</blogger:filename></entry>"
    )


def former_entry(number, kind="post", title="Pasar ramai", is_draft=False, labels=(), reply_to=""):
    """An entry of the export that Blogger's settings page made before."""
    address = (
        ""
        if is_draft
        else f"<link rel='alternate' type='text/html' href='{BLOG}/2015/03/pasar-{number}.html'/>"
    )
    draft = "<app:control><app:draft>yes</app:draft></app:control>" if is_draft else ""
    reply = f"<thr:in-reply-to href='x' ref='{reply_to}'/>" if reply_to else ""
    tags = "".join(
        f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(label)}/>" for label in labels
    )
    return (
        f"<entry><id>tag:blogger.com,1999:blog-77.post-{number}</id><published>2015-03-01T08:00:00.000+07:00</published>"
        f"<updated>2015-03-01T09:00:00.000+07:00</updated>{draft}"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>"
        f"{tags}<title type='text'>{title}</title><content type='html'>&lt;p&gt;Pembeli datang.&lt;/p&gt;</content>{address}{reply}"
        "<author><name>Budi Hartono</name><email>noreply@blogger.com</email></author></entry>"
    )


def former_feed(*entries):
    return (
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='x.css' type='text/css'?>"
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'"
        " xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-77.archive</id>"
        f"<title type='text'>Kabar Bromo</title><link rel='alternate' type='text/html' href='{BLOG}/'/>{''.join(entries)}</feed>"
    ).encode()


def ghost(*posts, wrapped=True, **tables):
    data = {
        "settings": [{"key": "title", "value": "Kabar Semeru"}],
        "users": [{"id": "u1", "name": "Rina Wulandari", "slug": "rina", "email": "rina@rahasia.example", "password": "$2a$10$rahasia"}],
        "tags": [
            {"id": "t1", "name": "Peristiwa", "slug": "peristiwa", "visibility": "public"},
            {"id": "t2", "name": "Banjir", "slug": "banjir", "visibility": "public"},
            {"id": "t3", "name": "#impor", "slug": "hash-impor", "visibility": "internal"},
        ],
        "posts": list(posts),
        "posts_authors": [{"post_id": post["id"], "author_id": "u1", "sort_order": 0} for post in posts],
        "posts_tags": [
            {"post_id": post["id"], "tag_id": tag, "sort_order": order}
            for post in posts
            for tag, order in (("t2", 1), ("t1", 0), ("t3", 2))
        ],
        "posts_meta": [],
    } | tables  # fmt: skip
    content = {"meta": {"exported_on": 1704430800000, "version": "5.75.0"}, "data": data}
    return json.dumps({"db": [content]} if wrapped else content).encode()


def ghost_post(key="65a", **fields):
    return {
        "id": key, "uuid": f"u-{key}", "title": "Banjir surut di Dringu", "slug": f"banjir-{key}", "html": "<p>Air surut.</p>",
        "lexical": None, "mobiledoc": None, "type": "post", "status": "published", "visibility": "public", "featured": 0,
        "published_at": "2023-12-31T17:30:00.000Z", "updated_at": "2023-12-31T18:00:00.000Z", "custom_excerpt": None,
        "feature_image": None,
    } | fields  # fmt: skip


def story(**fields):
    """A line of the neutral format."""
    return {
        "id": 1, "headline": "Banjir surut di Dringu", "body": "<p>Air surut sejak pagi.</p>", "status": "published",
        "published_at": "2023-12-31T20:00:00+07:00", "address": "/berita/banjir-surut.html",
    } | fields  # fmt: skip


def jsonl(*stories, site="https://kabarlawas.example"):
    head = [{"site": {"address": site, "name": "Kabar Lawas"}}] if site else []
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in [*head, *stories]).encode()
