"""What is known: actors, frames, operators, grammar; see `docs/lexicon.md`."""

from multivector.lexicon.lexicon import Lexicon, LexiconError, data_folder, default_lexicon, load_lexicon, read_lexicon

__all__ = ["Lexicon", "LexiconError", "data_folder", "default_lexicon", "load_lexicon", "read_lexicon"]
