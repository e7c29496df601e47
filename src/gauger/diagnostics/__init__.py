"""What an author did wrong, as a value: code, message, labels, help. Rendering is here too; judging is not."""

from gauger.diagnostics.model import Diagnostic, Label, Severity
from gauger.diagnostics.rendering import render
from gauger.diagnostics.suggestion import suggest

__all__ = ["Diagnostic", "Label", "Severity", "render", "suggest"]
