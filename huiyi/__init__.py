"""A knowledge graph of officials and meetings, read out of Chinese meeting reports."""
