"""Addresses of services that a configuration names, and the variables that hold their keys."""

from reweave.text import quoted


def wrong_address(address: str, *, sends_key: bool) -> tuple[str, str] | None:
    """Return what is wrong with the address of a service and what to do about it, or `None`.

    A password in the address is refused, and so is sending a key to another machine over plain http. The complaint
    follows the name of the setting.
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"has an invalid address {quoted(address)}", str(error)
    if parts.username or parts.password:
        return "contains a password", "remove it, and name the environment variable that holds the key instead"
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        return f"has an invalid address {quoted(address)}", "expected one such as 'https://models.example.org/v1'"
    if parts.scheme == "http" and sends_key and not _is_here(host):
        return f"would send a key unencrypted to {quoted(address)}", "use https, or no key if none is needed"
    return None


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
