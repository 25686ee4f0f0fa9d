"""The copy of a submission: plain files in a folder of ours, and remarks on how they came there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.intake.archive import DAMAGE, damaged, is_zip, refuse_ratio, zip_members
from autograder.intake.bounds import Bounds, RefusedSubmission, in_words
from autograder.intake.members import Member, Nature
from autograder.intake.mend import mended
from autograder.intake.names import Parts, said, same_name
from autograder.intake.remarks import (
    BACKSLASHES,
    DEEP_ZIP,
    LARGE,
    LARGE_SOURCE,
    LINK,
    NO_ZIP,
    OTHER_ARCHIVE,
    Kind,
    Remark,
)
from autograder.intake.rules import LeftOut, Surroundings, is_junk_folder, left_out
from autograder.intake.scratch import make_readable, no_room

_CHUNK = 1 << 16
_ZIP, _SOURCE = ".zip", ".py"
_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"}


class Copy:
    """Lays members out below ``root``, within the bounds of one submission."""

    def __init__(self, root: Path, shown: str, bounds: Bounds, *, keep_tests: bool) -> None:
        self.root, self.remarks = root, list[Remark]()
        self._shown, self._bounds, self._keep_tests = shown, bounds, keep_tests
        self._files: dict[str, Parts] = {}
        self._zips: list[Parts] = []
        self._bytes = self._sources = self._opened = 0

    def add(self, members: Sequence[Member], below: Parts = ()) -> None:
        """Copy the members that take part, under ``below``."""
        paths = [member.parts for member in members]
        around = Surroundings.of(paths, keep_tests=self._keep_tests)
        chosen = []
        for member in members:
            reason = self._reason(member, around)
            if reason is None:
                chosen.append(member)
            elif reason.remark:
                self._say(reason.remark, (*below, *member.parts))
        self._refuse_too_much(len(chosen), sum(member.size for member in chosen))
        self._refuse_sources(member.size for member in chosen if member.suffix == _SOURCE)
        for member in chosen:
            self._write(member, (*below, *member.parts))
            self._note(member.suffix, (*below, *member.parts))

    def finish(self) -> None:
        """Open the zips inside, where nothing else is a package, and set all modes."""
        depth = 1
        while self._zips and not self._has_package():
            inside, self._zips = self._zips, []
            depth += 1
            for parts in inside:
                self._open(parts, depth)
        make_readable(self.root)

    def _has_package(self) -> bool:
        return any(parts[-1] == "__init__.py" for parts in self._files.values())

    def _reason(self, member: Member, around: Surroundings) -> LeftOut | None:
        """Why a member is not copied, or None for one that is; raises for a hostile one."""
        if member.nature is Nature.LINK and is_junk_folder(member.name):
            return LeftOut()  # an environment that lies elsewhere
        if reason := left_out(member.parts, around):
            return reason
        if member.nature is Nature.LINK:
            return LeftOut(LINK)
        if member.nature is Nature.SPECIAL:
            raise RefusedSubmission(
                f"{self._shown} holds {said(member.parts)}, which is a device or a pipe, no plain "
                "file inside it. Take it out."
            )
        refuse_ratio(member, self._shown, self._bounds)
        return self._too_large(member)

    def _too_large(self, member: Member) -> LeftOut | None:
        most, kind = self._bounds.file_bytes, LARGE
        if member.suffix == _SOURCE:
            most, kind = self._bounds.source_bytes, LARGE_SOURCE
        return LeftOut(kind.within(in_words(most))) if member.size > most else None

    def _note(self, suffix: str, parts: Parts) -> None:
        if suffix == _ZIP:
            self._zips.append(parts)
        elif suffix in _ARCHIVES:
            self._say(OTHER_ARCHIVE, parts)

    def _say(self, kind: Kind, parts: Parts) -> None:
        self.remarks.append(Remark(kind, parts))

    def _write(self, member: Member, parts: Parts) -> None:
        """Write one file, or find that it is there already; a source is mended on the way."""
        if member.mended_name:
            self._say(BACKSLASHES, parts)
        known = self._files.get(self._key(member, parts))
        content = self._chunks(member)
        if member.suffix == _SOURCE:
            text, kind = mended(b"".join(content))
            content = iter((text,))
            if kind:
                self._say(kind, parts)
        if known is not None:
            self._demand_same(b"".join(content), known, parts)
            return
        self._files[self._key(member, parts)] = parts
        self._place(content, parts)

    def _key(self, member: Member, parts: Parts) -> str:
        """On a disk capitals have told files apart already; in a zip they may not."""
        return same_name(parts) if member.packed is not None else "/".join(parts)

    def _demand_same(self, content: bytes, known: Parts, parts: Parts) -> None:
        if self.root.joinpath(*known).read_bytes() != content:
            both = said(parts) if known == parts else f"{said(known)} and {said(parts)}"
            how = "twice" if known == parts else "whose names are the same but for capitals"
            raise RefusedSubmission(
                f"{self._shown} holds {both} {how}, with different contents. Keep one of them."
            )

    def _place(self, content: Iterator[bytes], parts: Parts) -> None:
        target = self.root.joinpath(*parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                for chunk in content:
                    file.write(chunk)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            raise RefusedSubmission(
                f"{self._shown} holds {said(parts)} twice, or both as a file and as a folder. Keep "
                "one of them."
            ) from None
        except OSError as error:
            raise no_room(self.root, error) from None

    def _chunks(self, member: Member) -> Iterator[bytes]:
        """What a member holds, counted: it may be more than it said."""
        left = member.size
        try:
            with member.open() as file:
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    self._spend(len(chunk))
                    if left < 0:
                        raise OSError(f"{member.name} grows while it is read")
                    yield chunk
        except DAMAGE as error:
            raise self._unreadable(member, error) from None

    def _refuse_sources(self, sizes: Iterable[int]) -> None:
        self._sources += sum(sizes)
        if self._sources > self._bounds.sources_bytes:
            raise RefusedSubmission(
                f"{self._shown} holds more than {in_words(self._bounds.sources_bytes)} of Python "
                "files. Hand in the module's folder alone."
            )

    def _unreadable(self, member: Member, error: BaseException) -> UsageError:
        if member.packed is not None:
            return damaged(self._shown, error)
        what = getattr(error, "strerror", None) or str(error)
        return UsageError(
            f"{self._shown}: {said(member.parts)} cannot be read: {what}. Look at it."
        )

    def _spend(self, size: int) -> None:
        self._refuse_too_much(0, size)
        self._bytes += size

    def _refuse_too_much(self, files: int, size: int) -> None:
        """Asked with what members say of themselves before any is written, then with each piece."""
        if len(self._files) + files > self._bounds.files:
            raise RefusedSubmission(
                f"{self._shown} holds more than {self._bounds.files} files. Hand in the module's "
                "folder alone."
            )
        if self._bytes + size > self._bounds.total_bytes:
            raise RefusedSubmission(
                f"{self._shown} holds more than {in_words(self._bounds.total_bytes)}. Leave large "
                "files out."
            )

    def _open(self, parts: Parts, depth: int) -> None:
        """Unpack a zip of the copy into a folder beside it that has its name."""
        path = self.root.joinpath(*parts)
        if depth > self._bounds.nesting:
            self._say(DEEP_ZIP, parts)
        elif not is_zip(path):
            self._say(NO_ZIP, parts)
        else:
            self._opened += 1
            if self._opened > self._bounds.zips:
                raise RefusedSubmission(
                    f"{self._shown} holds zips in zips, more than {self._bounds.zips}. Zip the "
                    "module's folder once."
                )
            outer, self._shown = self._shown, f"{said(parts)} in {self._shown}"
            with zip_members(path, self._shown, self._bounds) as members:
                self.add(members, (*parts[:-1], Path(parts[-1]).stem.strip(". ") or "zip"))
            self._shown = outer
