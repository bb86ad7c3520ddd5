"""Notifications: to whom, in which words, by which way."""
