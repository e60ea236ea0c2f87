// title: What was denied about a name, by whom and in which words
// parameters:
//   name: {type: name, says: "an organization, person or system"}
// columns: [said_by, subject, relation, object, date, quote, document, url]
MATCH (c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(e:Entity)
WHERE e.name_key = $name AND ((c.relation = 'denied' AND c.polarity = 'affirmed') OR (c.polarity = 'negated'
  AND NOT c.relation IN ['acknowledged', 'denied', 'declined_to_comment'] AND NOT c.modality IN ['unconfirmed', 'possible', 'planned']))
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
MATCH (c)-[:IN]->(d:Document)
RETURN c.said_by AS said_by, s.name AS subject, c.relation AS relation, o.name AS object, c.date AS date, c.quote AS quote,
  d.title AS document, d.url AS url
ORDER BY coalesce(date, ''), quote, subject, relation, object, c.id
