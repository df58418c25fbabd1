"""The labs: exercises, skeletons and tests, and the generator that derives them from the solved system."""
