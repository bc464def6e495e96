-- Functions in SQL that are not written into their caller are planned anew at each call; in PL/pgSQL their plans are kept.
CREATE OR REPLACE FUNCTION chat_side(room chats, person uuid, oversees boolean) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM project_members m WHERE m.project_id = room.project_id AND m.user_id = person AND m.deactivated_at IS NULL) THEN
        RETURN NULL;
    ELSIF room.buyer_id = person THEN
        RETURN 'client';
    ELSIF room.seller_id IS NOT NULL AND (
        EXISTS (SELECT FROM seller_members s WHERE s.project_id = room.project_id AND s.seller_id = room.seller_id AND s.user_id = person)
        OR EXISTS (SELECT FROM sellers s WHERE s.project_id = room.project_id AND s.id = room.seller_id AND s.user_id = person)) THEN
        RETURN 'seller';
    ELSIF room.kind = 'order' AND oversees THEN
        RETURN 'staff';
    ELSIF room.kind = 'staff' AND EXISTS (SELECT FROM chat_members m WHERE m.project_id = room.project_id AND m.chat_id = room.id AND m.user_id = person) THEN
        RETURN 'staff';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION chat_people(room chats) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF room.kind = 'staff' THEN
        RETURN ARRAY(SELECT k.user_id FROM chat_members k
            JOIN project_members m ON m.project_id = k.project_id AND m.user_id = k.user_id AND m.deactivated_at IS NULL
            WHERE k.project_id = room.project_id AND k.chat_id = room.id);
    END IF;
    RETURN ARRAY(SELECT p.person FROM (
            SELECT room.buyer_id AS person
            UNION SELECT s.user_id FROM sellers s WHERE s.project_id = room.project_id AND s.id = room.seller_id
            UNION SELECT s.user_id FROM seller_members s WHERE s.project_id = room.project_id AND s.seller_id = room.seller_id) p
        JOIN project_members m ON m.project_id = room.project_id AND m.user_id = p.person AND m.deactivated_at IS NULL);
END $$;
