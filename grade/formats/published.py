"""What others published beside what the labs' windows measure: (cycles on a 486, whose) by the name of the window.

Only what a text that can be looked up says. A window that is not here has no published counterpart.
"""

PUBLISHED = {
    'null': [(107, 'INT and IRET alone, i486 manual'), (123, 'kernel call of L3, warm, Liedtke 1995'),
             (180, 'the same, cold')],
}
