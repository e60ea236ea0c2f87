// title: What a speaker said, in their words
// parameters:
//   name: {type: name, says: "the person or organization that speaks"}
// columns: [subject, relation, object, polarity, modality, date, quote, document, url]
MATCH (c:Claim)-[:SAID_BY]->(e:Entity)
WHERE e.name_key = $name
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:IN]->(d:Document)
RETURN s.name AS subject, c.relation AS relation, o.name AS object, c.polarity AS polarity, c.modality AS modality,
  c.date AS date, c.quote AS quote, d.title AS document, d.url AS url
ORDER BY coalesce(date, ''), quote, subject, relation, object, c.id
