-- Typing errors are forgiven in short words and in keywords too: "lgo desgin" finds logos and what is designed.

CREATE INDEX products_alike ON products USING gin ((plain(name) || ' ' || plain_words(tags)) gin_trgm_ops);
DROP INDEX products_name_trgm;

-- What somebody may have meant by a word: two letters swapped, one too many, and (in short words, where trigrams see too
-- little) one missing. As a query in which any of them matches.
CREATE FUNCTION search_meant(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsquery('simple', string_agg(DISTINCT variant, ' | ')) FROM (
        SELECT word || ':*' AS variant
        UNION ALL
        SELECT left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2) || ':*' FROM generate_series(1, length(word) - 1) AS i
        UNION ALL
        SELECT left(word, i - 1) || substr(word, i + 1) FROM generate_series(1, length(word)) AS i WHERE length(word) > 3
        UNION ALL
        SELECT left(word, i) || chr(letter) || substr(word, i + 1) FROM generate_series(0, length(word)) AS i, generate_series(97, 122) AS letter
        WHERE length(word) BETWEEN 3 AND 6) AS meant
$$;

CREATE OR REPLACE FUNCTION search_candidates(project uuid, typed text, cap integer) RETURNS TABLE (id uuid, rank real, alike boolean)
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
        WITH asked AS MATERIALIZED (
            SELECT word, search_meant(word) AS meant FROM unnest(words) AS word WHERE length(word) > 2),
        likely AS (
            -- like the word, by trigrams
            SELECT p.id, a.word, greatest(word_similarity(a.word, plain(p.name)), 0.7 * word_similarity(a.word, plain_words(p.tags))) AS score
            FROM asked a JOIN products p ON a.word <% (plain(p.name) || ' ' || plain_words(p.tags))
            WHERE p.project_id = project AND p.status = 'published'
            UNION ALL
            -- what may have been meant: worth more the higher it stands
            SELECT p.id, a.word, CASE
                WHEN ts_filter(p.search, '{a}') @@ a.meant THEN 0.9
                WHEN ts_filter(p.search, '{b}') @@ a.meant THEN 0.6
                WHEN ts_filter(p.search, '{c}') @@ a.meant THEN 0.3
                ELSE 0.15 END
            FROM asked a JOIN products p ON p.search @@ a.meant
            WHERE p.project_id = project AND p.status = 'published'),
        -- each word once per product, at its better score
        best AS (SELECT l.id, l.word, max(l.score) AS score FROM likely l GROUP BY l.id, l.word)
        SELECT b.id, (sum(b.score) / cardinality(words) / 1000)::real AS score, true
        FROM best b JOIN products p ON p.project_id = project AND p.id = b.id AND NOT p.search @@ wanted
        GROUP BY b.id
        -- at least half of the words must be there in some form, and more than in passing
        HAVING 2 * count(*) >= cardinality(words) AND sum(b.score) / cardinality(words) >= 0.25
        ORDER BY score DESC, b.id DESC
        LIMIT least(cap, 60);
END $$;
