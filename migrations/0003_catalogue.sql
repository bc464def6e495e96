-- Sellers, categories, products, carts.

CREATE TABLE sellers (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    business_name text NOT NULL CHECK (length(business_name) BETWEEN 2 AND 120),
    business_type text NOT NULL DEFAULT 'individual' CHECK (business_type IN ('individual', 'company')),
    verification_status text NOT NULL DEFAULT 'unverified' CHECK (verification_status IN ('unverified', 'pending', 'verified', 'rejected')),
    -- null: the project's default
    commission_bps integer CHECK (commission_bps BETWEEN 0 AND 10000),
    stripe_connect_id text,
    status text NOT NULL DEFAULT 'pending_approval' CHECK (status IN ('pending_approval', 'open', 'suspended', 'terminated')),
    status_reason text NOT NULL DEFAULT '',
    bio text NOT NULL DEFAULT '',
    languages text[] NOT NULL DEFAULT '{en}',
    country text NOT NULL DEFAULT 'DE',
    rating_sum bigint NOT NULL DEFAULT 0,
    rating_count bigint NOT NULL DEFAULT 0,
    completed_orders bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, slug),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('sellers', 'SELECT, INSERT, UPDATE');

CREATE TABLE seller_members (
    project_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- manage_products, process_orders, view_analytics, manage_customers, configure_integration
    permissions text[] NOT NULL DEFAULT '{manage_products,process_orders,view_analytics}',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, seller_id, user_id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX seller_members_user ON seller_members (project_id, user_id);
SELECT protect_tenant('seller_members');

CREATE TABLE categories (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    parent_id uuid,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
    name_de text NOT NULL CHECK (length(name_de) BETWEEN 1 AND 80),
    icon text NOT NULL DEFAULT 'folder',
    position integer NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, slug),
    FOREIGN KEY (project_id, parent_id) REFERENCES categories (project_id, id),
    CHECK (parent_id <> id)
);
SELECT protect_tenant('categories');

-- unaccent is only STABLE; the generated column needs an immutable form with the dictionary named
CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(unaccent('unaccent'::regdictionary, $1)) $$;
CREATE FUNCTION plain_words(words text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(plain(array_to_string(words, ' ')), '') $$;

CREATE TABLE products (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    seller_id uuid NOT NULL,
    category_id uuid NOT NULL,
    type text NOT NULL CHECK (type IN ('growth', 'service', 'consultation', 'digital', 'course', 'software')),
    status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in_review', 'published', 'paused', 'archived')),
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,100}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    summary text NOT NULL DEFAULT '' CHECK (length(summary) <= 300),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 20000),
    pricing text NOT NULL CHECK (pricing IN ('one_time', 'packages', 'per_unit')),
    currency text NOT NULL CHECK (length(currency) = 3),
    -- the lowest price a buyer can pay, in minor units; computed by the service from packages or rate × minimum
    price bigint NOT NULL CHECK (price >= 0),
    -- per 1,000 units, in 1/100,000 of the major unit
    rate bigint CHECK (rate > 0),
    quantity_min bigint CHECK (quantity_min > 0),
    quantity_max bigint CHECK (quantity_max >= quantity_min),
    quantity_step bigint CHECK (quantity_step > 0),
    unit text NOT NULL DEFAULT '',
    delivery_days integer NOT NULL DEFAULT 7 CHECK (delivery_days BETWEEN 1 AND 365),
    revisions integer NOT NULL DEFAULT 1 CHECK (revisions BETWEEN 0 AND 99),
    auto_accept_days integer CHECK (auto_accept_days BETWEEN 1 AND 60),
    tags text[] NOT NULL DEFAULT '{}',
    features jsonb NOT NULL DEFAULT '[]',
    -- [{"key": …, "kind": "text", …}], validated by model::intake
    intake jsonb NOT NULL DEFAULT '[]',
    -- [{"title": …, "share_bps": …, "days": …}], shares sum to 10,000
    milestone_plan jsonb NOT NULL DEFAULT '[]',
    -- ["Spelling checked", …]: what must be ticked before a final submission
    checklist jsonb NOT NULL DEFAULT '[]',
    language text NOT NULL DEFAULT 'en',
    location text NOT NULL DEFAULT '',
    seo_title text NOT NULL DEFAULT '',
    seo_description text NOT NULL DEFAULT '',
    cover_file_id uuid,
    rating_sum bigint NOT NULL DEFAULT 0,
    rating_count bigint NOT NULL DEFAULT 0,
    sales_count bigint NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    published_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', plain(name)), 'A') ||
        setweight(to_tsvector('simple', plain_words(tags)), 'B') ||
        setweight(to_tsvector('simple', plain(summary)), 'C') ||
        setweight(to_tsvector('simple', left(plain(description), 4000)), 'D')) STORED,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, slug),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, category_id) REFERENCES categories (project_id, id),
    FOREIGN KEY (project_id, cover_file_id) REFERENCES files (project_id, id),
    CONSTRAINT products_per_unit CHECK (pricing <> 'per_unit' OR (rate, quantity_min, quantity_max, quantity_step) IS NOT NULL)
);
CREATE INDEX products_search ON products USING gin (search);
CREATE INDEX products_name_trgm ON products USING gin (plain(name) gin_trgm_ops);
CREATE INDEX products_listed ON products (project_id, category_id, published_at DESC, id) WHERE status = 'published';
CREATE INDEX products_newest ON products (project_id, published_at DESC, id) WHERE status = 'published';
CREATE INDEX products_cheapest ON products (project_id, price, id) WHERE status = 'published';
CREATE INDEX products_popular ON products (project_id, sales_count DESC, id) WHERE status = 'published';
CREATE INDEX products_seller ON products (project_id, seller_id, updated_at DESC);
SELECT protect_tenant('products', 'SELECT, INSERT, UPDATE');

CREATE TABLE product_packages (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    tier text NOT NULL CHECK (tier IN ('basic', 'standard', 'premium')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    description text NOT NULL DEFAULT '',
    price bigint NOT NULL CHECK (price > 0),
    delivery_days integer NOT NULL CHECK (delivery_days BETWEEN 1 AND 365),
    revisions integer NOT NULL CHECK (revisions BETWEEN 0 AND 99),
    features jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, product_id, tier),
    UNIQUE (project_id, product_id, id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id)
);
SELECT protect_tenant('product_packages');

CREATE TABLE product_addons (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    price bigint NOT NULL CHECK (price > 0),
    extra_days integer NOT NULL DEFAULT 0 CHECK (extra_days BETWEEN 0 AND 365),
    position integer NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id)
);
CREATE INDEX product_addons_product ON product_addons (project_id, product_id, position);
SELECT protect_tenant('product_addons');

CREATE TABLE product_media (
    project_id uuid NOT NULL,
    product_id uuid NOT NULL,
    file_id uuid NOT NULL,
    alt text NOT NULL DEFAULT '',
    position integer NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, product_id, file_id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, file_id) REFERENCES files (project_id, id)
);
SELECT protect_tenant('product_media');

-- A cart belongs to a person or to a visitor's random cookie; merged at sign-in.
CREATE TABLE cart_items (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    user_id uuid,
    visitor text,
    product_id uuid NOT NULL,
    package_id uuid,
    addon_ids uuid[] NOT NULL DEFAULT '{}',
    quantity bigint NOT NULL DEFAULT 1 CHECK (quantity > 0),
    -- {"key": value}; may be empty: then the order asks for it after payment
    answers jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    CHECK ((user_id IS NULL) <> (visitor IS NULL)),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, product_id, package_id) REFERENCES product_packages (project_id, product_id, id) ON DELETE CASCADE
);
CREATE INDEX cart_items_user ON cart_items (project_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX cart_items_visitor ON cart_items (project_id, visitor) WHERE visitor IS NOT NULL;
SELECT protect_tenant('cart_items');
