"""The rules: each file of this package but `base` and the registry holds one."""
