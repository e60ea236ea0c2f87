from .errors import EdgewiseError as EdgewiseError
from .graph import AnswerShown as AnswerShown
from .graph import Graph as Graph
from .graph import open as open

__all__: list[str]
__version__: str
