"""What may be written: journals, lessons and every version of every mark."""
