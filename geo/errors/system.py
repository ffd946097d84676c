"""Why the system refused a file, in every language."""

import errno

from geo.errors.text import Text

_SAID = {
    errno.ENOENT: "error.system.none",
    errno.ENOTDIR: "error.system.no_folder",
    errno.EISDIR: "error.system.folder",
    errno.EACCES: "error.system.denied",
    errno.EPERM: "error.system.forbidden",
    errno.ENOSPC: "error.system.full",
    errno.EROFS: "error.system.read_only",
    errno.ENAMETOOLONG: "error.system.long",
}


def reason(error: Exception) -> object:
    """Return why something failed, for the gap of a message.

    Examples
    --------
    >>> reason(FileNotFoundError(errno.ENOENT, "No such file")).text("ar")
    'لا ملف ولا مجلد بهذا الاسم'
    >>> reason(OSError(errno.EIO, "Input/output error"))
    'Input/output error'
    """
    key = _SAID.get(getattr(error, "errno", None) or 0)
    return Text(key) if key else getattr(error, "strerror", None) or error
