"""The matplotlib backend of Whittle: figures are shown as pictures in the page."""

from matplotlib.backend_bases import FigureManagerBase as FigureManager  # noqa: F401
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas  # noqa: F401


def show(*args, **kwargs):
    import whittle

    whittle._figures()
