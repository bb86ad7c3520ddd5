"""Accounts: who comes in, from where, and how often somebody may try."""
