-- What a seller changed in a product that the shop shows, as the wizard types it, until its review puts it there.
ALTER TABLE products ADD COLUMN pending jsonb;
