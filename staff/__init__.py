"""The newsroom at work: accounts, roles, the workflow and the desk."""
