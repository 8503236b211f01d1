"""``python -m huiyi`` is ``huiyi``."""

from huiyi.cli import main

main()
