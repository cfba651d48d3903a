-- Messages that a user keeps in a list of his own.
ALTER TABLE users ADD COLUMN favourite_version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN users.favourite_version IS 'state_version at the last change of the list of favourites; 0 = never.';

CREATE TABLE favourite (
  id              bigint PRIMARY KEY,
  user_id         bigint NOT NULL,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  version         bigint NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX favourite_message_key ON favourite (user_id, conversation_id, seq);
CREATE UNIQUE INDEX favourite_version_key ON favourite (user_id, version);
COMMENT ON TABLE favourite IS 'A message that a user starred, ≤ 10,000 of each. Not what it said: that is in message alone, so a recall leaves no copy.';
COMMENT ON COLUMN favourite.id IS 'Snowflake.';
COMMENT ON COLUMN favourite.user_id IS 'Whose list.';
COMMENT ON COLUMN favourite.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN favourite.seq IS 'Which message.';
COMMENT ON COLUMN favourite.version IS 'users.state_version with which it was starred: the order of the list.';
COMMENT ON COLUMN favourite.created_at IS 'When it was starred.';
COMMENT ON COLUMN favourite.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN favourite.deleted IS 'Always 0: a row goes when its star does.';
