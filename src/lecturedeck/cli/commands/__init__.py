"""The commands, one module each; `cli.group` finds them here."""
