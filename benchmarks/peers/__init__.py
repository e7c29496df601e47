"""The same work on Gauger and on other engines, each answer held to an independent oracle before any time is printed."""
