"""Policy times lineage to findings: pure, ordered, deterministic; blind to text and files.

One finding is one clause on one act resting on one source. Its breach is a formula (`breach`), built from who is bound (`sources`),
when (`calendar`), what
ties act and source (`ties`), what the conditions say (`conditions`) and which texts stand against it (`clashes`); `gauger.worlds`
decides it.
"""

from gauger.engine.evaluation import Survey, evaluate, list_modelled, survey
from gauger.engine.question import Contradiction, Question, Refused, UnknownAssumption

__all__ = ["Contradiction", "Question", "Refused", "Survey", "UnknownAssumption", "evaluate", "list_modelled", "survey"]
