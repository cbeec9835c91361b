"""The files a policy judges: the repository's own, or a small sample that a self-test makes up."""
import pathlib
import re
import subprocess

NOT_SOURCE = ("build/", "web/dist/", "data/", ".git/")  # as in .gitignore, for trees without git


class Tree:
    """Paths relative to the root, with '/', mapped to contents. Reading is lazy."""

    def __init__(self, contents=None, root=None, paths=None):
        self._contents = {path: text.encode() if isinstance(text, str) else text for path, text in (contents or {}).items()}
        self._root = root
        self.paths = sorted(paths if paths is not None else self._contents)
        self._known = set(self.paths)
        self.folders = {str(parent) for path in self.paths for parent in pathlib.PurePosixPath(path).parents} - {"."}

    @classmethod
    def of_repository(cls, root):
        """Every file git tracks or would track; without git, every file that is not built."""
        listed = subprocess.run(
            ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True, check=False)
        if listed.returncode == 0:
            paths = {path for path in listed.stdout.decode().split("\0") if path}
        else:
            every = (str(path.relative_to(root)) for path in pathlib.Path(root).rglob("*"))
            paths = {path for path in every if not path.startswith(NOT_SOURCE) and "node_modules/" not in path}
        return cls(root=pathlib.Path(root), paths=[path for path in paths if (pathlib.Path(root) / path).is_file()])

    def __contains__(self, path):
        return path in self._known or path in self.folders

    def bytes(self, path):
        if path not in self._contents:
            self._contents[path] = (self._root / path).read_bytes()
        return self._contents[path]

    def is_text(self, path):
        return b"\0" not in self.bytes(path)[:8192]

    def text(self, path):
        return self.bytes(path).decode("utf-8", errors="replace")

    def lines(self, path):
        """(number, line) from 1."""
        return enumerate(self.text(path).splitlines(), 1)

    def matching(self, pattern):
        """Paths that match a regular expression as a whole."""
        return [path for path in self.paths if re.fullmatch(pattern, path)]
