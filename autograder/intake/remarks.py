"""What a student should know about how their files were read: collected, then said in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autograder.intake.names import Parts, said

_NAMED = 3


@dataclass(frozen=True)
class Kind:
    """One kind of remark: its sentence about one file, and about several."""

    one: str
    many: str
    when_lost: bool = False
    """Of interest only where nothing was found that could be graded."""

    def within(self, limit: str) -> Kind:
        """The same with its limit named."""
        return replace(
            self, one=self.one.replace("LIMIT", limit), many=self.many.replace("LIMIT", limit)
        )


@dataclass(frozen=True)
class Remark:
    """Something about one file of a submission."""

    kind: Kind
    parts: Parts


_SAVE = "again with the encoding UTF-8 (in VS Code: click the encoding at the bottom right)"

LATIN_1 = Kind(
    f"{{}} is not saved as UTF-8, so it was read as Latin-1. Save it {_SAVE}",
    f"{{}} are not saved as UTF-8, so they were read as Latin-1. Save them {_SAVE}",
)
UTF_16 = Kind(
    f"{{}} is saved as UTF-16, which Python does not read, so it was converted. Save it {_SAVE}",
    f"{{}} are saved as UTF-16, which Python does not read, so they were converted. Save them "
    f"{_SAVE}",
)
OTHER_CODING = Kind(
    "{} names an encoding in its first lines that is not read here, so it was read as UTF-8. "
    "Remove that line",
    "{} name an encoding in their first lines that is not read here, so they were read as UTF-8. "
    "Remove that line",
)
NULS_AT_THE_END = Kind(
    "{} ended in NUL bytes, as after a crash or a broken sync. They were cut off: save it again",
    "{} ended in NUL bytes, as after a crash or a broken sync. They were cut off: save them again",
)
NULS = Kind(
    f"{{}} holds NUL bytes, so Python cannot read it. If it is text, save it {_SAVE}",
    f"{{}} hold NUL bytes, so Python cannot read them. If they are text, save them {_SAVE}",
)
BACKSLASHES = Kind(
    "{} had backslashes in its name, as some programs on Windows write them, and was put into "
    "the folder that they mean",
    "{} had backslashes in their names, as some programs on Windows write them, and were put into "
    "the folders that they mean",
)
LINK = Kind(
    "{} is a link, and links are not followed, so it was left out. Hand in the file itself",
    "{} are links, and links are not followed, so they were left out. Hand in the files themselves",
)
ODD_NAME = Kind(
    "{} has a name with characters that no file name should have, so it was left out. Rename it",
    "{} have names with characters that no file name should have, so they were left out. Rename "
    "them",
)
CONFIGURES = Kind(
    "{} was left out: nothing that is handed in configures the grader",
    "{} were left out: nothing that is handed in configures the grader",
)
COMPILED = Kind(
    "{} is compiled code and was left out. Hand in the Python source",
    "{} are compiled code and were left out. Hand in the Python sources",
)
LARGE = Kind(
    "{} is larger than LIMIT and was left out",
    "{} are each larger than LIMIT and were left out",
)
LARGE_SOURCE = Kind(
    "{} is larger than LIMIT, too large for Python source, and was left out",
    "{} are each larger than LIMIT, too large for Python source, and were left out",
)
NO_ZIP = Kind(
    "{} is no zip that can be opened. Zip the folder again",
    "{} are no zips that can be opened. Zip the folders again",
    when_lost=True,
)
DEEP_ZIP = Kind(
    "{} lies too many zips deep to be opened. Zip the folder once",
    "{} lie too many zips deep to be opened. Zip the folder once",
    when_lost=True,
)
OTHER_ARCHIVE = Kind(
    "{} is no zip, and of archives only zips are opened. Make a zip of the folder",
    "{} are no zips, and of archives only zips are opened. Make a zip of the folder",
    when_lost=True,
)


def sentences(remarks: Iterable[Remark], below: Parts = ()) -> tuple[str, ...]:
    """One note for each kind, without a full stop; files are named as seen from ``below``."""
    named: dict[Kind, list[str]] = {}
    for remark in remarks:
        inside = remark.parts[: len(below)] == below
        named.setdefault(remark.kind, []).append(
            said(remark.parts[len(below) :] if inside else remark.parts)
        )
    return tuple(
        (kind.one if len(names) == 1 else kind.many).replace("{}", listed(names))
        for kind, names in named.items()
    )


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and 7 more``."""
    if len(names) == 1:
        return names[0]
    if len(names) <= _NAMED:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:2])} and {len(names) - 2} more"
