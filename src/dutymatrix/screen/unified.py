"""What an edit changes in a file, as git would show it."""


def render_changes(old: bytes, new: bytes, file: str) -> str:
    """A unified diff of two contents of a file in UTF-8; empty where they are equal."""
    from difflib import unified_diff

    lines = unified_diff(
        old.decode("utf-8-sig").splitlines(),
        new.decode("utf-8-sig").splitlines(),
        file,
        file,
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)
