class TransferError(Exception):
    """The reason why an export or an import of a house cannot go on, in words for whoever called it."""
