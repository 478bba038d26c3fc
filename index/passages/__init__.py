"""Items → passages: chunks that can be understood alone, made of the source's own words."""
