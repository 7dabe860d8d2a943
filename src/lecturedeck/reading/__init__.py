"""Markdown files to `Lecture` values."""
