"""What would make findings clear: edits of what a party controls, as choices beside those of readings and facts.

`Task` holds a declaration with everything that can be done about it, `find_repairs` searches it, `apply_plan` makes a plan.
"""

from gauger.repair.alternatives import Alternatives, Teacher
from gauger.repair.applying import apply_plan
from gauger.repair.edits import Axis, Option, Plan
from gauger.repair.repairing import Task, find_plan, find_repairs

__all__ = ["Alternatives", "Axis", "Option", "Plan", "Task", "Teacher", "apply_plan", "find_plan", "find_repairs"]
