-- A row among the members of a staff room is not enough: who has no role of the staff any more is nobody there, as who left
-- a seller's team is nobody in its rooms. Staff is whoever has a role besides these three (`Role::is_staff`).
CREATE FUNCTION is_staff(project uuid, person uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM project_members m JOIN users u ON u.id = m.user_id
        WHERE m.project_id = project AND m.user_id = person AND m.deactivated_at IS NULL
          AND (u.superadmin OR NOT m.roles <@ '{client,seller,worker}'::text[]));
END $$;

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
    ELSIF room.kind = 'staff' AND EXISTS (SELECT FROM chat_members m WHERE m.project_id = room.project_id AND m.chat_id = room.id AND m.user_id = person)
        AND is_staff(room.project_id, person) THEN
        RETURN 'staff';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION chat_people(room chats) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF room.kind = 'staff' THEN
        RETURN ARRAY(SELECT k.user_id FROM chat_members k
            WHERE k.project_id = room.project_id AND k.chat_id = room.id AND is_staff(room.project_id, k.user_id));
    END IF;
    RETURN ARRAY(SELECT p.person FROM (
            SELECT room.buyer_id AS person
            UNION SELECT s.user_id FROM sellers s WHERE s.project_id = room.project_id AND s.id = room.seller_id
            UNION SELECT s.user_id FROM seller_members s WHERE s.project_id = room.project_id AND s.seller_id = room.seller_id) p
        JOIN project_members m ON m.project_id = room.project_id AND m.user_id = p.person AND m.deactivated_at IS NULL);
END $$;
