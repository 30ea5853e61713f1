"""QR codes on the screen, each dot a whole number of pixels."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtQuick import QQuickImageProvider

PROVIDER = "code"
_QUIET = 4
"""The quiet zone of ISO/IEC 18004, in modules."""


def code_source(text: str) -> str:
    """The address under which QML finds a text's code; empty for no text.

    In hexadecimal: an address may not hold everything, and Qt undoes some of what is escaped.
    """
    return f"image://{PROVIDER}/{text.encode().hex()}" if text else ""


class CodeProvider(QQuickImageProvider):
    """Serves what `code_source` names."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Pixmap)

    def requestPixmap(  # Qt's own names
        self,
        id: str,  # noqa: A002
        size: QSize,
        requestedSize: QSize,  # noqa: N803
    ) -> QPixmap:
        """Qt asks for one code, as near to the wanted size as whole pixels allow."""
        # Only who has a fault to show needs it.
        import qrcode

        code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.constants.ERROR_CORRECT_L)
        code.add_data(bytes.fromhex(id))
        code.make(fit=True)
        rows = code.get_matrix()
        plain = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
        plain.fill(0xFFFFFFFF)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    plain.setPixel(x, y, 0xFF000000)
        dots = max(1, round(requestedSize.width() / plain.width()))
        edge = plain.width() * dots
        size.setWidth(edge)
        size.setHeight(edge)
        return QPixmap.fromImage(plain.scaled(edge, edge))
