-- A repeated request to make a group finds the group that the first one made.
CREATE TABLE group_creation (
  id              bigint PRIMARY KEY,
  user_id         bigint NOT NULL,
  request_key     text NOT NULL DEFAULT '',
  request_hash    bytea NOT NULL,
  conversation_id bigint NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX group_creation_user_id_request_key_key ON group_creation (user_id, request_key);
COMMENT ON TABLE group_creation IS 'Which group a client''s request has made: repeated, it makes no second one.';
COMMENT ON COLUMN group_creation.id IS 'Snowflake.';
COMMENT ON COLUMN group_creation.user_id IS 'Who made the group.';
COMMENT ON COLUMN group_creation.request_key IS 'Chosen by the client, for this one group.';
COMMENT ON COLUMN group_creation.request_hash IS 'SHA-256 of what was asked for: another request under the same key is refused.';
COMMENT ON COLUMN group_creation.conversation_id IS 'The group.';
COMMENT ON COLUMN group_creation.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN group_creation.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN group_creation.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
