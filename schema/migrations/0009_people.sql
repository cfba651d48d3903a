-- Lists of people that a device brings up to date: what has changed since a version of the list.
CREATE TABLE people_list (
  id              bigint PRIMARY KEY,
  friend_version  bigint NOT NULL DEFAULT 0,
  request_version bigint NOT NULL DEFAULT 0,
  block_version   bigint NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
COMMENT ON TABLE people_list IS 'How often the lists of a user have changed; no row = never. Its lock orders the changes, so whoever has read version n has all up to n.';
COMMENT ON COLUMN people_list.id IS 'The user.';
COMMENT ON COLUMN people_list.friend_version IS 'Of his friends; friend.version takes its values.';
COMMENT ON COLUMN people_list.request_version IS 'Of the requests that he sent and received; friend_request.from_version and to_version take its values.';
COMMENT ON COLUMN people_list.block_version IS 'Of whom he blocks; user_block.version takes its values.';
COMMENT ON COLUMN people_list.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN people_list.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN people_list.deleted IS 'Always 0.';

ALTER TABLE users ADD COLUMN shown_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN users.shown_at IS 'Last change of what others see in their lists: names, avatar, signature, or that the account is gone.';

ALTER TABLE friend ADD COLUMN starred smallint NOT NULL DEFAULT 0;
ALTER TABLE friend ADD COLUMN version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN friend.starred IS '1 = at the top of the owner''s list.';
COMMENT ON COLUMN friend.version IS 'people_list.friend_version of the owner at the last change of this row, its end included.';

ALTER TABLE friend_request ADD COLUMN from_version bigint NOT NULL DEFAULT 0;
ALTER TABLE friend_request ADD COLUMN to_version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN friend_request.from_version IS 'people_list.request_version of who asks at the last change that he sees.';
COMMENT ON COLUMN friend_request.to_version IS 'The same of who is asked; a block that hides or shows the request is a change.';

ALTER TABLE user_block ADD COLUMN version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN user_block.version IS 'people_list.block_version of who blocks at the last change of this row, its end included.';
