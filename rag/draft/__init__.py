"""A report → coverage of each prompt, findings, challenges and drafted questions."""
