def is_clearnlp(labels):
    return "pobj" in labels


def convert(words, upos, heads, deprels):
    pass
