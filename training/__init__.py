"""How the packaged reader was made: ``python -m training.train``. See README.md."""
