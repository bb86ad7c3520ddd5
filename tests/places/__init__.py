"""Tests of the table of regions."""
