// title: Documents that name both of two names
// parameters:
//   first: {type: name, says: "one name"}
//   second: {type: name, says: "the other"}
// columns: [document, publisher, published, kind, url]
MATCH (a:Entity)<-[:NAMES]-(d:Document)-[:NAMES]->(b:Entity)
WHERE a.name_key = $first AND b.name_key = $second
WITH DISTINCT d
RETURN d.title AS document, d.publisher AS publisher, d.published AS published, d.kind AS kind, d.url AS url
ORDER BY coalesce(published, ''), coalesce(document, ''), coalesce(url, ''), d.id
