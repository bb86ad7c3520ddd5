"""Messages of Unfold, which has no Indonesian catalogue of its own, and those of Django whose Indonesian has mistakes or
other words than ours; they are repeated here so that our catalogue holds them.

Nothing imports this file: `make messages` reads it.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy as ngettext

MESSAGES = (
    _("Add new item"),
    _("Add row"),
    _("All applications"),
    _("Apply Filters"),
    _("Cancel"),
    _("Change History"),
    _("Choose file to upload"),
    _("Click to cancel"),
    _("Click to download"),
    _("Collapse"),
    _("Current file"),
    _("Dark"),
    _("Date from"),
    _("Date to"),
    _("Expand row"),
    _("Filters"),
    _("Forgotten your password or username?"),
    _("From"),
    _("General"),
    _("Go back"),
    _("Image preview"),
    _("Light"),
    _("Loading more results..."),
    _("More actions"),
    _("Next"),
    _("No data"),
    _("No results found"),
    _("No results matching your query"),
    _("Previous"),
    _("Record picture"),
    _("Reset filters"),
    _("Return to site"),
    _("Run"),
    _("Select action"),
    _("Select record"),
    _("Select value"),
    _("System"),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("To"),
    _("Toggle password visibility"),
    _("Type to search"),
    _("Value"),
    _("Welcome"),
    _("Welcome back to"),
    _("You have been successfully logged out from the administration"),
)

OF_DJANGO = (
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Disabled"),
    _("Email address"),
    _("Email address:"),
    _("Email"),
    _("Enabled"),
    _("Enter a valid email address."),
    _("Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."),
    _("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("In case you’ve forgotten, you are:"),
    _("Password-based authentication was disabled."),
    _("Password-based authentication"),
    ngettext("Please correct the error below.", "Please correct the errors below.", 1),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note that both fields may be case-sensitive."
    ),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Slug (up to %(max_length)s)"),
    _("Please enter a correct %(username)s and password. Note that both fields may be case-sensitive."),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to"
        " authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    _("username"),
    _("Username"),
    _("Forgotten your password or username?"),
    _("Filter"),
    _("Password"),
    _(
        "You're receiving this email because you requested a password reset for your user account at %(site_name)s."
    ),
    _("A user with that username already exists."),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _(
        "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, numbers, and"
        " @/./+/-/_ characters."
    ),
    _("Password reset sent"),
    ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        1,
    ),
    ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        1,
    ),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("Your password can’t be too similar to your other personal information."),
    _("email address"),
)
