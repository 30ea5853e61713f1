"""Papers in A4 and A5 as PDF, drawn by Qt (ADR 32).

Nothing of the kiosk imports this at its start, nor in the window's process: the exporting process
and the tests do. A function here makes a `QGuiApplication` that draws into memory where there is
none, and must be called on one thread alone.
"""
