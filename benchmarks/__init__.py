"""What things cost. Nothing here runs in the test suite."""
