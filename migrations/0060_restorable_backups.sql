-- A backup is restored with an empty search_path, where a function whose body is mere text finds nothing. These two stand
-- in generated columns and indexes; written like this, their bodies are bound to what they mean when they are made.
CREATE OR REPLACE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(unaccent('unaccent'::regdictionary, $1));
CREATE OR REPLACE FUNCTION plain_words(words text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(plain(array_to_string(words, ' ')), '');
