"""What goes wrong, told in one line."""


class Unusable(Exception):
    """The measurement can't be made or must not be used; the message says why."""
