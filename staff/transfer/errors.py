class TransferError(Exception):
    """Why an export or an import of a house cannot go on, in words for whoever called it."""
