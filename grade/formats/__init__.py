"""What other programs read, each made from a result (`l486-grade/1`) and from nothing else: a function of the document to text."""
from grade.formats import junit, tap

FORMATS = {'junit': ('result.xml', junit.text), 'tap': ('result.tap', tap.text)}
