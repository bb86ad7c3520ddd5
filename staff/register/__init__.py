"""The register of letters to the newsroom: from the public form to the published answer."""
