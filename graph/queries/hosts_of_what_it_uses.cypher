// title: Who hosts, develops or owns the systems that an agency or company uses
// parameters:
//   name: {type: name, says: "the agency or company"}
// columns: [user, uses, system, relation, provider, standing_of_use, standing]
MATCH (u:Entity)-[used:USES|TESTED]->(s:Entity)<-[r:HOSTS|DEVELOPS|OWNS]-(p:Entity)
WHERE u.name_key = $name
RETURN u.name AS user, toLower(type(used)) AS uses, s.name AS system, toLower(type(r)) AS relation, p.name AS provider,
  used.standing AS standing_of_use, r.standing AS standing
ORDER BY system, relation, provider, uses, used.id, r.id
