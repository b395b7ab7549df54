"""SVG: pictures of a plan, in the layout that is asked for."""

from collections.abc import Iterator
from typing import assert_never

from dutymatrix.picture.graph import GraphView, Layout
from dutymatrix.picture.matrix import build_matrix


def render(view: GraphView, _options: object) -> Iterator[str]:
    """The picture that the view's layout names, in pieces."""
    match view.layout:
        case Layout.MATRIX:
            return build_matrix(view.named()).svg()
        case Layout.NETWORK:
            from dutymatrix.picture.network import build_network

            return build_network(view.named()).svg()
        case _:
            assert_never(view.layout)
