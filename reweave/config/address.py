"""Addresses of services that a configuration names, and the variables that hold their keys."""


def wrong_address(address: str, *, sends_key: bool) -> tuple[str, str] | None:
    """Return what is wrong with the address of a service and what to do about it, or `None`.

    A password in it is refused, and so is plain http to another machine where a key is sent. What is wrong is said
    after the name of the setting.
    """
    from urllib.parse import urlsplit

    is_it = f'is "{address}"'
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return is_it, f"it is no address: {error}"
    if parts.username or parts.password:
        return "holds a password", "name the variable that holds the key in the configuration"
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        return is_it, 'it must be an address such as "https://models.example.org/v1"'
    if parts.scheme == "http" and sends_key and not _is_here(host):
        return f"{is_it}: a key would be sent in the clear", "use https, or no key for an endpoint that needs none"
    return None


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
