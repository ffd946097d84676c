"""The command line: ``python -m geo COMMAND``."""

import signal
import sys

from geo.cli.main import main


def _stop(_number: int, _frame: object) -> None:
    """Leave as on Ctrl-C: with nothing half done left behind."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
