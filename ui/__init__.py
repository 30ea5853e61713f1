"""The window, in Qt Quick.

PySide puts a function of its own in the place of Python's `import`: it reads the source of every
module imported afterwards, to see whether that one asks for PySide's other spellings of Qt's names.
The sources stay in memory (`linecache`, 8 MB here), and reading them takes time at every start. We
use none of those spellings, so Python's own function keeps its place.
"""

import builtins

_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - this is what replaces it

builtins.__import__ = _import
