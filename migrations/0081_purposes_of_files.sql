-- The model's enums say which purposes there are; the database only that it is a name (as in 0070).
ALTER TABLE files DROP CONSTRAINT files_purpose_check;
ALTER TABLE files ADD CONSTRAINT files_purpose_check CHECK (purpose ~ '^[a-z_]{1,32}$');
