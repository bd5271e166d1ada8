"""Who is where, since when: faculties, groups, cadets, subjects, terms, assignments."""
