"""What pages, papers and the API show alike of a case."""
