-- What was agreed for an item beside its product: the custom offer it comes from. Frozen with the order's snapshot.
ALTER TABLE order_items ADD COLUMN agreed jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(agreed) = 'object');
