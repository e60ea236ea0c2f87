// title: Links that rest on a single document
// columns: [subject, relation, object, about, indirect, standing, claims, document, publisher, url]
MATCH (s:Entity)<-[:SUBJECT|OBJECT]-(c:Claim)-[:SUBJECT|OBJECT]->(o:Entity)
WHERE c.polarity = 'affirmed' AND c.modality IN ['confirmed', 'reported', 'alleged']
WITH s, c, o
MATCH (s)-[r]->(o)
WHERE toUpper(c.relation) = type(r) AND c.indirect = r.indirect AND NOT type(r) IN ['ACKNOWLEDGED', 'DENIED', 'DECLINED_TO_COMMENT']
MATCH (c)-[:IN]->(d:Document)
WITH s, r, o, d, coalesce(head([(c)-[:ABOUT]->(a:Entity) | a.name]), '') AS about
WHERE about = coalesce(r.about, '')
WITH r.id AS link, s.name AS subject, toLower(type(r)) AS relation, o.name AS object, r.about AS about, r.indirect AS indirect,
  r.standing AS standing, r.claims AS claims, count(DISTINCT d.id) AS documents, head(collect(d.title)) AS document,
  head(collect(d.publisher)) AS publisher, head(collect(d.url)) AS url
WHERE documents = 1
RETURN subject, relation, object, about, indirect, standing, claims, document, publisher, url
ORDER BY subject, relation, object, coalesce(about, ''), indirect, link
