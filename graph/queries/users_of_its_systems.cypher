// title: Who uses or tested the systems that a vendor develops, hosts or owns
// parameters:
//   name: {type: name, says: "the vendor"}
// columns: [vendor, relation, system, uses, user, standing, standing_of_use]
MATCH (v:Entity)-[r:DEVELOPS|HOSTS|OWNS]->(s:Entity)<-[used:USES|TESTED]-(u:Entity)
WHERE v.name_key = $name
RETURN v.name AS vendor, toLower(type(r)) AS relation, s.name AS system, toLower(type(used)) AS uses, u.name AS user,
  r.standing AS standing, used.standing AS standing_of_use
ORDER BY system, user, relation, uses, used.id, r.id
