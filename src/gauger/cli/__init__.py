"""Arguments in, exit codes and bytes out. Everything heavy is imported inside the command that needs it."""
