"""What `store check` looks at, one module a subject; `kiosk.store.check` puts them together."""
