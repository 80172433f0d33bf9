"""One rule asked of many things, mostly files: a decorator that gives a test each of them."""

from collections.abc import Callable, Iterable
from inspect import signature
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def each(
    things: Iterable[Any], name: str = "path"
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Ask it of each of them, by this name, in one test, which tells of all that fail.

    A test for each would cost more than its question: there are thousands.
    """
    asked_of = list(things)
    if not asked_of:
        raise ValueError("a rule that is asked of nothing says nothing")

    def of_all(rule: Callable[..., None]) -> Callable[..., None]:
        def test(**given: Any) -> None:
            broken = []
            for thing in asked_of:
                try:
                    rule(**{name: thing}, **given)
                except AssertionError as told:
                    where = thing.relative_to(ROOT) if isinstance(thing, Path) else thing
                    broken.append(f"{where}: {told}".splitlines()[0])
            assert not broken, "\n".join(["", *broken])

        asked = signature(rule)
        fixtures = [each for each in asked.parameters.values() if each.name != name]
        test.__signature__ = asked.replace(parameters=fixtures)  # type: ignore[attr-defined]
        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return of_all
