"""What an author did wrong, as a value: code, message, labels, help. Rendering is here too; judging is not."""

from gauger.diagnostics.model import Diagnostic, Label, Severity

__all__ = ["Diagnostic", "Label", "Severity"]
