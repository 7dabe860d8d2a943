"""genanki comes without what it does not need."""

import subprocess
import sys

from lecturedeck.anki.notetypes import NOTE_TYPES, template_html
from lecturedeck.anki.package import write


def test_a_build_imports_no_asyncio_and_leaves_the_property_library_alone() -> None:
    code = (
        "import sys, lecturedeck.building.run, lecturedeck.anki.library as library\n"
        "assert 'asyncio' not in sys.modules and 'cached_property' not in sys.modules\n"
        "model = library.genanki.Model(1, 'Pots', fields=[{'name': 'Pot'}], templates=[])\n"
        "assert model._req == model._req == []\n"
        "import cached_property\n"
        "assert cached_property.__file__\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_required_fields_of_a_note_type_are_those_that_genanki_finds_in_its_whole_templates() -> None:
    for note_type in NOTE_TYPES:
        whole = write._genanki_model(note_type, template_html)
        assert write._model(note_type).to_json(1, 1) == whole.to_json(1, 1)
