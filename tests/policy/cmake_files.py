"""Just enough of CMake's syntax to see which files a build file names."""
import re

_COMMAND = re.compile(r"^\s*(\w+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", re.MULTILINE)


def commands(text):
    """(command, words) without comments and quotes."""
    text = re.sub(r"#[^\n]*", "", text)
    for match in _COMMAND.finditer(text):
        yield match[1].lower(), re.findall(r'[^\s"]+', match[2])
