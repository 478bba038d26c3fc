"""What every task is measured with: texts compared, shapes read, means, intervals, tables and thresholds."""
