-- Several projects may claim a host; the one that proves it has it. Else a claim without proof would keep its owner out.
ALTER TABLE project_domains DROP CONSTRAINT project_domains_domain_key;
CREATE UNIQUE INDEX project_domains_proven ON project_domains (domain) WHERE verified_at IS NOT NULL;
