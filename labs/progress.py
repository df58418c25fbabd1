"""How a suite of checks reports: a line for each as it ends, and a closing line that counts them.

    ok   name
    FAIL name: reason
           detail
    labs-check: 12 passed, 1 failed
"""
import sys


class Progress:
    def __init__(self, suite):
        self.suite, self.passed, self.failed = suite, 0, 0

    def ok(self, name):
        self.passed += 1
        print(f'ok   {name}', flush=True)

    def fail(self, name, reason, detail=()):
        self.failed += 1
        print(f'FAIL {name}: {reason}', flush=True)
        for line in detail:
            print(f'       {line}', flush=True)

    def check(self, name, good, reason='', detail=()):
        """One check; `reason` is read only if it was not good."""
        if good:
            self.ok(name)
        else:
            self.fail(name, reason, detail)
        return good

    def close(self):
        """The exit status of the suite: none may fail, and there must be some."""
        print(f'{self.suite}: {self.passed} passed, {self.failed} failed', flush=True)
        return 0 if self.passed and not self.failed else 1


def main(run, suite):
    """Runs run(progress); a fault of its own counts as a failure and not as silence."""
    progress = Progress(suite)
    try:
        run(progress)
    except Exception as e:
        progress.fail('the suite itself', f'{type(e).__name__}: {e}')
        if '--trace' in sys.argv:
            raise
    return progress.close()
