"""Packages: written, read, compared."""
