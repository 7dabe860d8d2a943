"""What a lecture, a package or a folder from a stranger cannot do; docs/security.md is the page about it."""
