-- A review that has ended asks nobody any more: its unread notices are found by their link.
CREATE INDEX notifications_link ON notifications (project_id, link) WHERE read_at IS NULL;
