"""The doors: every way in which a word, a picture or a name reaches readers, and what stands at each.

A page of the desk, or a column that readers see, has a row here or it fails the tests, which walk all of
them. What a row says is done elsewhere: this is where to look it up.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from articles import permissions
from staff import roles


class SecondPerson(StrEnum):
    """What stands between one person and the readers."""

    BEFORE = _("a second person approves it first")
    RULE = _(
        "a small fix by rule stands, and is listed until another editor has seen it; larger is an update"
    )
    AFTER = _("it is on the list to sign until a second person has signed it")
    TOLD = _("it has to be there at once; a second person, who asked for it, is told its words")
    NONE = _("no word is new to readers")


class Record(StrEnum):
    EVENTS = "the story's events and revisions"
    CHANGES = "the record of changes"


@dataclass(frozen=True)
class Door:
    """One way to readers. `columns` are "model.field", `pages` names of addresses of the desk; one of `permissions`
    opens it."""

    name: str
    who: str
    second: SecondPerson
    record: Record
    recipients: str
    permissions: tuple[str, ...]
    columns: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


_TEXT = (
    "article.headline", "article.slug", "article.standfirst", "article.body", "article.dateline", "article.sign_off",
    "article.commercial_label", "article.category", "article.region", "article.lead_photo", "credit.person",
    "credit.role", "credit.name", "credit.order", "taggedarticle.tag", "related.target", "related.order",
    "photouse.photo", "attachmentuse.attachment", "article.advertiser", "article.advertised_goods",
    "article.meta_title", "article.meta_description", "article.canonical_url", "article.robots",
    "article.unverified_note", "article.public_interest", "article.first_source", "article.contact_attempts",
    "article.verifies", "article.source_name", "article.source_url", "article.source_id", "article.ai_uses",
    "article.ai_tool",
)  # fmt: skip

DOORS = (
    Door(
        _("text of a story: publication, update, merge, restore, calendar, bulk"),
        who="editors; of the own story another one",
        second=SecondPerson.BEFORE,
        record=Record.EVENTS,
        recipients="writers, approver",
        permissions=(permissions.REVIEW_ARTICLE,),
        columns=(
            *_TEXT,
            "article.status",
            "article.published_at",
            "article.online_at",
            "article.updated_at",
            "article.approved_revision",
        ),
        pages=(
            "articles_article_act",
            "articles_article_undo",
            "articles_article_add",
            "articles_article_bulk",
            "articles_article_bulk_result",
            "articles_article_merge_aside",
            "articles_article_merge_live",
            "calendar_move",
        ),
        commands=("worker",),
    ),
    Door(
        _("text of a live story: small fix, restore"),
        who="editors who did not write it",
        second=SecondPerson.RULE,
        record=Record.EVENTS,
        recipients="writers, approver",
        permissions=(permissions.REVIEW_ARTICLE,),
        columns=_TEXT[:4],
        pages=("articles_article_change", "articles_article_disclosures", "articles_article_restore"),
    ),
    Door(
        _("a draft shown to somebody outside: a preview link, which is no publication"),
        who="editors; of a confidential story those whom it is open to",
        second=SecondPerson.NONE,
        record=Record.EVENTS,
        recipients="the story's history",
        permissions=(permissions.REVIEW_ARTICLE,),
        pages=("articles_article_share", "articles_article_unshare"),
    ),
    Door(
        _("publication alone at night"),
        who="night desk",
        second=SecondPerson.AFTER,
        record=Record.EVENTS,
        recipients="editors",
        permissions=(permissions.PUBLISH_ALONE,),
        columns=("article.needs_signature", "article.has_unseen_fix"),
        pages=("articles_article_act",),
    ),
    Door(
        _("words of a photo in stories"),
        who="editors, and the uploader while no reader sees it",
        second=SecondPerson.AFTER,
        record=Record.EVENTS,
        recipients="writers, approver, editors",
        permissions=(permissions.CHANGE_PHOTO,),
        columns=(
            "photo.caption",
            "photo.credit",
            "photo.alt",
            "photo.source",
            "photo.ai_tool",
            "photo.taken_at",
        ),
        pages=("articles_photo_change", "articles_photo_words"),
    ),
    Door(
        _("words of a photo beside stories: portraits, logo, fixed pages"),
        who="editors",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.REVIEW_ARTICLE,),
        columns=(
            "photo.caption",
            "photo.credit",
            "photo.alt",
            "photo.source",
            "photo.ai_tool",
            "photo.taken_at",
        ),
        pages=("articles_photo_change", "articles_photo_words"),
    ),
    Door(
        _("an attachment: sent with a draft, withdrawn"),
        who="who writes, for an own draft, and it never changes; editors withdraw",
        second=SecondPerson.NONE,
        record=Record.CHANGES,
        recipients="the story's history",
        permissions=(permissions.ADD_ATTACHMENT,),
        columns=(
            "attachment.name",
            "attachment.kind",
            "attachment.file",
            "attachment.size",
            "attachment.pages",
            "attachment.seconds",
            "attachment.withdrawn_at",
        ),
        pages=("articles_article_attachment", "articles_attachment_withdraw"),
    ),
    Door(
        _("a photo: withdrawn from use, given free, cropped, uploaded"),
        who="editors; who uploads, for an own draft",
        second=SecondPerson.NONE,
        record=Record.EVENTS,
        recipients="the story's history",
        permissions=(permissions.ADD_PHOTO,),
        columns=(
            "photo.state",
            "photo.folder",
            "photo.renditions",
            "photo.width",
            "photo.height",
            "photo.focus_x",
            "photo.focus_y",
        ),
        pages=(
            "articles_photo_add",
            "articles_photo_upload",
            "photo_upload",
            "articles_photo_kill",
            "articles_photo_give_free",
        ),
        commands=("draw_photos",),
    ),
    Door(
        _("names of tags, introductions and order of series"),
        who="reporters a new one, whose address is its name's; editors its name, introduction and order, and merging",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.ADD_TAG,),
        columns=("tag.name", "tag.slug", "tag.intro", "tag.parts"),
        pages=("articles_tag_add", "articles_tag_change", "articles_tag_merge"),
    ),
    Door(
        _("names of categories and regions"),
        who="managing editors, administrators",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.CHANGE_CATEGORY,),
        columns=(
            "category.name",
            "category.slug",
            "category.parent",
            "category.path",
            "category.order",
            "region.name",
            "region.slug",
            "region.parent",
            "region.path",
            "region.dateline",
            "region.kind",
        ),
        pages=(
            "articles_category_add",
            "articles_category_change",
            "articles_category_sets",
            "articles_region_add",
            "articles_region_change",
            "articles_region_indonesia",
            "articles_region_import",
        ),
    ),
    Door(
        _("people: name, portrait, profile, masthead, account"),
        who="a plain name reporters; name and portrait editors; the rest managing editors, of others alone",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.ADD_PERSON,),
        columns=(
            "person.name",
            "person.slug",
            "person.bio",
            "person.photo",
            "person.position",
            "person.masthead_order",
            "person.user",
            "person.initials",
        ),
        pages=("articles_person_add", "articles_person_change", "articles_person_merge"),
    ),
    Door(
        _("fixed pages"),
        who="managing editors, administrators",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.CHANGE_PAGE,),
        columns=("page.title", "page.slug", "page.body", "page.policy", "page.is_public", "page.order"),
        pages=("articles_page_add", "articles_page_change"),
    ),
    Door(
        _("what every story prints: the publication's name, datelines"),
        who="managing editors, administrators",
        second=SecondPerson.BEFORE,
        record=Record.CHANGES,
        recipients="the publication's form",
        permissions=(permissions.CHANGE_PUBLICATION,),
        columns=(
            "publication.name",
            "publication.dateline_site",
            "publication.dateline_pattern",
            "publication.former_datelines",
        ),
        pages=("articles_publication_add", "articles_publication_change", "articles_publication_proposal"),
    ),
    Door(
        _("the publication's other data"),
        who="managing editors, administrators",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.CHANGE_PUBLICATION,),
        columns=(
            "publication.tagline",
            "publication.description",
            "publication.legal_name",
            "publication.address",
            "publication.responsible",
            "publication.editor_in_chief",
            "publication.council_number",
            "publication.email",
            "publication.phone",
            "publication.logo",
            "publication.profiles",
            "publication.ads_txt",
        ),
        pages=("articles_publication_change",),
    ),
    Door(
        _("the hours within which letters are answered, on the page of standards"),
        who="managing editors, administrators",
        second=SecondPerson.NONE,
        record=Record.CHANGES,
        recipients="nobody",
        permissions=(permissions.CHANGE_PUBLICATION,),
        columns=("publication.reply_hours",),
        pages=("articles_publication_change",),
    ),
    Door(
        _("the answer to a letter of the register, for whoever wrote it"),
        who="editors",
        second=SecondPerson.NONE,
        record=Record.EVENTS,
        recipients="whoever wrote the letter; the letter's history",
        permissions=(roles.CHANGE_COMPLAINT,),
        pages=("letter_step", "letter_record"),
    ),
    Door(
        _("places on the front page and the breaking bar"),
        who="editors",
        second=SecondPerson.NONE,
        record=Record.CHANGES,
        recipients="nobody",
        permissions=(permissions.CHANGE_PICK,),
        columns=("pick.article", "pick.place", "pick.order", "pick.until"),
        pages=("articles_pick_changelist",),
    ),
    Door(
        _("advertisements: spaces on readers' pages, and the orders that fill them"),
        who="the advertising department, managing editors, administrators",
        second=SecondPerson.AFTER,
        record=Record.CHANGES,
        recipients="the list to sign",
        permissions=(permissions.CHANGE_ADVERTISEMENT,),
        columns=(
            "advertisement.advertiser",
            "advertisement.alt",
            "advertisement.link",
            "advertisement.narrow",
            "advertisement.wide",
            "advertisement.code",
            "advertisement.slot",
        ),
        pages=("articles_advertisement_add", "articles_advertisement_change"),
    ),
    Door(
        _("advertisements: where and when, and stories without any"),
        who="the advertising department, managing editors, administrators; of a story its editors",
        second=SecondPerson.NONE,
        record=Record.CHANGES,
        recipients="nobody",
        permissions=(permissions.CHANGE_ADVERTISEMENT,),
        columns=(
            "adslot.place",
            "adslot.after",
            "adslot.narrow",
            "adslot.wide",
            "adslot.is_open",
            "advertisement.starts_at",
            "advertisement.ends_at",
            "advertisement.most_views",
            "advertisement.categories",
            "advertisement.regions",
            "advertisement.is_paused",
        ),
        pages=("articles_adslot_add", "articles_adslot_change"),
    ),
    Door(
        _("moving in"),
        who="administrators; once the newsroom is live a managing editor, with a file that another one brought",
        second=SecondPerson.BEFORE,
        record=Record.EVENTS,
        recipients="publisher and managing editors",
        permissions=(permissions.ADD_EXPORT, permissions.WITHDRAW_ARTICLE),
        columns=("legacypath.path",),
        pages=(
            "articles_exportfile_changelist",
            "articles_exportfile_change",
            "articles_exportfile_pieces",
            "articles_exportfile_piece",
        ),
        commands=("import_wordpress", "import_site"),
    ),
    Door(
        _("withdrawal and the way back"),
        who="an editor asks, another, a managing editor, does it",
        second=SecondPerson.BEFORE,
        record=Record.EVENTS,
        recipients="writers, managing editors",
        permissions=(permissions.WITHDRAW_ARTICLE,),
        pages=("articles_article_act",),
    ),
    Door(
        _("the reason of a withdrawal that readers see"),
        who="the managing editor who does it; it names nobody of the story",
        second=SecondPerson.TOLD,
        record=Record.EVENTS,
        recipients="writers, who asked for it, managing editors",
        permissions=(permissions.WITHDRAW_ARTICLE,),
        columns=("articleevent.reason",),
        pages=("articles_article_act",),
    ),
    Door(
        _("notices: erratum, correction, right of reply, update note"),
        who="writers and editors propose, another editor publishes, alone or with the update",
        second=SecondPerson.BEFORE,
        record=Record.EVENTS,
        recipients="writers, editors",
        permissions=(permissions.REVIEW_ARTICLE,),
        columns=(
            "notice.article",
            "notice.kind",
            "notice.text",
            "notice.before",
            "notice.after",
            "notice.apology",
            "notice.origin",
            "notice.requester",
            "notice.created_at",
        ),
        pages=("articles_article_notice", "articles_article_act"),
    ),
    Door(
        _("words struck out of a story and of all that is kept of it"),
        who="a managing editor asks, another confirms",
        second=SecondPerson.BEFORE,
        record=Record.EVENTS,
        recipients="writers, approver, managing editors",
        permissions=(permissions.WITHDRAW_ARTICLE,),
        columns=("articleevent.reason",),
        pages=("redaction_decide", "redaction_run_decide"),
    ),
    Door(
        _("who may do all this: accounts and roles"),
        who="administrators, of others alone; another one or a managing editor confirms a role that decides",
        second=SecondPerson.BEFORE,
        record=Record.CHANGES,
        recipients="publisher and managing editors",
        permissions=(roles.CHANGE_USER, permissions.WITHDRAW_ARTICLE),
        pages=(
            "staff_user_add",
            "staff_user_change",
            "staff_user_leave",
            "staff_user_return",
            "role_proposals",
        ),
    ),
)

# Pages that take a POST and bring nothing to readers: texts in work, signatures, the own account, planning.
INSIDE = (
    "articles_article_autosave", "articles_article_autosave_new", "articles_article_check", "articles_article_check_new",
    "articles_article_claim", "articles_article_keep_aside", "articles_article_lease", "articles_article_preview",
    "articles_attachment_add", "articles_attachment_change",  # where nothing can be written
    "articles_article_ads", "articles_article_skip", "articles_article_suggest", "articles_article_suggest_new", "articles_article_thread",
    "articles_article_thread_decide", "articles_article_urgency", "articles_article_confide", "assignment_add", "assignment_change",
    "assignment_step", "card_ignore", "change_sign", "first_day", "login", "remove_demo", "logout", "notification_choices", "notifications_read",
    "password_change", "redaction_ask", "sign_in_again", "sign_out_everywhere", "end_session", "second_step", "passkey_question", "by_passkey",
    "own_second_factor", "own_code_app", "own_passkey_options", "own_passkey", "own_factor_remove", "own_recovery_codes", "let_in",
    "staff_coverage_changelist", "staff_storytemplate_add", "staff_storytemplate_change", "account_link", "admin_password_reset",
    "articles_article_source_notes", "articles_article_source_note", "originals", "original_decide",
    "articles_article_protection", "redaction_run", "redaction_run_ask", "sealed_original",
    "site_exports", "site_export_decide", "site_export_file",  # out of the house by two persons, and to no reader
    "staff_user_link", "articles_article_tidy", "articles_article_tidy_new", "articles_article_preview_new",
    "task_again",
)  # fmt: skip
