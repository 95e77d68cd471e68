from multivector.coder.examples import check_examples
from multivector.lexicon import data_folder, load_lexicon


def test_all_examples_of_the_lexicon_come_out_as_they_say(lexicon):
    report = check_examples(lexicon)
    assert report.checked > 300
    assert report.failures == []
    assert report.passed == report.checked


def test_a_failure_says_where_it_stands_and_what_came_out(tmp_path):
    for name in ("frames", "actors", "grammar"):
        (tmp_path / name).mkdir()
    (tmp_path / "actors" / "states.yaml").write_text("KAZ: {iso2: KZ}\nRUS: {iso2: RU}\n", encoding="utf-8")
    grammar = (data_folder() / "grammar" / "ru.yaml").read_text(encoding="utf-8")
    (tmp_path / "grammar" / "ru.yaml").write_text(grammar, encoding="utf-8")
    (tmp_path / "frames" / "support.yaml").write_text(
        "back:\n  type: SUPPORT\n  slots: {source: subject, target: object}\n  ru: [поддержать]\n  examples:\n"
        "    - {ru: Казахстан поддержал Россию., event: {source: KAZ, target: RUS}}\n"
        "    - {ru: Казахстан поддержал Россию., event: {source: RUS, target: KAZ}}\n"
        "    - {ru: Казахстан поддержал Россию., event: null}\n"
        "    - {en: Kazakhstan backed Russia., event: {source: KAZ}}\n",
        encoding="utf-8",
    )
    report = check_examples(load_lexicon(tmp_path))
    assert (report.checked, report.passed, report.uncodable) == (3, 1, 1)
    assert report.failures[0].startswith("frames/support.yaml:1: back, example 2: «Казахстан поддержал Россию.» gives")
    assert "SUPPORT KAZ → RUS (back)" in report.failures[0]
    assert report.failures[1].endswith("expected no SUPPORT")
