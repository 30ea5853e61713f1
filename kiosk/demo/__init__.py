"""The demo: synthetic people before a synthetic camera, and the whole real kiosk behind it."""
