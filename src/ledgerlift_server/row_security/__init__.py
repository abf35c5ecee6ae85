"""The second lock between clients: PostgreSQL itself shows and takes only the rows of the client somebody acts for.

The first lock is in the queries. This one holds when a query forgets it: `scope` says for whom the code acts, `base`
tells the database before each statement, and the policies that `policies` writes in migrations do the rest.
"""
