from zipfile import ZipFile

from logbook.exports.document import TEMPLATE
from logbook.exports.template import make


def parts_of(path):
    with ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_the_template_is_the_one_its_script_makes(tmp_path):
    made = tmp_path / "template.docx"
    make(made)
    assert parts_of(made) == parts_of(TEMPLATE)
