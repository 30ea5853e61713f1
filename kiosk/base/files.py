"""Files that are whole or not there, that are their owner's alone, and that nobody else has placed.

Whoever may write in a folder can leave a link under a name that a program is going to use, and so
have it write, read or give away something else. So nothing here is written through a link or under
a name that can be known beforehand, and all is done by handles: a folder that is exchanged
meanwhile does not lead elsewhere. Links on the way to a file are followed where this user or root
has made them. What is made is mode 0600 and 0700 whatever the umask; made by root, it belongs to
whom its folder belongs to, because what an administrator's command has begun, the service's own
user must go on with. File systems without owners and modes (a USB stick) do without.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISLNK, S_ISREG, S_ISVTX

from kiosk.base.phrases import Phrase

_WALK = os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A pipe somebody left there must not hold us up before it is seen to be no file.
_FILE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_NEW = _FILE | os.O_CREAT | os.O_EXCL
_MOST_LINKS = 40
_WITHOUT_OWNERS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)

_LINK = Phrase("a link stands here, and what it leads to is not touched: remove it")
_OTHERS_LINK = Phrase("a link that another user made is on the way: name the place it leads to")
_NO_FILE = Phrase("this is no file")
_EXPOSED = Phrase("others may write in this folder: take that right from them (chmod go-w) first")
_EXPOSED_ABOVE = Phrase(
    "everybody may write in a folder above this one: take that right from them (chmod o-w), or "
    "choose another place"
)
_ANOTHERS = Phrase("this folder is another user's: work as that user, or choose another place")


def write_whole(
    path: Path,
    content: bytes,
    *,
    mode: int = 0o600,
    owner: tuple[int, int] | None = None,
    is_durable: bool = True,
    makes_folder: bool = True,
) -> None:
    """Replace a file by a new one, whole or not at all. Raises OSError.

    `owner` is a user's and a group's number, kept where this process may give files away.
    `is_durable` waits until the file would survive a power cut. Where a person named the file,
    `makes_folder` shall be false: a stick that is not plugged in is no folder to be made.
    """
    with _place(path, makes=makes_folder) as (folder, name):
        with _part(folder, name, content, mode, owner, is_durable) as part:
            os.rename(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        if is_durable:
            os.fsync(folder)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all, and durable; makes its folder.

    Raises FileExistsError where the name is taken, by a link too, and OSError.
    """
    with _place(path, makes=True) as (folder, name):
        with _part(folder, name, content, 0o600, None, True) as part:
            # link() and not rename(): it fails when the name is taken.
            os.link(part, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
            os.unlink(part, dir_fd=folder)
        os.fsync(folder)


def create(path: Path) -> int:
    """A handle to write a new, empty file by; its folder must be there.

    Raises FileExistsError where the name is taken, by a link too, and OSError.
    """
    with _place(path) as (folder, name):
        return _create(folder, name, os.O_RDWR)


def open_private(path: Path, flags: int = os.O_RDWR) -> int:
    """A handle of a file, which is made where it is not there, as is its folder.

    It becomes its owner's alone where it is its folder's owner's and has no other name. Raises
    OSError, for a link too.
    """
    with _place(path, makes=True) as (folder, name):
        while True:
            try:
                handle = os.open(name, flags | _FILE, dir_fd=folder)
            except FileNotFoundError:
                with suppress(FileExistsError):
                    return _create(folder, name, flags)
                continue
            try:
                status = _regular(handle)
                is_ours = status.st_uid == os.fstat(folder).st_uid and status.st_nlink == 1
                if is_ours and S_IMODE(status.st_mode) & 0o077:
                    _set_mode(handle, 0o600)
            except BaseException:
                os.close(handle)
                raise
            return handle


def read_whole(path: Path, most: int = -1) -> bytes:
    """What a file holds, at most so many bytes of it.

    Raises FileNotFoundError, and OSError for links of others and for what is no file.
    """
    with _place(path, follows=True) as (folder, name):
        handle = os.open(name, os.O_RDONLY | _FILE, dir_fd=folder)
        with os.fdopen(handle, "rb") as file:
            _regular(handle)
            return file.read(most)


def hold_lock(path: Path) -> int | None:
    """The handle of a locked file, until it is closed or its process ends; None: another has it.

    Raises OSError when the file cannot be made.
    """
    handle = open_private(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def resolve_own(path: Path) -> Path:
    """Where a path leads by links that this user or root has made. Raises OSError for others'."""
    with _place(path, follows=True) as (folder, name):
        return Path(f"/proc/self/fd/{folder}").readlink() / name


def make_folder(path: Path) -> None:
    """Make a folder, and what is missing above it, each its owner's alone. Raises OSError."""
    with _folder(path, makes=True):
        return


def make_data_folder(path: Path) -> None:
    """Make a folder for keys and personal data, or see that others cannot write in it.

    Raises OSError with a sentence for people: others may write there or above, or it is another
    user's. Root may work in anybody's.
    """
    with _folder(path, makes=True, is_strict=True) as folder:
        status = os.fstat(folder)
        if status.st_mode & 0o022:
            raise PermissionError(errno.EPERM, _EXPOSED)
        if os.geteuid() and status.st_uid not in (0, os.geteuid()):
            raise PermissionError(errno.EPERM, _ANOTHERS)


def fresh_name(path: Path) -> Path:
    """A hidden name beside a file that nobody knows beforehand."""
    return path.with_name(_fresh(path.name))


def sync_directory(directory: Path) -> None:
    """Make a created or renamed name in this folder durable. Raises OSError."""
    with _folder(directory) as folder:
        os.fsync(folder)


@contextmanager
def _part(
    folder: int,
    name: str,
    content: bytes,
    mode: int,
    owner: tuple[int, int] | None,
    is_durable: bool,
) -> Iterator[str]:
    """The name of a new file with this content, which is removed if the block fails."""
    part = _fresh(name)
    handle = _create(folder, part, os.O_WRONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if owner is not None:
                _set_owner(handle, *owner)
            _set_mode(handle, mode)
            if is_durable:
                file.flush()
                os.fsync(handle)
        yield part
    except BaseException:
        with suppress(OSError):
            os.unlink(part, dir_fd=folder)
        raise


def _create(folder: int, name: str, flags: int) -> int:
    handle = os.open(name, flags | _NEW, 0o600, dir_fd=folder)
    try:
        _give_to_owner(handle, folder)
        _set_mode(handle, 0o600)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _give_to_owner(handle: int, folder: int) -> None:
    """What root has just made becomes whose the folder is."""
    owner = os.fstat(folder)
    if os.geteuid() == 0 and owner.st_uid != 0:
        _set_owner(handle, owner.st_uid, owner.st_gid)


def _set_owner(handle: int, user: int, group: int) -> None:
    try:
        os.fchown(handle, user, group)
    except OSError as error:
        if error.errno not in _WITHOUT_OWNERS:
            raise


def _set_mode(handle: int, mode: int) -> None:
    if S_IMODE(os.fstat(handle).st_mode) == mode:
        return
    try:
        os.fchmod(handle, mode)
    except OSError as error:
        if error.errno not in _WITHOUT_OWNERS:
            raise


def _regular(handle: int) -> os.stat_result:
    status = os.fstat(handle)
    if not S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, _NO_FILE)
    return status


def _fresh(name: str) -> str:
    return f".{name}.{secrets.token_hex(8)}"


# --- the way to a file ----------------------------------------------------------------------------


@contextmanager
def _place(path: Path, *, makes: bool = False, follows: bool = False) -> Iterator[tuple[int, str]]:
    """A file's folder as a handle, and its name there; what fails in the block tells the path.

    `follows`: a link under the name itself leads on, if this user or root has made it.
    """
    with _named(path):
        parts = list(path.absolute().parts[1:]) or ["."]
        handle, name = _walk(parts, makes=makes, follows=follows)
        try:
            folder = os.open(".", _FOLDER, dir_fd=handle)
        finally:
            os.close(handle)
        try:
            yield folder, name
        finally:
            os.close(folder)


@contextmanager
def _folder(path: Path, *, makes: bool = False, is_strict: bool = False) -> Iterator[int]:
    """A folder as a handle; `is_strict` refuses one that everybody may exchange."""
    with _named(path):
        parts = [*path.absolute().parts[1:], "."]
        handle, _ = _walk(parts, makes=makes, is_strict=is_strict)
        try:
            folder = os.open(".", _FOLDER, dir_fd=handle)
        finally:
            os.close(handle)
        try:
            yield folder
        finally:
            os.close(folder)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        is_link = error.errno == errno.ELOOP and not isinstance(error.strerror, Phrase)
        words = _LINK if is_link else error.strerror
        raise OSError(error.errno, words, str(path)) from error


def _walk(
    names: list[str], *, makes: bool = False, follows: bool = False, is_strict: bool = False
) -> tuple[int, str]:
    """Go from the root to the folder of the last name: its handle, and that name."""
    ahead = names[::-1]
    links = 0
    above = os.open("/", _WALK)
    try:
        while True:
            name = ahead.pop()
            if not ahead and not follows:
                return above, name
            try:
                below = os.open(name, _WALK, dir_fd=above)
            except FileNotFoundError:
                if not ahead:
                    return above, name
                if not makes:
                    raise
                below = _make_below(above, name)
            status = os.fstat(below)
            if S_ISLNK(status.st_mode):
                target = _target(below, status.st_uid)
                links += 1
                if links > _MOST_LINKS:
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
                ahead.extend(reversed(target.parts[target.is_absolute() :]))
                if not target.is_absolute():
                    continue
                below = os.open("/", _WALK)
            elif not ahead:
                os.close(below)
                return above, name
            os.close(above)
            above = below
            is_everybodys = status.st_mode & 0o002 and not status.st_mode & S_ISVTX
            if is_strict and S_ISDIR(status.st_mode) and is_everybodys and ahead != ["."]:
                raise PermissionError(errno.EPERM, _EXPOSED_ABOVE)
    except BaseException:
        os.close(above)
        raise


def _target(link: int, owner: int) -> Path:
    """Where a link of this user's or of root's leads; closes its handle."""
    try:
        if owner not in (0, os.geteuid()):
            raise OSError(errno.ELOOP, _OTHERS_LINK)
        return Path(os.readlink("", dir_fd=link))
    finally:
        os.close(link)


def _make_below(above: int, name: str) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=above)
        handle = os.open(name, _FOLDER, dir_fd=above)
        try:
            _give_to_owner(handle, above)
        finally:
            os.close(handle)
    return os.open(name, _WALK, dir_fd=above)
