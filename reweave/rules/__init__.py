"""The rules about notes, one per module, beside `base`, `registry` and the helpers in `shared`."""
