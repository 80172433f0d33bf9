"""Denmark's public holidays, by the library `holidays`."""

from datetime import date
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def denmark() -> Any:
    """The library's own file on Denmark, read when a holiday is first asked for.

    Asked in its own way, the library first reads every country there is: 1.2 s and 46 MB.
    """
    library = find_spec("holidays")
    assert library is not None
    assert library.origin is not None
    file = Path(library.origin).parent / "countries" / "denmark.py"
    spec = spec_from_file_location("logbook.denmark", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Denmark


@lru_cache(maxsize=16)
def holidays_of(year: int) -> dict[date, str]:
    """Each public holiday of a year with its Danish name, in order."""
    return dict(sorted(denmark()(years=[year], language="da").items()))
