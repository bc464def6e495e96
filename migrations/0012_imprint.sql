-- Who answers for a project, as the law wants it said: {"operator": …, "address": …, "email": …, …}. Shown on its imprint.
ALTER TABLE projects ADD COLUMN imprint jsonb NOT NULL DEFAULT '{}';
