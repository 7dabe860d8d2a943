"""The group of commands: each module in `commands/` is one, and is imported only when it is needed.

The module's name is the command's, its docstring the help, and its `command` the Click command.
"""

from __future__ import annotations

import errno
from difflib import get_close_matches
from importlib import import_module
from pkgutil import get_data, iter_modules

import click

from lecturedeck.cli import commands
from lecturedeck.cli.terminal import Failure, echo, visible


class Commands(click.Group):
    """A group that finds its commands in `commands/`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's own signature
        """Return the names of all commands, sorted."""
        return sorted(name for _, name, _ in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, and nothing that another command needs."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{commands.__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        # As in the group, also where the command runs without it: Click keeps the first help option it makes.
        command.context_settings.setdefault("help_option_names", ["-h", "--help"])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; a name that is none is told which one is near."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0].lower(), self.list_commands(ctx), 1)
            if not close or "Did you mean" in error.format_message():
                raise
            raise click.UsageError(f"{error.format_message()} Did you mean '{close[0]}'?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names of all commands, each with the first line of its help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it says about its arguments may hold the names of files."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(visible(error.format_message()), error.ctx) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads has enough: Click ends in silence
                raise
            raise Failure(f"{error.filename or 'output'}: {error.strerror or error}") from None
        except KeyboardInterrupt:
            echo("stopped", err=True)
            ctx.exit(130)


def _summary(name: str) -> str:
    """Return the first line of a command's help."""
    source = get_data(commands.__name__, f"{name}.py") or b""
    return source.decode().split("\n", 1)[0].strip('"')
