"""What people see: pages, templates, styles, scripts, and texts in three languages."""
