"""Who makes events of YAML: libyaml, or PyYAML's own parser, which is made to read the same."""

from collections.abc import Callable
from typing import Any

import yaml

Event = Any  # the stubs of PyYAML's events leave out what libyaml's carry
Parser = Callable[[Any], Any]
"""Makes what gives events of bytes, or of a stream of them."""


class PureParser(yaml.Loader):
    """PyYAML's own parser, with tabs where YAML allows them: JSON is indented with them."""

    def scan_to_next_token(self) -> None:
        """Go past blanks, comments and, where they indent nothing, tabs."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()


def default_parser() -> Parser:
    """The parser of libyaml where PyYAML was built with it."""
    return yaml.CLoader if yaml.__with_libyaml__ else PureParser
