// title: The names at the ends of most links
// parameters:
//   least: {type: number, default: 1, says: "leave out names with fewer links"}
// columns: [name, links, neighbours, confirmed]
MATCH (e:Entity)-[r]-(o:Entity)
WHERE r.standing <> 'refuted' AND NOT type(r) IN ['ACKNOWLEDGED', 'DENIED', 'DECLINED_TO_COMMENT']
WITH e.id AS id, e.name AS name, count(DISTINCT r.id) AS links, count(DISTINCT o.id) AS neighbours,
  sum(CASE WHEN r.standing = 'confirmed' THEN 1 ELSE 0 END) AS confirmed
WHERE links >= $least
RETURN name, links, neighbours, confirmed
ORDER BY links DESC, neighbours DESC, name, id
