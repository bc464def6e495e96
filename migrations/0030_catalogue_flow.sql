-- The catalogue's timeline, why a product was sent back, and the candidates of a search.

ALTER TABLE products ADD COLUMN review_note text NOT NULL DEFAULT '' CHECK (length(review_note) <= 2000);

-- One row per change of a product's state: who, when, from, to, why.
CREATE TABLE product_events (
    project_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    product_id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    event text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    reason text NOT NULL DEFAULT '',
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, actor_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX product_events_product ON product_events (project_id, product_id, id);
SELECT protect_tenant('product_events', 'SELECT, INSERT');
SELECT append_only('product_events');

CREATE INDEX categories_parent ON categories (project_id, parent_id);

-- The words of a search as a query that also matches beginnings: "logo desi" finds "logo design".
CREATE FUNCTION search_words(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(array_agg(word), '{}') FROM regexp_split_to_table(plain(left(typed, 200)), '[^[:alnum:]]+') AS word WHERE word <> '' $$;

-- Published products that match as typed, best first; and when few do, those that are like it (a threshold of trigrams
-- that forgives a missing or swapped letter). Row-level security applies: the function runs as its caller.
CREATE FUNCTION search_candidates(project uuid, typed text, cap integer) RETURNS TABLE (id uuid, rank real, alike boolean)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    words text[] := search_words(typed);
    wanted tsquery;
    found integer;
BEGIN
    IF cardinality(words) = 0 THEN
        RETURN;
    END IF;
    wanted := to_tsquery('simple', (SELECT string_agg(word || ':*', ' & ') FROM unnest(words) AS word));
    RETURN QUERY
        SELECT p.id, (ts_rank_cd('{0.1, 0.3, 0.6, 1.0}', p.search, wanted) * (1 + ln(1 + p.sales_count) / 10))::real AS score, false
        FROM products p
        WHERE p.project_id = project AND p.status = 'published' AND p.search @@ wanted
        ORDER BY score DESC, p.id DESC
        LIMIT cap;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found >= 4 THEN
        RETURN;
    END IF;
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);
    RETURN QUERY
        SELECT p.id, (sum(word_similarity(word, plain(p.name))) / cardinality(words) / 1000)::real AS score, true
        FROM unnest(words) AS word
        JOIN products p ON word <% plain(p.name)
        WHERE p.project_id = project AND p.status = 'published' AND length(word) > 2 AND NOT p.search @@ wanted
        GROUP BY p.id
        -- at least half of the words must be there in some form
        HAVING 2 * count(*) >= cardinality(words)
        ORDER BY score DESC, p.id DESC
        LIMIT least(cap, 200);
END $$;
