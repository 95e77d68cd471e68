"""From a text to sentences in Universal Dependencies columns, one adapter a language."""

from multivector.language.conllu import read_conllu
from multivector.language.paragraphs import cut_long
from multivector.language.parser import Parser, languages, named_parser, parser_for, register
from multivector.language.sentence import ROOT, Sentence, fold

__all__ = [
    "ROOT",
    "Parser",
    "Sentence",
    "cut_long",
    "fold",
    "languages",
    "named_parser",
    "parser_for",
    "read_conllu",
    "register",
]
