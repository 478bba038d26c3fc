"""Drafts for reports: labels and challenges of readers, drafting, and scoring."""
