"""The search kills forks of itself and bounds them, which Windows has no words for."""

import os

collect_ignore = [] if hasattr(os, "fork") else ["test_search.py"]
