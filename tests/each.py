"""One rule asked of many files: a decorator that gives a test each of them as `path`."""

from collections.abc import Callable, Iterable
from inspect import signature
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def each(paths: Iterable[Path]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Ask it of each of them in one test, which tells of all that fail.

    A test for each would cost more than its question: there are thousands.
    """
    asked_of = list(paths)
    if not asked_of:
        raise ValueError("a rule that is asked of no file says nothing")

    def of_all(rule: Callable[..., None]) -> Callable[..., None]:
        def test(**given: Any) -> None:
            broken = []
            for path in asked_of:
                try:
                    rule(path=path, **given)
                except AssertionError as told:
                    broken.append(f"{path.relative_to(ROOT)}: {told}".splitlines()[0])
            assert not broken, "\n".join(["", *broken])

        asked = signature(rule)
        fixtures = [each for name, each in asked.parameters.items() if name != "path"]
        test.__signature__ = asked.replace(parameters=fixtures)  # type: ignore[attr-defined]
        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return of_all
