-- The first pages of the portals: figures per day that are summed once, and indexes on what is open, so that no first
-- page costs more as the years go by.

-- Closed days in the project's time zone. Today, and what is not closed yet, is summed when it is read.
CREATE TABLE daily_figures (
    project_id uuid NOT NULL REFERENCES projects (id),
    day date NOT NULL,
    currency text NOT NULL,
    orders bigint NOT NULL,
    gmv bigint NOT NULL,
    released bigint NOT NULL,
    fee bigint NOT NULL,
    PRIMARY KEY (project_id, day, currency)
);
SELECT protect_tenant('daily_figures', 'SELECT, INSERT, UPDATE');

CREATE TABLE daily_figures_closed (
    project_id uuid PRIMARY KEY REFERENCES projects (id),
    through date NOT NULL
);
SELECT protect_tenant('daily_figures_closed', 'SELECT, INSERT, UPDATE');

-- What happened from one moment to another, per day of the zone.
CREATE FUNCTION figures_between(project uuid, zone text, since timestamptz, until timestamptz)
RETURNS TABLE (day date, currency text, orders bigint, gmv bigint, released bigint, fee bigint) LANGUAGE sql STABLE AS $$
    SELECT x.day, x.currency, sum(x.orders)::bigint, sum(x.gmv)::bigint, sum(x.released)::bigint, sum(x.fee)::bigint FROM (
        SELECT (o.paid_at AT TIME ZONE zone)::date AS day, o.currency, 1 AS orders, o.total AS gmv, 0 AS released, 0 AS fee
        FROM orders o WHERE o.project_id = project AND o.paid_at >= since AND o.paid_at < until
        UNION ALL
        SELECT (e.released_at AT TIME ZONE zone)::date, e.currency, 0, 0, e.gross, e.fee
        FROM earnings e WHERE e.project_id = project AND e.released_at >= since AND e.released_at < until) x
    GROUP BY x.day, x.currency
$$;

CREATE INDEX orders_paid ON orders (project_id, paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX earnings_released ON earnings (project_id, released_at);
CREATE INDEX earnings_clearing ON earnings (project_id, seller_id, available_at) WHERE cleared_at IS NULL;
CREATE INDEX orders_late ON orders (project_id, due_at) WHERE status = 'active';
CREATE INDEX orders_open_seller ON orders (project_id, seller_id) WHERE status IN ('pending_payment', 'pending', 'active', 'delivered', 'disputed', 'on_hold');
CREATE INDEX orders_open_buyer ON orders (project_id, buyer_id) WHERE status IN ('pending_payment', 'pending', 'active', 'delivered', 'disputed', 'on_hold');
CREATE INDEX orders_closed ON orders (project_id, updated_at) WHERE status IN ('completed', 'partial', 'refunded');
CREATE INDEX orders_closed_seller ON orders (project_id, seller_id, updated_at) WHERE status IN ('completed', 'partial', 'refunded');
CREATE INDEX orders_closed_buyer ON orders (project_id, buyer_id, updated_at) WHERE status IN ('completed', 'partial', 'refunded');
CREATE INDEX orders_buyer_paid ON orders (project_id, buyer_id, paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX products_in_review ON products (project_id, updated_at) WHERE status = 'in_review';
CREATE INDEX sellers_pending ON sellers (project_id, created_at) WHERE status = 'pending_approval';

-- Set when the notification's mail was written: a minute later, and only if it was not read by then.
ALTER TABLE notifications ADD COLUMN mailed_at timestamptz;
