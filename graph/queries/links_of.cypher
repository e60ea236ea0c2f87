// title: Every link between a name and another, with its standing
// parameters:
//   name: {type: name, says: "an organization, person or system"}
// columns: [subject, relation, object, about, indirect, standing, contest, claims, first, last]
MATCH (e:Entity)-[r]-(:Entity)
WHERE e.name_key = $name AND NOT type(r) IN ['ACKNOWLEDGED', 'DENIED', 'DECLINED_TO_COMMENT']
WITH DISTINCT r
RETURN startNode(r).name AS subject, toLower(type(r)) AS relation, endNode(r).name AS object, r.about AS about,
  r.indirect AS indirect, r.standing AS standing, r.contest AS contest, r.claims AS claims, r.first AS first, r.last AS last
ORDER BY relation, subject, object, coalesce(about, ''), indirect, r.id
