"""Storage for the originals of photos.

No address leads to any of them; `storage_s3.py` does the same in S3.
"""

from django.core.files.storage import FileSystemStorage


class WithoutAddresses:
    """A mixin for a storage whose files only our own code reads.

    Mixed in first, it wins over any default address.
    """

    def url(self, name, *args, **kwargs):
        raise ValueError("The original of a photo has no address; readers get its renditions.")


class PrivateFiles(WithoutAddresses, FileSystemStorage):
    """Files on disk, for the account of the site alone."""

    def __init__(self, location):
        super().__init__(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)
