"""An analyst's own SQL, answered in a locked child process from a file without personal data. Decides nothing else."""
