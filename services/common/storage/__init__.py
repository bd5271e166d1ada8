"""A service's database: transactions, migrations, the tables every service has, and what is damaged in it."""
