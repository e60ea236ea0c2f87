// title: Links that somebody denies, contradicts or refutes
// columns: [subject, relation, object, about, indirect, support, contest, standing, claims]
MATCH (s:Entity)-[r]->(o:Entity)
WHERE r.contest <> 'uncontested' AND NOT type(r) IN ['ACKNOWLEDGED', 'DENIED', 'DECLINED_TO_COMMENT']
RETURN s.name AS subject, toLower(type(r)) AS relation, o.name AS object, r.about AS about, r.indirect AS indirect,
  r.support AS support, r.contest AS contest, r.standing AS standing, r.claims AS claims
ORDER BY subject, relation, object, coalesce(about, ''), indirect, r.id
