// title: Sales pitches (no purchases), with their dates and standing
// parameters:
//   since: {type: date, default: "0000", says: "leave out those whose last date is earlier; those without a date stay"}
// columns: [seller, buyer, about, indirect, standing, contest, claims, first, last]
MATCH (s:Entity)-[r:PITCHED_TO]->(b:Entity)
WHERE coalesce(r.last, '9999') >= $since
RETURN s.name AS seller, b.name AS buyer, r.about AS about, r.indirect AS indirect, r.standing AS standing, r.contest AS contest,
  r.claims AS claims, r.first AS first, r.last AS last
ORDER BY coalesce(first, '9999'), seller, buyer, coalesce(about, ''), r.id
