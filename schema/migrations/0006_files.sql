-- Files that people upload, and which messages refer to them.
CREATE TABLE file (
  id          bigint PRIMARY KEY,
  user_id     bigint NOT NULL,
  kind        smallint NOT NULL,
  name        text NOT NULL DEFAULT '',
  mime        text NOT NULL DEFAULT '',
  size        bigint NOT NULL,
  width       integer NOT NULL DEFAULT 0,
  height      integer NOT NULL DEFAULT 0,
  thumbnail   bytea NOT NULL DEFAULT '',
  storage_key text NOT NULL DEFAULT '',
  ready       smallint NOT NULL DEFAULT 0,
  avatar_of   bigint NOT NULL DEFAULT 0,
  check_at    timestamptz NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  deleted     smallint NOT NULL DEFAULT 0
);
CREATE INDEX file_user_id_idx ON file (user_id) INCLUDE (size, ready) WHERE deleted = 0;
CREATE INDEX file_check_at_idx ON file (check_at);
COMMENT ON TABLE file IS 'One upload. The row is gone when nothing of it is stored any more.';
COMMENT ON COLUMN file.id IS 'Snowflake.';
COMMENT ON COLUMN file.user_id IS 'Who uploads it.';
COMMENT ON COLUMN file.kind IS '0 file, 1 image, 2 voice, 3 video, 4 avatar.';
COMMENT ON COLUMN file.name IS 'As shown and saved; without path and control characters.';
COMMENT ON COLUMN file.mime IS 'What the content is, as far as it could be proven; empty before it is complete.';
COMMENT ON COLUMN file.size IS 'Bytes; what was announced is what must come.';
COMMENT ON COLUMN file.width IS 'Pixels of an image as it is shown; otherwise 0.';
COMMENT ON COLUMN file.height IS 'Pixels of an image as it is shown; otherwise 0.';
COMMENT ON COLUMN file.thumbnail IS 'Tiny WebP of an image, to be carried by messages; otherwise empty.';
COMMENT ON COLUMN file.storage_key IS 'Name in the storage: 32 random hex digits.';
COMMENT ON COLUMN file.ready IS '1 = complete and checked; before that nobody but its user knows of it.';
COMMENT ON COLUMN file.avatar_of IS 'User or group that took it as its avatar last, 0 = none; it is the avatar only while that row says so.';
COMMENT ON COLUMN file.check_at IS 'When the clean-up looks at it next: whether the upload was given up, or nothing refers to it.';
COMMENT ON COLUMN file.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN file.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN file.deleted IS '1 = being removed: served to nobody, attached to nothing.';

CREATE TABLE message_file (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  file_id         bigint NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_file_key ON message_file (conversation_id, seq, file_id);
CREATE INDEX message_file_file_id_idx ON message_file (file_id) WHERE deleted = 0;
COMMENT ON TABLE message_file IS 'Which message refers to which file, written with it.';
COMMENT ON COLUMN message_file.id IS 'Snowflake.';
COMMENT ON COLUMN message_file.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN message_file.seq IS 'Which message.';
COMMENT ON COLUMN message_file.file_id IS 'Which file.';
COMMENT ON COLUMN message_file.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message_file.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message_file.deleted IS '1 = the message was recalled or does not refer to it any more.';
COMMENT ON COLUMN users.avatar IS 'URL, file:{file id}, or empty.';
COMMENT ON COLUMN conversation.avatar IS 'group: URL, file:{file id}, or empty.';
