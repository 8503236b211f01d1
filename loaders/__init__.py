"""Reading reports: one report in, one record out. No database, no state."""
