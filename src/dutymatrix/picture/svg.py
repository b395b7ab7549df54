"""SVG: pictures of a plan, in the layout that is asked for."""

from typing import assert_never

from dutymatrix.picture.drawing import Page
from dutymatrix.picture.graph import GraphView, Layout
from dutymatrix.picture.matrix import build_matrix


def render(view: GraphView, _options: object) -> str:
    """The picture that the view's layout names."""
    match view.layout:
        case Layout.MATRIX:
            first, *others = pages = build_matrix(view.named())
            return Page.stack(pages) if others else first.svg()
        case Layout.NETWORK:
            from dutymatrix.picture.network import build_network

            return build_network(view.named()).svg()
        case _:
            assert_never(view.layout)
