// title: Who leases what to whom
// columns: [lessor, about, lessee, standing]
MATCH (a:Entity)-[l:LEASES_TO]->(b:Entity)
RETURN a.name AS lessor, l.about AS about, b.name AS lessee, l.standing AS standing
ORDER BY lessor, lessee
