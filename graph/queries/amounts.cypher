// title: Claims that state an amount of money, and for what
// columns: [subject, relation, object, about, amount, polarity, modality, date, quote, document, url]
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.amount IS NOT NULL
MATCH (c)-[:IN]->(d:Document)
RETURN s.name AS subject, c.relation AS relation, o.name AS object, head([(c)-[:ABOUT]->(a:Entity) | a.name]) AS about,
  c.amount AS amount, c.polarity AS polarity, c.modality AS modality, c.date AS date, c.quote AS quote, d.title AS document, d.url AS url
ORDER BY subject, relation, object, amount, quote, c.id
