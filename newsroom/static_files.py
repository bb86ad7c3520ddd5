"""Static files under names that carry a hash of their content, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# import … from "./dom.js"; import "./forms.js"; import("./suggestions.js")
IMPORT = r"""(?P<matched>(?P<keyword>\b(?:from |import |import\())"(?P<url>\.{1,2}/[^"]+)")"""


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """The desk's scripts import one another, so what they import is written with its hashed name too.

    Django's own `support_js_module_import_aggregation` does this for every script of every package, and stops
    at sources that CKEditor's package holds beside what was built from them.
    """

    max_post_process_passes = (
        12  # a script's name waits for those that it imports: so many may stand in a row
    )
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("desk/*.js", ((IMPORT, '%(keyword)s"%(url)s"'),)),
    )
