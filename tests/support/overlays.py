"""Scenes in which something lies over a page, and what of them is looked at."""

from __future__ import annotations

from PySide6.QtQuick import QQuickItem

from tests.support.finger import walk
from ui.scenes_of_health import HEALTH_SCENES

OVERLAYS = {
    **{name: "StaffCard" for name in HEALTH_SCENES if name.startswith("ready-") and "card" in name},
    "ready-not-set-up-staff": "StaffCard",
    "enrolment": "EnrolmentCard",
    "enrolment-working": "EnrolmentCard",
    "enrolment-done": "EnrolmentCard",
    "enrolment-failed": "EnrolmentCard",
    "staff-check": "StaffCheck",
    "staff-check-half": "StaffCheck",
    "camera-setup": "CameraSetupPage",
    "camera-setup-far": "CameraSetupPage",
    "camera-setup-passed": "CameraSetupPage",
    "camera-setup-failed": "CameraSetupPage",
}
"""Scenes that lie over a page: only what lies on top is measured."""


def top_of(root: QQuickItem, scene: str) -> QQuickItem:
    """What lies on top in a scene: the overlay, or the whole window."""
    if scene not in OVERLAYS:
        return root
    name = OVERLAYS[scene]
    return next(
        item for item in walk(root) if item.metaObject().className().split("_QMLTYPE")[0] == name
    )
