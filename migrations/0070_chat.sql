-- Conversations. A room's messages are numbered without gaps by the room's own row; what is unread is a difference of two
-- counters, so that no list ever counts messages.

CREATE TABLE chats (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('order', 'presale', 'ticket', 'staff')),
    buyer_id uuid,
    seller_id uuid,
    gig_id uuid,
    order_id uuid,
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 160),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
    last_seq bigint NOT NULL DEFAULT 0,
    -- of these, how many a person wrote
    last_said bigint NOT NULL DEFAULT 0,
    -- grows with each edit, reaction, pin and deletion
    version bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, gig_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    CONSTRAINT chats_have_their_sides CHECK (kind NOT IN ('order', 'presale') OR (buyer_id, seller_id) IS NOT NULL),
    CONSTRAINT chats_have_their_order CHECK ((kind = 'order') = (order_id IS NOT NULL)),
    CONSTRAINT chats_presale_product CHECK (kind <> 'presale' OR gig_id IS NOT NULL)
);
CREATE UNIQUE INDEX chats_order ON chats (project_id, order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX chats_presale ON chats (project_id, buyer_id, gig_id) WHERE kind = 'presale';
CREATE INDEX chats_buyer ON chats (project_id, buyer_id, last_at DESC, id DESC);
CREATE INDEX chats_seller ON chats (project_id, seller_id, last_at DESC, id DESC);
CREATE INDEX chats_recent ON chats (last_at);
SELECT protect_tenant('chats', 'SELECT, INSERT, UPDATE');

-- Up to where each has read, and been mailed. Who may be in a room is decided anew each time; of a staff room these rows
-- are the members.
CREATE TABLE chat_members (
    project_id uuid NOT NULL,
    chat_id uuid NOT NULL,
    user_id uuid NOT NULL,
    last_read_seq bigint NOT NULL DEFAULT 0,
    read_said bigint NOT NULL DEFAULT 0,
    last_read_at timestamptz,
    mailed_seq bigint NOT NULL DEFAULT 0,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, chat_id, user_id),
    FOREIGN KEY (project_id, chat_id) REFERENCES chats (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX chat_members_user ON chat_members (project_id, user_id);
SELECT protect_tenant('chat_members');

CREATE TABLE chat_messages (
    project_id uuid NOT NULL,
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    sender_id uuid,
    -- what the sender was in the room
    side text NOT NULL CHECK (side IN ('client', 'seller', 'staff', 'system')),
    -- made by the sender's page, so that sending again is no second message
    client_id uuid,
    message_type text NOT NULL CHECK (message_type IN ('text', 'file', 'system', 'offer', 'milestone')),
    content text NOT NULL DEFAULT '' CHECK (length(content) <= 8000),
    reply_to bigint,
    card_id uuid,
    order_event_id bigint,
    -- how many messages of people the room had with this one
    said bigint NOT NULL,
    version bigint NOT NULL DEFAULT 0,
    pinned_at timestamptz,
    edited_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple', plain(content))) STORED,
    PRIMARY KEY (project_id, chat_id, seq),
    UNIQUE (project_id, id),
    FOREIGN KEY (project_id, chat_id) REFERENCES chats (project_id, id),
    FOREIGN KEY (project_id, sender_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, order_event_id) REFERENCES order_events (project_id, id),
    CONSTRAINT chat_messages_cards CHECK ((message_type IN ('offer', 'milestone')) = (card_id IS NOT NULL))
);
CREATE UNIQUE INDEX chat_messages_once ON chat_messages (project_id, sender_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX chat_messages_changed ON chat_messages (project_id, chat_id, version) WHERE version > 0;
CREATE INDEX chat_messages_pinned ON chat_messages (project_id, chat_id, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX chat_messages_search ON chat_messages USING gin (search);
SELECT protect_tenant('chat_messages', 'SELECT, INSERT, UPDATE');

-- What a message said before it was changed or taken back: a dispute or a report reads it here.
CREATE TABLE chat_edits (
    project_id uuid NOT NULL,
    message_id uuid NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (project_id, message_id, version),
    FOREIGN KEY (project_id, message_id) REFERENCES chat_messages (project_id, id)
);
SELECT protect_tenant('chat_edits', 'SELECT, INSERT');
SELECT append_only('chat_edits');

CREATE TABLE chat_attachments (
    project_id uuid NOT NULL,
    message_id uuid NOT NULL,
    file_id uuid NOT NULL,
    position integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, message_id, file_id),
    FOREIGN KEY (project_id, message_id) REFERENCES chat_messages (project_id, id),
    FOREIGN KEY (project_id, file_id) REFERENCES files (project_id, id)
);
CREATE INDEX chat_attachments_file ON chat_attachments (project_id, file_id);
SELECT protect_tenant('chat_attachments', 'SELECT, INSERT, DELETE');
-- The model's enums say which there are; the database only that it is a name.
ALTER TABLE files DROP CONSTRAINT files_purpose_check;
ALTER TABLE files ADD CONSTRAINT files_purpose_check CHECK (purpose ~ '^[a-z_]{1,32}$');
ALTER TABLE notification_preferences DROP CONSTRAINT notification_preferences_topic_check;
ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_topic_check CHECK (topic ~ '^[a-z_]{1,32}$');

CREATE TABLE chat_reactions (
    project_id uuid NOT NULL,
    message_id uuid NOT NULL,
    user_id uuid NOT NULL,
    emoji text NOT NULL CHECK (length(emoji) BETWEEN 1 AND 8),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, message_id, user_id, emoji),
    FOREIGN KEY (project_id, message_id) REFERENCES chat_messages (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('chat_reactions', 'SELECT, INSERT, DELETE');

-- One side does not want to hear from the other: the person who buys and the business that sells.
CREATE TABLE chat_blocks (
    project_id uuid NOT NULL,
    buyer_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    side text NOT NULL CHECK (side IN ('client', 'seller')),
    blocked_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, buyer_id, seller_id, side),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, blocked_by) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('chat_blocks', 'SELECT, INSERT, DELETE');

CREATE TABLE chat_reports (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reason text NOT NULL CHECK (reason IN ('spam', 'abuse', 'fraud', 'off_platform', 'other')),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- the message's words when it was reported
    content text NOT NULL,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'upheld', 'dismissed')),
    decided_by uuid,
    decided_at timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    CONSTRAINT chat_reports_once UNIQUE (project_id, message_id, reported_by),
    FOREIGN KEY (project_id, message_id) REFERENCES chat_messages (project_id, id),
    FOREIGN KEY (project_id, reported_by) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, decided_by) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX chat_reports_status ON chat_reports (project_id, status, id DESC);
SELECT protect_tenant('chat_reports', 'SELECT, INSERT, UPDATE');

-- How fast somebody writes: the moment until which their messages are "used up", by the second and by the minute.
CREATE TABLE chat_pace (
    project_id uuid NOT NULL,
    user_id uuid NOT NULL,
    burst_until timestamptz NOT NULL,
    minute_until timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
) WITH (fillfactor = 50);
SELECT protect_tenant('chat_pace', 'SELECT, INSERT, UPDATE');

-- What a person is in a room: client, seller, staff; null: nobody there. `oversees`: may see any order of the project.
CREATE FUNCTION chat_side(room chats, person uuid, oversees boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN NOT EXISTS (SELECT FROM project_members m WHERE m.project_id = room.project_id AND m.user_id = person AND m.deactivated_at IS NULL) THEN NULL
        WHEN room.buyer_id = person THEN 'client'
        WHEN EXISTS (SELECT FROM sellers s WHERE s.project_id = room.project_id AND s.id = room.seller_id AND s.user_id = person)
          OR EXISTS (SELECT FROM seller_members s WHERE s.project_id = room.project_id AND s.seller_id = room.seller_id AND s.user_id = person) THEN 'seller'
        WHEN room.kind = 'order' AND oversees THEN 'staff'
        WHEN room.kind = 'staff' AND EXISTS (SELECT FROM chat_members m WHERE m.project_id = room.project_id AND m.chat_id = room.id AND m.user_id = person) THEN 'staff'
    END
$$;

-- Who is told of a room's messages: its two sides, and whoever has read or written there and still may.
CREATE FUNCTION chat_people(room chats) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT p.person), '{}') FROM (
        SELECT room.buyer_id AS person
        UNION ALL SELECT s.user_id FROM sellers s WHERE s.project_id = room.project_id AND s.id = room.seller_id
        UNION ALL SELECT s.user_id FROM seller_members s WHERE s.project_id = room.project_id AND s.seller_id = room.seller_id
        UNION ALL SELECT m.user_id FROM chat_members m WHERE m.project_id = room.project_id AND m.chat_id = room.id AND room.kind = 'staff'
    ) p
    JOIN project_members m ON m.project_id = room.project_id AND m.user_id = p.person AND m.deactivated_at IS NULL
$$;

-- One message, in one round trip: the right, the pace, the block, the number. Nothing is written when it is refused.
-- outcome: sent, again (it had arrived before), or why not.
CREATE FUNCTION chat_send(
    p_project uuid, p_chat uuid, p_user uuid, p_oversees boolean, p_id uuid, p_client uuid, p_type text, p_content text,
    p_reply bigint, p_card uuid, p_link boolean, p_paced boolean, p_now timestamptz,
    p_burst integer, p_minute integer, p_links bigint,
    OUT outcome text, OUT wait integer, OUT seq bigint, OUT side text, OUT people uuid[],
    OUT reply_name text, OUT reply_content text, OUT reply_deleted boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    room chats;
    pace chat_pace;
    next_burst timestamptz;
    next_minute timestamptz;
    earlier record;
    blocked text[];
BEGIN
    PERFORM set_config('app.project_id', p_project::text, true);
    SELECT c.* INTO room FROM chats c WHERE c.project_id = p_project AND c.id = p_chat;
    IF room.id IS NOT NULL THEN
        side := chat_side(room, p_user, p_oversees);
    END IF;
    IF side IS NULL THEN
        outcome := 'absent';
        RETURN;
    END IF;
    -- one message of a person after the other
    INSERT INTO chat_pace (project_id, user_id, burst_until, minute_until) VALUES (p_project, p_user, p_now, p_now) ON CONFLICT DO NOTHING;
    SELECT p.* INTO pace FROM chat_pace p WHERE p.project_id = p_project AND p.user_id = p_user FOR NO KEY UPDATE;
    IF p_client IS NOT NULL THEN
        SELECT m.chat_id, m.seq INTO earlier FROM chat_messages m WHERE m.project_id = p_project AND m.sender_id = p_user AND m.client_id = p_client;
        IF FOUND THEN
            outcome := CASE WHEN earlier.chat_id = p_chat THEN 'again' ELSE 'reused' END;
            seq := earlier.seq;
            RETURN;
        END IF;
    END IF;
    IF p_paced THEN
        next_burst := greatest(pace.burst_until, p_now) + interval '1 second' / p_burst;
        next_minute := greatest(pace.minute_until, p_now) + interval '1 minute' / p_minute;
        IF next_burst > p_now + interval '1 second' OR next_minute > p_now + interval '1 minute' THEN
            outcome := 'too_many';
            wait := greatest(1, ceil(extract(epoch FROM greatest(next_burst - p_now - interval '1 second', next_minute - p_now - interval '1 minute'))))::integer;
            RETURN;
        END IF;
    END IF;
    IF room.seller_id IS NOT NULL AND side IN ('client', 'seller') THEN
        SELECT array_agg(b.side) INTO blocked FROM chat_blocks b
            WHERE b.project_id = p_project AND b.buyer_id = room.buyer_id AND b.seller_id = room.seller_id;
        IF blocked IS NOT NULL AND NOT EXISTS (SELECT FROM orders o WHERE o.project_id = p_project AND o.id = room.order_id
            AND o.status IN ('pending_payment', 'pending', 'active', 'delivered', 'disputed', 'on_hold')) THEN
            outcome := CASE WHEN side = ANY (blocked) THEN 'blocked_by_us' ELSE 'blocked_by_them' END;
            RETURN;
        END IF;
    END IF;
    IF p_link AND room.kind = 'presale'
        AND EXISTS (SELECT FROM project_members m WHERE m.project_id = p_project AND m.user_id = p_user AND m.joined_at > p_now - interval '1 day')
        AND (SELECT count(*) FROM chat_messages m JOIN chats c ON c.project_id = m.project_id AND c.id = m.chat_id AND c.kind = 'presale'
             WHERE m.project_id = p_project AND m.sender_id = p_user AND m.client_id IS NOT NULL AND m.created_at > p_now - interval '1 day'
               AND m.content ~* '(https?://|www\.)') >= p_links THEN
        outcome := 'links';
        RETURN;
    END IF;
    IF p_reply IS NOT NULL THEN
        SELECT coalesce(u.name, ''), CASE WHEN m.deleted_at IS NULL THEN left(m.content, 1000) ELSE '' END, m.deleted_at IS NOT NULL
            INTO reply_name, reply_content, reply_deleted
            FROM chat_messages m LEFT JOIN users u ON u.id = m.sender_id
            WHERE m.project_id = p_project AND m.chat_id = p_chat AND m.seq = p_reply AND m.message_type <> 'system';
        IF NOT FOUND THEN
            outcome := 'no_reply';
            RETURN;
        END IF;
    END IF;
    UPDATE chats c SET last_seq = c.last_seq + 1, last_said = c.last_said + 1, last_at = greatest(c.last_at, p_now), updated_at = p_now
        WHERE c.project_id = p_project AND c.id = p_chat AND c.status = 'active' RETURNING c.* INTO room;
    IF NOT FOUND THEN
        outcome := 'archived';
        RETURN;
    END IF;
    IF p_paced THEN
        UPDATE chat_pace p SET burst_until = next_burst, minute_until = next_minute WHERE p.project_id = p_project AND p.user_id = p_user;
    END IF;
    INSERT INTO chat_messages (project_id, chat_id, seq, id, sender_id, side, client_id, message_type, content, reply_to, card_id, said, created_at, updated_at)
        VALUES (p_project, p_chat, room.last_seq, p_id, p_user, side, p_client, p_type, p_content, p_reply, p_card, room.last_said, p_now, p_now);
    people := chat_people(room);
    IF NOT p_user = ANY (people) THEN
        people := people || p_user;
    END IF;
    -- who writes has read; whoever is new is known from now on
    INSERT INTO chat_members (project_id, chat_id, user_id, last_read_seq, read_said, last_read_at, joined_at)
        VALUES (p_project, p_chat, p_user, room.last_seq, room.last_said, p_now, p_now)
        ON CONFLICT (project_id, chat_id, user_id) DO UPDATE
            SET last_read_seq = excluded.last_read_seq, read_said = excluded.read_said, last_read_at = excluded.last_read_at;
    INSERT INTO chat_members (project_id, chat_id, user_id, joined_at)
        SELECT p_project, p_chat, person, p_now FROM unnest(people) AS person
        WHERE NOT EXISTS (SELECT FROM chat_members m WHERE m.project_id = p_project AND m.chat_id = p_chat AND m.user_id = person)
        ON CONFLICT DO NOTHING;
    seq := room.last_seq;
    outcome := 'sent';
END $$;

-- Orders that exist get their room, with what has happened in it.
SET LOCAL ROLE guildhall_operator;
INSERT INTO chats (project_id, id, kind, buyer_id, seller_id, gig_id, order_id, last_at, created_by, created_at, updated_at)
    SELECT o.project_id, gen_random_uuid(), 'order', o.buyer_id, o.seller_id,
        (SELECT i.product_id FROM order_items i WHERE i.project_id = o.project_id AND i.order_id = o.id ORDER BY i.position LIMIT 1),
        o.id, o.placed_at, o.buyer_id, o.placed_at, o.placed_at
    FROM orders o;
INSERT INTO chat_messages (project_id, chat_id, seq, id, sender_id, side, message_type, order_event_id, said, created_at, updated_at)
    SELECT c.project_id, c.id, row_number() OVER (PARTITION BY c.project_id, c.id ORDER BY e.id), gen_random_uuid(),
        m.user_id, CASE WHEN m.user_id IS NULL THEN 'system' ELSE e.party END, 'system', e.id, 0, e.at, e.at
    FROM chats c
    JOIN order_events e ON e.project_id = c.project_id AND e.order_id = c.order_id AND e.event NOT IN ('check_quality', 'note')
    LEFT JOIN project_members m ON m.project_id = e.project_id AND m.user_id = e.actor_id;
UPDATE chats c SET last_seq = x.n, last_at = x.at, updated_at = x.at
    FROM (SELECT m.project_id, m.chat_id, max(m.seq) AS n, max(m.created_at) AS at FROM chat_messages m GROUP BY 1, 2) x
    WHERE c.project_id = x.project_id AND c.id = x.chat_id;
INSERT INTO chat_members (project_id, chat_id, user_id, last_read_seq, last_read_at, joined_at)
    SELECT c.project_id, c.id, person, c.last_seq, c.last_at, c.created_at
    FROM chats c CROSS JOIN LATERAL unnest(chat_people(c)) AS person;
RESET ROLE;
