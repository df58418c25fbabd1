"""What other programs read, each made from a result (`l486-grade/1`): name -> (file, function of the document and its folder to text).

The folder is where the result and its logs lie; only the pages for people look into it.
"""
import os

from grade.building import write_atomically
from grade.formats import autolab, classroom, classroom50, gradescope, html, junit, prairielearn, tap
from grade.formats.common import NoScore, NotHere

FORMATS = {
    'junit': ('result.xml', junit.text),
    'tap': ('result.tap', tap.text),
    'gradescope': ('gradescope.json', gradescope.text),
    'autolab': ('autolab.txt', autolab.text),
    'prairielearn': ('prairielearn.json', prairielearn.text),
    'classroom': ('classroom.txt', classroom.text),
    'classroom50': ('classroom50.json', classroom50.text),
    'html': ('result.html', html.text),
    'html-student': ('result-student.html', html.student),
}
ALL = 'all'


def named(names):
    """The formats in `names`, which are separated by commas. Raises KeyError with the first that is none."""
    wanted = list(filter(None, names.split(',')))
    if ALL in wanted:
        return list(FORMATS)
    for name in wanted:
        if name not in FORMATS:
            raise KeyError(name)
    return wanted


def write(document, out, names):
    """Writes the formats into the folder `out`. Returns {format: why it could not be made}.

    A file of an earlier run never stays beside a result that has no such file: someone might upload it."""
    failed = {}
    for name in named(names):
        file, text = FORMATS[name]
        path = os.path.join(out, file)
        try:
            write_atomically(path, text(document, out))
        except (NoScore, NotHere) as e:
            failed[name] = str(e)
            if os.path.exists(path):
                os.remove(path)
    return failed
