// What a Neo4j store of edgewise has beside its nodes; applied before the first write, and again without effect.
// Runs on Neo4j 5.26, 2025.x and 2026.x, Community too. Statements end with a semicolon; a comment is a whole line.
// Constraints are on labels that only edgewise uses, so that other data in the same database can stay as they are.

// An id is a digest of what a record or a derived noun says: one node each.
CREATE CONSTRAINT edgewise_record_id IF NOT EXISTS FOR (n:EdgewiseRecord) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT edgewise_derived_id IF NOT EXISTS FOR (n:EdgewiseDerived) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT edgewise_store_id IF NOT EXISTS FOR (n:EdgewiseStore) REQUIRE n.id IS UNIQUE;

// Records by kind in order of id, by document, and by when they came.
CREATE INDEX edgewise_record_kind IF NOT EXISTS FOR (n:EdgewiseRecord) ON (n.kind, n.id);
CREATE INDEX edgewise_record_document IF NOT EXISTS FOR (n:EdgewiseRecord) ON (n.kind, n.document);
CREATE INDEX edgewise_record_revision IF NOT EXISTS FOR (n:EdgewiseRecord) ON (n.kind, n.revision);

// Links by what they are about.
CREATE INDEX edgewise_derived_about IF NOT EXISTS FOR (n:EdgewiseDerived) ON (n.about);

// Names and aliases, as folded words.
CREATE FULLTEXT INDEX edgewise_words IF NOT EXISTS FOR (n:EdgewiseDerived) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};

// What questions to the graph start from.
CREATE INDEX edgewise_entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id);
CREATE INDEX edgewise_entity_name_key IF NOT EXISTS FOR (n:Entity) ON (n.name_key);
CREATE INDEX edgewise_claim_id IF NOT EXISTS FOR (n:Claim) ON (n.id);
CREATE INDEX edgewise_claim_relation IF NOT EXISTS FOR (n:Claim) ON (n.relation);
CREATE INDEX edgewise_document_id IF NOT EXISTS FOR (n:Document) ON (n.id);
