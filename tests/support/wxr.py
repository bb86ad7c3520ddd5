"""Export files as WordPress writes them, made by hand for the tests of the importer."""

from datetime import datetime, timedelta

SITE = "https://kabarlama.example"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a file of exported posts & pages. -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Kabar Lama</title><link>{site}</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
"""
FOOT = "</channel>\n</rss>\n"


def cdata(text):
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def author(login, name, wp_id=2, email=""):
    return (
        f"<wp:author><wp:author_id>{wp_id}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(email)}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def category(slug, name, parent="", wp_id=2):
    return (
        f"<wp:category><wp:term_id>{wp_id}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name>"
        "</wp:category>\n"
    )


def tag(slug, name, wp_id=50):
    return (
        f"<wp:tag><wp:term_id>{wp_id}</wp:term_id><wp:tag_slug>{cdata(slug)}</wp:tag_slug>"
        f"<wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>\n"
    )


def item(wp_id, title="Banjir surut", *, terms=(), meta=(), **fields):
    """One `<item>`. `terms`: (taxonomy, slug, name); `meta`: (key, value); `date` is in site time, seven hours ahead."""
    date = fields.get("date", "2018-11-19 14:05:00")
    slug = fields.get("slug", f"berita-{wp_id}")
    known = {
        "type": "post",
        "status": "publish",
        "creator": "rina",
        "content": "<p>Air surut sejak pagi.</p>",
        "excerpt": "",
        "date": date,
        "gmt": _gmt(date),
        "modified": date,
        "modified_gmt": fields.get("gmt", _gmt(date)),
        "slug": slug,
        "link": f"{SITE}/{date[:10].replace('-', '/')}/{slug}/",
        "parent": 0,
        "password": "",
        "attachment_url": "",
        "sticky": 0,
        "comments": (),
        "pub_date": "Mon, 19 Nov 2018 07:05:00 +0000",
    } | fields
    parts = [
        f"<title>{cdata(title)}</title>",
        f"<link>{known['link']}</link>",
        f"<pubDate>{known['pub_date']}</pubDate>",
        f"<dc:creator>{cdata(known['creator'])}</dc:creator>",
        f'<guid isPermaLink="false">{SITE}/?p={wp_id}</guid>',
        f"<content:encoded>{cdata(known['content'])}</content:encoded>",
        f"<excerpt:encoded>{cdata(known['excerpt'])}</excerpt:encoded>",
        f"<wp:post_id>{wp_id}</wp:post_id>",
        f"<wp:post_date>{cdata(known['date'])}</wp:post_date>",
        f"<wp:post_date_gmt>{cdata(known['gmt'])}</wp:post_date_gmt>",
        f"<wp:post_modified>{cdata(known['modified'])}</wp:post_modified>",
        f"<wp:post_modified_gmt>{cdata(known['modified_gmt'])}</wp:post_modified_gmt>",
        f"<wp:post_name>{cdata(known['slug'])}</wp:post_name>",
        f"<wp:status>{cdata(known['status'])}</wp:status>",
        f"<wp:post_parent>{known['parent']}</wp:post_parent>",
        f"<wp:post_type>{cdata(known['type'])}</wp:post_type>",
        f"<wp:post_password>{cdata(known['password'])}</wp:post_password>",
        f"<wp:is_sticky>{known['sticky']}</wp:is_sticky>",
    ]
    if known["attachment_url"]:
        parts.append(f"<wp:attachment_url>{cdata(known['attachment_url'])}</wp:attachment_url>")
    for taxonomy, nicename, name in terms:
        parts.append(f'<category domain="{taxonomy}" nicename="{nicename}">{cdata(name)}</category>')
    for key, value in meta:
        parts.append(
            f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value>"
            "</wp:postmeta>"
        )
    parts += known["comments"]
    return "<item>\n" + "\n".join(parts) + "\n</item>\n"


def comment(text, author="Warga", *, approved="1", kind="comment", number=1):
    """A `<wp:comment>` of an item, with what WordPress tells of its writer."""
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata(author)}</wp:comment_author>"
        "<wp:comment_author_email><![CDATA[warga@surat.example]]></wp:comment_author_email>"
        "<wp:comment_author_IP><![CDATA[192.0.2.7]]></wp:comment_author_IP>"
        "<wp:comment_date><![CDATA[2018-11-20 08:00:00]]></wp:comment_date>"
        f"<wp:comment_content>{cdata(text)}</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>0</wp:comment_parent>"
        "<wp:commentmeta><wp:meta_key>_nilai</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta></wp:comment>"
    )


def _gmt(date):
    try:
        return str(datetime.fromisoformat(date) - timedelta(hours=7))
    except ValueError:
        return date


def export(*parts, site=SITE):
    return (HEAD.format(site=site) + "".join(parts) + FOOT).encode()
