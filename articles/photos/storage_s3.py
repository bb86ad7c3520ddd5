"""Photos in two S3-compatible buckets. A module of its own: a laptop has no django-storages."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

from articles.photos.storage import WithoutAddresses


class Bucket(S3Storage):
    # Who may read is the policy of the whole bucket: no object says otherwise, and many services refuse ACLs.
    default_acl = None
    # Services other than Amazon's refuse the checksums that boto sends of its own accord since 1.36.
    client_config = Config(
        request_checksum_calculation="when_required", response_checksum_validation="when_required"
    )


class PublicBucket(Bucket):
    querystring_auth = False
    object_parameters = {"CacheControl": "public, max-age=31536000, immutable"}
    # A name holds the digest of its content, so writing it again changes nothing. Evading to another name
    # would: the photo's row knows only the one it asked for.
    file_overwrite = True


class PrivateBucket(WithoutAddresses, Bucket):
    file_overwrite = False  # as on disk: no upload takes the place of another one
