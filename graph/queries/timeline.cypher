// title: The dated claims about a name, in order
// parameters:
//   name: {type: name, says: "an organization, person or system"}
//   since: {type: date, default: "0000", says: "the earliest date"}
// columns: [date, subject, relation, object, polarity, modality, said_by, quote, document, url]
MATCH (c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(e:Entity)
WHERE e.name_key = $name AND c.date >= $since
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:IN]->(d:Document)
RETURN c.date AS date, s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity,
  c.modality AS modality, c.said_by AS said_by, c.quote AS quote, d.title AS document, d.url AS url
ORDER BY date, quote, subject, relation, object, c.id
