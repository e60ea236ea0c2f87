// title: Links that rest on a single document
// columns: [subject, relation, object, about, indirect, standing, claims, document, publisher, url]
MATCH (s:Entity)-[r]->(o:Entity)
MATCH (s)<-[x]-(c:Claim)-[y]->(o)
WHERE type(x) IN ['SUBJECT', 'OBJECT'] AND type(y) IN ['SUBJECT', 'OBJECT'] AND toUpper(c.relation) = type(r)
  AND c.polarity = 'affirmed' AND c.modality IN ['confirmed', 'reported', 'alleged'] AND c.indirect = r.indirect
MATCH (c)-[:IN]->(d:Document)
OPTIONAL MATCH (c)-[:ABOUT]->(a:Entity)
WITH s, r, o, d, a
WHERE coalesce(a.name, '') = coalesce(r.about, '')
WITH r.id AS link, s.name AS subject, toLower(type(r)) AS relation, o.name AS object, r.about AS about, r.indirect AS indirect,
  r.standing AS standing, r.claims AS claims, count(DISTINCT d.id) AS documents, head(collect(d.title)) AS document,
  head(collect(d.publisher)) AS publisher, head(collect(d.url)) AS url
WHERE documents = 1
RETURN subject, relation, object, about, indirect, standing, claims, document, publisher, url
ORDER BY subject, relation, object, coalesce(about, ''), indirect, link
