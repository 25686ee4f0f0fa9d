"""``autograder new``."""

from __future__ import annotations

import click

from autograder.build.new import write_starter
from autograder.cli.build import course_here


@click.command("new")
@click.argument("module")
@click.option("--title", help="The title that students read. Made from the name by default.")
def command(module: str, title: str | None) -> None:
    """Begin MODULE: source with a task and a known mistake, handout, tests and configuration.

    It is a draft: students get it once course.yaml lists it.
    """
    root = course_here().root
    words = module.split("_", 1)[-1].replace("_", " ")
    for path in write_starter(root, module, title or words.capitalize()):
        click.echo(f"  {path.relative_to(root)}")
    click.echo(
        f"\nIt works as it is:   autograder verify {module}\n"
        f"Make it yours:       solutions/{module}/scaling.py, then README.md, tests/ and "
        f"grading_configs/{module}.yaml\n"
        f"See what students get: autograder build {module}\n"
        "When it is ready:    list it under modules in grading_configs/course.yaml"
    )
