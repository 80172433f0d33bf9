"""When the time limits were last gone through, in words, and when that is too long ago."""

from collections.abc import Sequence
from datetime import timedelta

from logbook import clock
from logbook.backup.age import Age, moment
from logbook.pages import ago
from logbook.retention.models import RetentionRun, RunOutcome

# Each night; one may fall out while a machine is being looked after.
TOO_LONG_AGO = timedelta(hours=50)
TELL = "Sig det til den, der driver Logbogen"


def told(lately: Sequence[RetentionRun], *, is_example: bool) -> Age:
    """Of the last days' runs, the newest first. In an example nothing is warned of."""
    done = next((each for each in lately if each.outcome is RunOutcome.DONE), None)
    if done and done.ended_at and clock.now() - done.ended_at <= TOO_LONG_AGO:
        return Age(f"Slettefristerne blev sidst gået igennem {moment(done.ended_at)}")
    if is_example:
        return Age("Slettefristerne gælder ikke her, for det er eksempeldata")
    if lately and lately[0].outcome is RunOutcome.CLOCK:
        return Age(
            "Intet bliver slettet efter slettefristerne",
            f"Uret på maskinen ser ud til at være sprunget. {TELL}.",
        )
    line = "Slettefristerne er endnu ikke gået igennem"
    if done and done.ended_at:
        line = f"Slettefristerne blev sidst gået igennem {ago(done.ended_at)}"
    return Age(line, f"Det skal ske hvert døgn. {TELL}: programmet i baggrunden skal køre.")
