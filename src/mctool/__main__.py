"""``python -m mctool``."""

from mctool.cli.app import main

main()
