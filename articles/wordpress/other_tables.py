"""The parts of exports of Blogger and Ghost by name, as `field_table` has those of WordPress.

A table of Ghost counts by its rows, a column of a post and an element of an entry where it says something.
"""

from articles.filing.words import names

USED = "used"
GHOST, BLOGGER = "ghost.", "blogger."  # before the names, so that no two systems share one


def _table(system: str, reasons: dict[str, str]) -> dict[str, str]:
    return {f"{system}{name}": reason for reason, text in reasons.items() for name in names(text)}


GHOST_TABLES = _table(
    GHOST,
    {
        USED: "posts tags users posts_tags posts_authors posts_meta settings meta",
        "machine": "migrations migrations_lock actions brute integrations webhooks invites jobs tokens milestones outbox suppressions"
        " permissions permissions_roles permissions_users permissions_apps roles roles_users apps app_fields app_settings clients"
        " client_trusted_domains accesstokens refreshtokens sessions collections collections_posts custom_theme_settings",
        "secret": "api_keys",
        "members": "members labels members_labels members_products members_newsletters members_cancel_events members_created_events"
        " members_click_events members_email_change_events members_feedback members_login_events members_paid_subscription_events"
        " members_payment_events members_product_events members_status_events members_stripe_customers"
        " members_stripe_customers_subscriptions members_subscribe_events members_subscription_created_events members_resend_test"
        " donation_payment_events products products_benefits benefits offers offer_redemptions stripe_prices stripe_products"
        " subscriptions subscribers temp_member_analytic_events posts_products",
        "sent-elsewhere": "emails email_batches email_recipients email_recipient_failures email_spam_complaint_events newsletters"
        " automated_emails automated_email_recipients mentions recommendations recommendation_click_events"
        " recommendation_subscribe_events",
        "old-version": "mobiledoc_revisions post_revisions",
        "figures": "redirects",  # of links in newsletters, to count who pressed them
    },
)
_META = "post_id id feature_image_alt feature_image_caption meta_title meta_description"
GHOST_COLUMNS = _table(
    GHOST + "posts.",
    {
        USED: "id uuid title slug html lexical mobiledoc feature_image featured type page status visibility published_at updated_at"
        " custom_excerpt canonical_url author_id created_at image meta_title meta_description tags",
        "feed": "plaintext markdown amp comment_id",
        "editor-state": "created_by updated_by published_by",
        "layout": "show_title_and_feature_image custom_template",
        "sent-elsewhere": "newsletter_id email_recipient_filter send_email_when_published",
    },
) | _table(
    GHOST + "posts_meta.",
    {
        USED: _META,
        "seo-work": "og_image og_title og_description twitter_image twitter_title twitter_description",
        "sent-elsewhere": "email_subject email_only",
    },
)
BLOGGER_HEAD = _table(
    BLOGGER,
    {
        USED: "id title link",
        "site-words": "updated subtitle generator author category opensearch totalResults startIndex itemsPerPage",
        "layout": "entry.settings entry.template",
    },
)
BLOGGER_ELEMENTS = _table(
    BLOGGER,
    {
        USED: "id type status title content summary published updated link category author filename parent location metaDescription"
        " in-reply-to control trashed inReplyTo",
        "machine": "created edited extendedProperty image total",
        "picture-sizes": "thumbnail",
        "feed": "source rights",
    },
)
