"""The graders: they boot a student's kernel in QEMU and judge what it did and how many i486 cycles it took."""
