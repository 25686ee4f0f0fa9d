"""``autograder update``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from autograder.build.checkout import ASSIGNMENTS, COURSE_FILE, Checkout, find_checkout
from autograder.build.manifest import BESIDE, MANIFEST
from autograder.build.merging import REQUIREMENTS
from autograder.build.stamp import changed_since
from autograder.build.updating import ModuleUpdate, Update, update
from autograder.cli.wording import has_make, setup_here


@click.command("update")
@click.option(
    "--from",
    "source",
    default="",
    metavar="SOURCE",
    help="A folder, a zip, or the URL of a zip or git repository. Default: what course.json says.",
)
def command(source: str) -> None:
    """Bring your course folder to the newest release.

    No file in which you wrote is changed. Where the new release has another version of such a file,
    that version is put beside yours: attention.py.new beside attention.py. Take over what is new,
    then delete the .new file. All other files are replaced.

    If it is interrupted, run it again.

    \b
    autograder update                             from where your instructor publishes it
    autograder update --from ~/Downloads/student.zip
    """  # noqa: D301  (click reads the control character)
    checkout = find_checkout(Path.cwd())
    done = update(checkout, source, Path.cwd())
    for line in _report(checkout, done):
        click.echo(line)


def _report(checkout: Checkout, done: Update) -> Iterator[str]:
    if done.finished:
        yield "The last update was interrupted. It is finished now."
    for module in done.modules:
        yield f"{module.name}: {_news(module, done)}"
    for name in done.missing:
        yield f"{name}: kept as it is, for it is not in {done.source}"
    yield from _files(done)
    yield from _beside(done)
    yield from _environment(checkout, done)


def _news(module: ModuleUpdate, done: Update) -> str:
    if module.before is None:
        return f"new, release {module.now}"
    if module.before < module.now:
        changes = changed_since(module.before, module.changes)
        return f"release {module.before} -> {module.now}{changes}"
    folder = f"{ASSIGNMENTS}/{module.name}/"
    corrected = any(path.startswith(folder) for path in done.written.written)
    return f"release {module.now}, {'with corrections' if corrected else 'as before'}"


def _files(done: Update) -> Iterator[str]:
    """What was written, besides the files that only this program reads."""
    ours = (*done.written.beside, COURSE_FILE)
    written = [path for path in done.written.written if path not in ours]
    written = [path for path in written if not path.endswith(MANIFEST)]
    if not done.written.written and not done.written.removed:
        yield "You have this release already. Nothing was changed."
    if written:
        yield f"Written: {_named(written)}"
    if done.written.removed:
        yield f"Removed: {_named(done.written.removed)}"


def _named(paths: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(paths) - 12} more" if len(paths) > 12 else ""
    return ", ".join(paths[:12]) + more


def _beside(done: Update) -> Iterator[str]:
    if done.written.beside:
        yield "You have changed these files, so they stay as they are. The new version is beside:"
        yield from (f"  {path}" for path in done.written.beside)
        yield (
            f"Compare each with yours (in VS Code: select both, right click, Compare Selected), "
            f"take over what is new, and delete the file that ends in {BESIDE}."
        )


def _environment(checkout: Checkout, done: Update) -> Iterator[str]:
    if f"{REQUIREMENTS}{BESIDE}" in done.written.beside:
        yield (
            f"{REQUIREMENTS} is one of them, so the new version of the grader is not installed "
            f"before you take over its line ./grader/..."
        )
    if not done.environment:
        return
    if has_make(checkout.root):
        yield "What must be installed has changed: make does that by itself."
    else:
        yield f"What must be installed has changed. Run this in {checkout.root}: {setup_here()}"
