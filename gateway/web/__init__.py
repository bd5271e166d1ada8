"""What people see: pages, templates, styles and scripts."""
