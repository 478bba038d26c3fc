"""Answers to questions and conversations: the gold cases, asking them, and scoring beside a baseline."""
