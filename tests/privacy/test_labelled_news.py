"""A file of IOB2 that somebody else has labelled can be measured too."""

import subprocess
import sys

import pytest

from tests.privacy.labelled_news import Sentence, measured, sentences

UNER = """\
# sent_id = 1
# text = Så kom Ida Jensen, og "Ali" gik.
1\tSå\tO\tO#O\ts
2\tkom\tO\tO#O\ts
3\tIda\tB-PER\tB-PER#O\ts
4\tJensen\tI-PER\tI-PER#O\ts
5\t,\tO\tO#O\ts
6\tog\tO\tO#O\ts
7\t"\tO\tO#O\ts
8\tAli\tB-PER\tB-PER#O\ts
9\t"\tO\tO#O\ts
10\tgik\tO\tO#O\ts
"""
PLAIN = "Vi O\nvar O\ni O\nIdas B-LOC\nHus I-LOC\n. O"


def made(*named: str) -> str:
    """One sentence a line; a person in brackets."""
    rows = []
    for sentence in named:
        inside = ""
        for each in sentence.replace("[", " [ ").replace("]", " ] ").split():
            if each in "[]":
                inside = "B-PER" if each == "[" else ""
            else:
                rows.append(f"{each}\t{inside or 'O'}")
                inside = inside and "I-PER"
        rows.append("")
    return "\n".join(rows)


def told(*named: str):
    return measured(made(*named).splitlines())


def test_the_sentence_stands_as_it_was_written_and_its_persons_where_they_stand():
    [sentence] = sentences(UNER.splitlines())
    assert sentence.text == 'Så kom Ida Jensen, og "Ali" gik.'
    assert [[sentence.text[slice(*span)] for span in spans] for spans in sentence.persons] == [
        ["Ida", "Jensen"], ["Ali"],
    ]  # fmt: skip


def test_a_file_with_other_columns_and_no_sentence_is_read_too():
    assert list(sentences(PLAIN.splitlines())) == [Sentence("Vi var i Idas Hus .", [])]


def test_words_that_are_not_those_of_the_sentence_stand_with_spaces():
    other = UNER.replace("# text = Så kom", "# text = Da gik")
    [sentence] = sentences(other.splitlines())
    assert sentence.text == 'Så kom Ida Jensen , og " Ali " gik'
    assert len(sentence.persons) == 2


def test_of_a_person_with_several_words_the_first_is_the_given_name():
    figures = told("Vi så [ Ida Jensen ] i går", "Vi så [ Xyzzy Jensen ] i går")
    assert (figures.found, figures.missed, figures.wrong) == (1, ["Xyzzy"], [])
    assert figures.recall == 0.5


def test_one_word_is_what_the_file_has_it_for_elsewhere():
    longer = "Vi så [ Ida Lund ] i går", "Vi så [ Ole Storm ] i går"
    assert told(*longer, "Så kom [ Ida ] hjem").found == 3
    surname = told(*longer, "Så kom [ Storm ] hjem")
    assert (surname.found, surname.surnames, surname.wrong) == (2, 1, [])
    assert surname.precision == pytest.approx(2 / 3)
    assert surname.precision_of_persons == 1
    nobody_knows = told(*longer, "Så kom [ Ella ] hjem")
    assert (nobody_knows.found, nobody_knows.unknown, nobody_knows.precision) == (2, 1, 1)


def test_initials_are_no_given_name():
    figures = told("Vi læste [ H.C. Lund ] i går")
    assert (figures.found, figures.missed) == (0, [])


def test_a_mark_where_nobody_is_named_is_wrong():
    figures = told("Så kom Ida hjem", "Så kom vi hjem")
    assert (figures.wrong, figures.false_alarms, figures.nameless_words) == (["Ida"], 1, 8)
    assert figures.precision == 0


def test_a_line_without_a_tag_is_told():
    with pytest.raises(ValueError, match="no tag in: Ida"):
        list(sentences(["Ida"]))


def test_the_command_prints_the_figures_of_a_file(tmp_path):
    file = tmp_path / "news.iob2"
    file.write_text(UNER, "utf-8")
    command = [sys.executable, "-m", "tests.privacy.measure", str(file)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1 sentences, 7 words, 1 given names: precision 1.000, recall 1.000" in printed
