-- Where a file's bytes lie: a random key, so that no name and no id leads to them past the route that asks who reads.
ALTER TABLE files ADD COLUMN storage_key text NOT NULL CHECK (storage_key ~ '^[0-9a-f]{32}$');
CREATE UNIQUE INDEX files_storage_key ON files (storage_key);
CREATE INDEX files_unattached_all ON files (created_at) WHERE attached_at IS NULL;

-- The timer that cancels unpaid orders looks across projects.
CREATE INDEX orders_unpaid ON orders (placed_at) WHERE status = 'pending_payment';
