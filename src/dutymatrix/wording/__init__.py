"""Linguistic knowledge about official Chinese, as data: extend a table by a line and a test.

`sentence`: where sentences and lines break · `script`, `radical`: widths and scripts of one
character · `organisation`: names of units, phrases for several units · `nameform`, `reform`: forms
of one name, and who usually took over from whom · `verb`: what documents write for roles, labels
of lists, rules about who leads, what is no list · `role`: what we write for them · `time`: dates
and figures · `genre`: what documents are called · `furniture`: what pages and web sites add to a
text. What is read with them alone: `unit`: what is a name, and where one ends · `tasking`: whom a
wording gives something to do · `milestone`: dates and targets in a wording · `likeness`: how alike
two wordings are.
"""

from dutymatrix.wording.sentence import break_lines, iter_sentences, join_lines

__all__ = ["break_lines", "iter_sentences", "join_lines"]
