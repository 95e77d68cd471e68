import pytest
from django.utils import translation
from django.utils.formats import number_format


@pytest.mark.parametrize(("language", "written"), [("ru", "4,5"), ("kk", "4,5"), ("en", "4.5")])
def test_numbers_are_written_as_the_language_does(language, written):
    with translation.override(language):
        assert number_format(4.5, 1) == written
