-- What finds a few rows in a large table. Each makes adding rows ten times slower, so before very
-- many come they are dropped, and made again when those are in: for 1.5 million chains in 2
-- seconds.

CREATE INDEX IF NOT EXISTS chain_of_profile ON linking.chain (profile_id);
CREATE INDEX IF NOT EXISTS posting_of_profile ON linking.posting (profile_id);
CREATE INDEX IF NOT EXISTS posting_of_token ON linking.posting (token);
CREATE INDEX IF NOT EXISTS edge_of_first ON linking.edge (a);
CREATE INDEX IF NOT EXISTS edge_of_second ON linking.edge (b);
CREATE INDEX IF NOT EXISTS place_of_profile ON linking.place (profile_id);
CREATE INDEX IF NOT EXISTS place_of_component ON linking.place (component);
CREATE INDEX IF NOT EXISTS entity_of_name ON linking.entity (entity);
CREATE INDEX IF NOT EXISTS entity_of_profile ON linking.entity (profile_id);
CREATE INDEX IF NOT EXISTS said_of_profile ON linking.said (profile_id);
CREATE INDEX IF NOT EXISTS profile_of_number ON linking.profile (profile_id);

-- The ledger's own, which does not matter to it: a profile that an article tells is looked for by
-- its key, others by number.
CREATE INDEX IF NOT EXISTS profile_of_key ON profile (profile);
CREATE INDEX IF NOT EXISTS profile_of_id ON profile (profile_id);
