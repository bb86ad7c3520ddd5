"""Who works here and how: accounts, roles, the workflow and the desk."""
