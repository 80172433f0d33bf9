"""Which words are likely first names: by the list, the capital letter and the neighbours.

Never certain: `Storm` and `Liv` are words and names both, and the list is of 2014.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from logbook.privacy.lists import Names
from logbook.privacy.patterns import AGE
from logbook.privacy.reading import CAPITAL, Word
from logbook.privacy.words import sections, those

CHILDREN_DO, IS = those("children-do"), those("is")
PERSONS_DO = those("persons-do") | CHILDREN_DO
HOW_ONE_IS, CLOSE_KIN = those("how-one-is"), those("close-kin")
OWNED = CLOSE_KIN | those("owned")
PLACES, OF_A_HOUSE, LEAD_TO_A_PLACE = those("places"), those("of-a-house"), those("lead-to-a-place")
OWN_S = those("own-s")
STREETS = those("ends-a-street")
NOT_AGED, JOINS, SMALL_NEVER = those("not-aged"), those("joins"), those("small-never")
AGE_AFTER = re.compile(rf"(?: på | ?\(|, ){AGE}", re.IGNORECASE)
# After a word that is a name and a word both: `Storm 4 år`, `Storm (4)`, `Storm: "Kom!"`
PERSON_AFTER = re.compile(rf" {AGE}| \(\d\d?½?\)|: ?[\"»“”]", re.IGNORECASE | re.ASCII)
# Between the words of one name: `Ida M. Jensen`, `Ali bin Omar`.
PARTICLES = frozenset(("de", "du", "van", "von", "der", "al", "el", "bin", "af", "la"))
# A small word that stands in an address of the web or of mail is none of ours.
WEB = frozenset("@./\\_#'’0123456789")
LONGEST_NAME = 4
# Rosa og hendes veninde
THEIRS = frozenset(("hans", "hendes", "jeg"))
# What a verb ends as, and hardly anything else that stands after a name.
DOES = re.compile("...ede$|.erer$")
ALONE = re.compile(r"(?<=[sxzSXZ])['’](?=[ \n])")


class Found(NamedTuple):
    start: int
    end: int
    is_likely: bool
    genitive: bool
    begins: bool


def phrases() -> dict[str, list[str]]:
    """Those that are nobody's child, in small letters, by their first word."""
    by_first: dict[str, list[str]] = {}
    for phrase in sections()["not-persons"]:
        small = phrase.lower()
        by_first.setdefault(re.split(r"[ .,-]", small)[0], []).append(small)
    return by_first


NOT_PERSONS = phrases()
STREET_ENDS = tuple(STREETS)
NO_THING = IS | JOINS | LEAD_TO_A_PLACE


class Look:
    """One text's words, and what is asked about each of them."""

    def __init__(self, read: str, words: list[Word], names: Names) -> None:
        self.read, self.words, self.names = read, words, names

    def gap(self, place: int) -> str:
        """What stands between this word and the next."""
        if not 0 <= place < len(self.words) - 1:
            return ""
        return self.read[self.words[place].end : self.words[place + 1].start]

    def next_to(self, place: int) -> Word | None:
        """The next word, if nothing but a space stands between."""
        return self.words[place + 1] if self.gap(place) == " " else None

    def before(self, place: int) -> Word | None:
        return self.words[place - 1] if place and self.gap(place - 1) == " " else None

    def known(self, word: Word) -> tuple[str, str] | None:
        if "-" not in word.small:
            return self.names.find(word.small)
        parts = word.text.split("-")
        if not all(CAPITAL.match(part) for part in parts):
            return None
        found = (self.names.find(part.lower()) for part in (word.text, parts[0], parts[-1]))
        return next(filter(None, found), None)

    def is_one_beside(self, word: Word) -> bool:
        """A name in the middle of a sentence: a word with a capital letter is one there."""
        return word.capital and word.small not in PLACES and self.known(word) is not None

    def is_aged(self, word: Word) -> bool:
        return AGE_AFTER.match(self.read, word.end) is not None

    def shows_a_person(self, place: int, name: str, do_it: Callable[[str], bool]) -> bool:
        """Whether what stands beside the word is what stands beside a person's name."""
        word, after = self.words[place], self.next_to(place)
        if self.is_aged(word) or PERSON_AFTER.match(self.read, word.end):
            return True
        if after is None:
            following = self.words[place + 1] if place + 1 < len(self.words) else None
            if self.gap(place) != ", " or following is None:
                return False
            return self.is_one_beside(following) or following.small == "som"
        if do_it(after.small) and not (name == "hans" and after.small not in PERSONS_DO):
            return True
        two_on = self.words[place + 2] if self.gap(place + 1) == " " else None
        if after.small in IS and two_on is not None:
            return two_on.small in HOW_ONE_IS
        if after.small in JOINS and two_on is not None:
            return self.is_one_beside(two_on) or two_on.small in THEIRS
        if after.capital:
            return len(after.text) > 1 and after.small not in PLACES and not is_shouted(after)
        return name != word.small and self.is_owned(name, after.small)

    def is_owned(self, name: str, small: str) -> bool:
        """After a genitive: anything but a verb and a little word; of a place, kin and clothes."""
        if name in PLACES:
            return small in OWNED
        return small not in NO_THING and not is_done_by_persons(small)

    def is_name(self, place: int, found: tuple[str, str]) -> bool:
        """Whether a word with a capital letter that is in the list is a name here."""
        word, (name, marks) = self.words[place], found
        before = self.before(place)
        if before is not None and before.small in OF_A_HOUSE:
            return False
        if name in PLACES or word.small in PLACES:
            if is_shouted(word) or (before is not None and before.small in LEAD_TO_A_PLACE):
                return False
            return self.shows_a_person(place, name, CHILDREN_DO.__contains__)
        if self.follows_an_initial(place):
            return False
        if is_shouted(word):
            return self.is_shouted_name(place, marks)
        if "=" in marks and (word.begins or is_a_title(before)):
            return self.shows_a_person(place, name, is_done_by_persons)
        return True

    def follows_an_initial(self, place: int) -> bool:
        """`R. Lin`: a surname."""
        if place == 0 or self.gap(place - 1) != ". ":
            return False
        before = self.words[place - 1]
        return before.capital and len(before.text) == 1

    def is_shouted_name(self, place: int, marks: str) -> bool:
        """All in capitals: with others that are, or where a person shows; `EVA` alone is none."""
        before, after = self.before(place), self.next_to(place)
        if after is not None and (is_done_by_persons(after.small) or after.capital):
            return "=" not in marks
        return before is not None and is_shouted(before) and "=" not in marks

    def may_be_one(self, place: int) -> bool:
        """Whether a word that no list knows stands where a child's name stands."""
        word, before, after = self.words[place], self.before(place), self.next_to(place)
        if len(word.text) < 2 or is_shouted(word) or word.small in PLACES:
            return False
        if self.is_aged(word) and word.small not in NOT_AGED:
            return True
        if word.small.endswith(STREET_ENDS):
            return False
        if word.begins or is_a_title(before) or (before and before.small in OF_A_HOUSE):
            return False
        # De små fra Spirerne peger: who does it comes from there.
        comes_from = before is not None and before.small in ("fra", "i")
        if after is not None and after.small in CHILDREN_DO and not comes_from:
            return True
        if before is not None and before.small in CHILDREN_DO:
            return True
        if after is not None and word.small.endswith("s") and after.small in CLOSE_KIN:
            return True
        if before is not None and before.small in JOINS and self.gap(place - 2) == " ":
            return self.is_one_beside(self.words[place - 2])
        if after is not None and after.small in JOINS and self.gap(place + 1) == " ":
            return self.is_one_beside(self.words[place + 2])
        return False

    def whole(self, place: int) -> int:
        """The last word of the name that begins here: further names, initials, a surname."""
        last = place
        while last - place < LONGEST_NAME and last + 1 < len(self.words):
            following, gap = self.words[last + 1], self.gap(last)
            initial = len(self.words[last].text) == 1 and gap == ". "
            if not (gap == " " or initial):
                break
            if following.small in PARTICLES and not following.capital and self.gap(last + 1) == " ":
                if not self.words[last + 2].capital:
                    break
                last += 2
                continue
            if not following.capital or following.small in PLACES or is_shouted(following):
                break
            last += 1
        return last

    def nobody(self, place: int) -> int:
        """How many words stand here that are known to mean no child, as `Peter Pedal`."""
        word = self.words[place]
        first = word.small.split("-")[0]
        for phrase in NOT_PERSONS.get(first, ()):
            end = word.start + len(phrase)
            if self.read[word.start : end].lower() == phrase:
                last = place
                while last + 1 < len(self.words) and self.words[last + 1].start < end:
                    last += 1
                if self.words[last].end - end in (0, 1):  # Peter Plys, Peter Pedals
                    return last + 1 - place
        return 0

    def in_small_letters(self, word: Word) -> bool:
        small = word.small
        if len(small) < 3 or small in SMALL_NEVER:
            return False
        if small not in self.names.small:
            bare = small[:-1]
            if not small.endswith("s") or bare not in self.names.small or bare in SMALL_NEVER:
                return False
            if "'" in self.names.marks[bare] or small in self.names.marks:
                return False
        before, after = (
            self.read[max(0, word.start - 1) : word.start],
            self.read[word.end : word.end + 2],
        )
        in_the_web = after[:1] == "@" or (after[1:].strip() != "" and after[0] in WEB)
        return not in_the_web and (before == "" or before not in WEB)


def is_done_by_persons(small: str) -> bool:
    return small in PERSONS_DO or DOES.search(small) is not None


def is_shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text == word.text.upper()


def is_a_title(before: Word | None) -> bool:
    """A capital letter in the middle of a sentence before this one: the name of something else."""
    return before is not None and before.capital and not before.begins


def first_names(read: str, words: list[Word], names: Names) -> Iterator[Found]:
    look = Look(read, words, names)
    place = 0
    while place < len(words):
        word = words[place]
        if not word.capital:
            if look.in_small_letters(word):
                yield Found(word.start, word.end, False, ends_a_genitive(word.small, names), False)
            place += 1
            continue
        passed = look.nobody(place)
        if passed:
            place += passed
            continue
        found = look.known(word)
        likely = found is not None and look.is_name(place, found)
        if likely or (found is None and look.may_be_one(place)):
            last = look.whole(place) if likely else place
            end = words[last]
            if last > place and names_a_place(words[last - 1], end):
                place = last + 1
                continue
            genitive, stop = is_genitive(look, end), apostrophe_after(read, end.end)
            yield Found(word.start, stop, likely, genitive, word.begins)
            place = last + 1
            continue
        place += 1


def names_a_place(before: Word, last: Word) -> bool:
    """Hanna Nielsens Gade, Dagmar Teatret; Steen Gade is a person."""
    return last.small in OF_A_HOUSE or (last.small in STREETS and before.small.endswith("s"))


def apostrophe_after(read: str, end: int) -> int:
    """Mads' jacket: the sign belongs to the name, and goes with it."""
    return end + 1 if ALONE.match(read, end) else end


def is_genitive(look: Look, word: Word) -> bool:
    """Whether the mark's last word belongs to what follows, so that the offer must too."""
    if ALONE.match(look.read, word.end):
        return True
    return ends_a_genitive(word.small, look.names)


def ends_a_genitive(small: str, names: Names) -> bool:
    """Annas, though it is on the list as well; not Lukas, nor Agnes."""
    if not small.endswith("s"):
        return False
    return small not in names.marks or (small[:-1] in names.marks and small not in OWN_S)
