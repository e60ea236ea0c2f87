// title: Every claim between two names, affirmed or denied
// parameters:
//   first: {type: name, says: "one name"}
//   second: {type: name, says: "the other"}
// columns: [subject, relation, object, polarity, modality, said_by, date, quote, document, url]
MATCH (a:Entity)<-[:SUBJECT|OBJECT|ABOUT]-(c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(b:Entity)
WHERE a.name_key = $first AND b.name_key = $second
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:IN]->(d:Document)
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity, c.modality AS modality,
  c.said_by AS said_by, c.date AS date, c.quote AS quote, d.title AS document, d.url AS url
ORDER BY relation, subject, object, quote, c.id
