"""Which version of a package is installed here."""

from __future__ import annotations


def installed_version(package: str) -> str | None:
    """The version, or None where the package is not installed."""
    from importlib import metadata  # takes 20 ms, which most commands need not spend

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
