"""How tables of words are written."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, each after a blank."""
    return tuple(text.split())
