// title: People who lead, work for or founded an organization
// parameters:
//   name: {type: name, says: "the organization"}
// columns: [person, relation, organization, standing, claims, first, last]
MATCH (p:Person)-[r:LEADS|WORKS_FOR|FOUNDED]->(o:Entity)
WHERE o.name_key = $name
RETURN p.name AS person, toLower(type(r)) AS relation, o.name AS organization, r.standing AS standing, r.claims AS claims,
  r.first AS first, r.last AS last
ORDER BY person, relation, r.id
