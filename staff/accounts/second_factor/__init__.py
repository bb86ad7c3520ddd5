"""The second factor: what an account has beside its password."""
