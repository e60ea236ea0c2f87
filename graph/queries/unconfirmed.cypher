// title: What is unconfirmed, possible or only planned about a name
// parameters:
//   name: {type: name, says: "an organization, person or system"}
// columns: [modality, subject, relation, object, said_by, date, quote, document, url]
MATCH (c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(e:Entity)
WHERE e.name_key = $name AND c.modality IN ['unconfirmed', 'possible', 'planned']
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:IN]->(d:Document)
RETURN c.modality AS modality, s.name AS subject, c.relation AS relation, o.name AS object, c.said_by AS said_by,
  c.date AS date, c.quote AS quote, d.title AS document, d.url AS url
ORDER BY modality, subject, relation, object, quote, c.id
