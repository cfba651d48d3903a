-- Godwit's tables, kept by hand. Every change is also a plain-SQL migration in schema/migrations; a test builds both ways and compares.
-- Rules: id, created_at, updated_at, deleted on every table; no foreign keys; strings NOT NULL DEFAULT '' and compared with = ''; every column has a comment.

CREATE TABLE users (
  id            bigint PRIMARY KEY,
  username      text NOT NULL,
  password_hash text NOT NULL DEFAULT '',
  nickname      text NOT NULL DEFAULT '',
  phone         text NOT NULL DEFAULT '',
  email         text NOT NULL DEFAULT '',
  avatar        text NOT NULL DEFAULT '',
  gender        smallint NOT NULL DEFAULT 0,
  signature     text NOT NULL DEFAULT '',
  state_version bigint NOT NULL DEFAULT 0,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  deleted       smallint NOT NULL DEFAULT 0,
  show_presence smallint NOT NULL DEFAULT 1,
  stranger_policy smallint NOT NULL DEFAULT 0
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX users_username_key ON users (username);
COMMENT ON TABLE users IS 'One account.';
COMMENT ON COLUMN users.id IS 'Snowflake.';
COMMENT ON COLUMN users.username IS 'Login name, stored lower-case, unique among accounts.';
COMMENT ON COLUMN users.password_hash IS 'bcrypt, cost 10.';
COMMENT ON COLUMN users.nickname IS 'Shown name.';
COMMENT ON COLUMN users.phone IS 'Only shown to the owner.';
COMMENT ON COLUMN users.email IS 'Only shown to the owner.';
COMMENT ON COLUMN users.avatar IS 'URL or empty.';
COMMENT ON COLUMN users.gender IS '0 unknown, 1 male, 2 female, 3 other.';
COMMENT ON COLUMN users.signature IS 'One line about oneself.';
COMMENT ON COLUMN users.state_version IS 'Counter of this user''s per-user state changes; conversation_member.version takes its values.';
COMMENT ON COLUMN users.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN users.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN users.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
COMMENT ON COLUMN users.show_presence IS '1 = friends see whether the user is online and when last.';
COMMENT ON COLUMN users.stranger_policy IS 'Who may write without being a friend: 0 nobody, 1 strangers, three messages before they are answered.';

CREATE TABLE user_session (
  id                    bigint PRIMARY KEY,
  user_id               bigint NOT NULL,
  device_id             text NOT NULL DEFAULT '',
  platform              text NOT NULL DEFAULT '',
  ip                    text NOT NULL DEFAULT '',
  refresh_hash          text NOT NULL DEFAULT '',
  previous_refresh_hash text NOT NULL DEFAULT '',
  rotated_at            timestamptz NOT NULL DEFAULT now(),
  expires_at            timestamptz NOT NULL,
  last_active_at        timestamptz NOT NULL DEFAULT now(),
  revoked_at            timestamptz,
  created_at            timestamptz NOT NULL DEFAULT now(),
  updated_at            timestamptz NOT NULL DEFAULT now(),
  deleted               smallint NOT NULL DEFAULT 0
);
CREATE INDEX user_session_user_id_idx ON user_session (user_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX user_session_refresh_hash_key ON user_session (refresh_hash);
CREATE INDEX user_session_previous_refresh_hash_idx ON user_session (previous_refresh_hash) WHERE previous_refresh_hash <> '';
COMMENT ON TABLE user_session IS 'One signed-in device; the truth about whether its tokens are valid.';
COMMENT ON COLUMN user_session.id IS 'Snowflake; the `sid` claim of access tokens.';
COMMENT ON COLUMN user_session.user_id IS 'Owner.';
COMMENT ON COLUMN user_session.device_id IS 'Chosen by the client, stable per installation.';
COMMENT ON COLUMN user_session.platform IS 'web, desktop, bot, cli.';
COMMENT ON COLUMN user_session.ip IS 'Address at sign-in.';
COMMENT ON COLUMN user_session.refresh_hash IS 'SHA-256 (hex) of the current refresh token.';
COMMENT ON COLUMN user_session.previous_refresh_hash IS 'SHA-256 of the token before the last rotation, for reuse detection.';
COMMENT ON COLUMN user_session.rotated_at IS 'Last rotation of the refresh token.';
COMMENT ON COLUMN user_session.expires_at IS 'End of the refresh token.';
COMMENT ON COLUMN user_session.last_active_at IS 'Last refresh or sign-in.';
COMMENT ON COLUMN user_session.revoked_at IS 'When it was signed out or revoked; NULL = valid.';
COMMENT ON COLUMN user_session.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN user_session.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN user_session.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';

CREATE TABLE friend (
  id         bigint PRIMARY KEY,
  user_id    bigint NOT NULL,
  friend_id  bigint NOT NULL,
  remark     text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted    smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX friend_user_id_friend_id_key ON friend (user_id, friend_id);
COMMENT ON TABLE friend IS 'One direction of a friendship; both rows are written in one transaction.';
COMMENT ON COLUMN friend.id IS 'Snowflake.';
COMMENT ON COLUMN friend.user_id IS 'Whose list.';
COMMENT ON COLUMN friend.friend_id IS 'Who is on it.';
COMMENT ON COLUMN friend.remark IS 'The owner''s name for the friend.';
COMMENT ON COLUMN friend.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN friend.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN friend.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';

CREATE TABLE friend_request (
  id           bigint PRIMARY KEY,
  from_user_id bigint NOT NULL,
  to_user_id   bigint NOT NULL,
  message      text NOT NULL DEFAULT '',
  status       smallint NOT NULL DEFAULT 0,
  handled_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  deleted      smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX friend_request_pending_key ON friend_request (from_user_id, to_user_id) WHERE status = 0;
CREATE INDEX friend_request_to_user_id_idx ON friend_request (to_user_id, created_at DESC);
CREATE INDEX friend_request_from_user_id_idx ON friend_request (from_user_id, created_at DESC);
COMMENT ON TABLE friend_request IS 'A request to become friends.';
COMMENT ON COLUMN friend_request.id IS 'Snowflake.';
COMMENT ON COLUMN friend_request.from_user_id IS 'Who asks.';
COMMENT ON COLUMN friend_request.to_user_id IS 'Who is asked.';
COMMENT ON COLUMN friend_request.message IS 'Greeting.';
COMMENT ON COLUMN friend_request.status IS '0 pending, 1 accepted, 2 rejected.';
COMMENT ON COLUMN friend_request.handled_at IS 'When it was accepted or rejected.';
COMMENT ON COLUMN friend_request.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN friend_request.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN friend_request.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';

CREATE TABLE conversation (
  id                 bigint PRIMARY KEY,
  type               smallint NOT NULL,
  direct_key         text NOT NULL DEFAULT '',
  last_seq           bigint NOT NULL DEFAULT 0,
  countable_total    bigint NOT NULL DEFAULT 0,
  membership_version bigint NOT NULL DEFAULT 1,
  epoch              bigint NOT NULL DEFAULT 1,
  member_count       integer NOT NULL DEFAULT 0,
  last_entry_at      timestamptz NOT NULL DEFAULT now(),
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  deleted            smallint NOT NULL DEFAULT 0,
  title text NOT NULL DEFAULT '',
  avatar text NOT NULL DEFAULT '',
  owner_id bigint NOT NULL DEFAULT 0,
  announcement text NOT NULL DEFAULT '',
  join_mode smallint NOT NULL DEFAULT 1,
  mute_all smallint NOT NULL DEFAULT 0,
  history_for_new smallint NOT NULL DEFAULT 0,
  room smallint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX conversation_direct_key_key ON conversation (direct_key) WHERE direct_key <> '';
CREATE INDEX conversation_room_idx ON conversation (id) WHERE room = 1;
COMMENT ON TABLE conversation IS 'Head of one conversation log. Its row lock orders the log.';
COMMENT ON COLUMN conversation.id IS 'Snowflake.';
COMMENT ON COLUMN conversation.type IS '0 direct, 1 group, 2 ai, 3 self (ConversationType).';
COMMENT ON COLUMN conversation.direct_key IS 'direct: smallerUserId:largerUserId, unique; otherwise empty.';
COMMENT ON COLUMN conversation.last_seq IS 'Sequence number of the newest entry.';
COMMENT ON COLUMN conversation.countable_total IS 'How many entries count as unread.';
COMMENT ON COLUMN conversation.membership_version IS 'Bumped in the transaction of every change that decides who may send.';
COMMENT ON COLUMN conversation.epoch IS 'Changes when cached entries must be dropped.';
COMMENT ON COLUMN conversation.member_count IS 'Members now.';
COMMENT ON COLUMN conversation.last_entry_at IS 'Database clock at the newest entry; sync asks for what is newer.';
COMMENT ON COLUMN conversation.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN conversation.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN conversation.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
COMMENT ON COLUMN conversation.title IS 'group: its name; otherwise empty.';
COMMENT ON COLUMN conversation.avatar IS 'group: URL or empty.';
COMMENT ON COLUMN conversation.owner_id IS 'group: the member whose role is owner; otherwise 0.';
COMMENT ON COLUMN conversation.announcement IS 'group: what every member shall know.';
COMMENT ON COLUMN conversation.join_mode IS 'group: 0 free, 1 with approval, 2 by invitation only.';
COMMENT ON COLUMN conversation.mute_all IS 'group: 1 = only the owner and admins may send.';
COMMENT ON COLUMN conversation.history_for_new IS 'group: 1 = who joins sees what was written before.';
COMMENT ON COLUMN conversation.room IS 'group: 1 = had 500 members once; messages go to nodes, not to members. Never taken back.';

CREATE TABLE conversation_member (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  user_id         bigint NOT NULL,
  role            smallint NOT NULL DEFAULT 0,
  can_send        smallint NOT NULL DEFAULT 1,
  min_seq         bigint NOT NULL DEFAULT 1,
  max_seq         bigint NOT NULL DEFAULT 0,
  read_seq        bigint NOT NULL DEFAULT 0,
  read_countable  bigint NOT NULL DEFAULT 0,
  delivered_seq   bigint NOT NULL DEFAULT 0,
  version         bigint NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0,
  nickname text NOT NULL DEFAULT '',
  muted_until timestamptz,
  join_version bigint NOT NULL DEFAULT 0,
  pinned_at timestamptz,
  mute_level smallint NOT NULL DEFAULT 0,
  mute_until timestamptz,
  archived smallint NOT NULL DEFAULT 0,
  draft text NOT NULL DEFAULT '',
  marked_unread smallint NOT NULL DEFAULT 0,
  hidden int8multirange NOT NULL DEFAULT '{}',
  closed_seq bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX conversation_member_conversation_id_user_id_key ON conversation_member (conversation_id, user_id);
CREATE INDEX conversation_member_user_id_idx ON conversation_member (user_id);
CREATE INDEX conversation_member_staff_idx ON conversation_member (conversation_id) WHERE role > 0 AND max_seq = 0;
COMMENT ON TABLE conversation_member IS 'One member''s state in one conversation. Never written per message received.';
COMMENT ON COLUMN conversation_member.id IS 'Snowflake.';
COMMENT ON COLUMN conversation_member.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN conversation_member.user_id IS 'Which user.';
COMMENT ON COLUMN conversation_member.role IS '0 member, 1 admin, 2 owner.';
COMMENT ON COLUMN conversation_member.can_send IS '0 = may read but not send (direct: not friends), 1 = may send; direct: 3 = a stranger asked, the first message frees both; 10 + n = a stranger who may send n more; + 100 while one blocks the other.';
COMMENT ON COLUMN conversation_member.min_seq IS 'First entry this member may see.';
COMMENT ON COLUMN conversation_member.max_seq IS 'Last entry this member may see; 0 = no end (still a member).';
COMMENT ON COLUMN conversation_member.read_seq IS 'Read up to this entry; only grows.';
COMMENT ON COLUMN conversation_member.read_countable IS 'countable_no at read_seq; unread = countable_total - read_countable.';
COMMENT ON COLUMN conversation_member.delivered_seq IS 'Received up to this entry by some device; only grows.';
COMMENT ON COLUMN conversation_member.version IS 'The user''s state_version at the last change of this row.';
COMMENT ON COLUMN conversation_member.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN conversation_member.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN conversation_member.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
COMMENT ON COLUMN conversation_member.nickname IS 'Name in this group; empty = the account''s.';
COMMENT ON COLUMN conversation_member.muted_until IS 'group: may not send before; NULL = not muted.';
COMMENT ON COLUMN conversation_member.join_version IS 'conversation.membership_version with which the member came in.';
COMMENT ON COLUMN conversation_member.pinned_at IS 'When the user put the conversation to the top; NULL = not.';
COMMENT ON COLUMN conversation_member.mute_level IS 'Notifications: 0 all, 1 mentions only, 2 none.';
COMMENT ON COLUMN conversation_member.mute_until IS 'End of mute_level; NULL = for ever.';
COMMENT ON COLUMN conversation_member.archived IS '1 = in the archive of the list.';
COMMENT ON COLUMN conversation_member.draft IS 'What the user has begun to write.';
COMMENT ON COLUMN conversation_member.marked_unread IS '1 = the user wants to come back to it.';
COMMENT ON COLUMN conversation_member.hidden IS 'Seqs that the user deleted for himself; ≤ 500 ranges.';
COMMENT ON COLUMN conversation_member.closed_seq IS 'Not in the list while last_seq is not above; 0 = in the list.';

CREATE TABLE message (
  id              bigint NOT NULL,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  sender_id       bigint NOT NULL,
  client_msg_id   bigint NOT NULL,
  kind            smallint NOT NULL DEFAULT 0,
  countable_no    bigint NOT NULL DEFAULT 0,
  target_seq      bigint NOT NULL DEFAULT 0,
  body            bytea NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0,
  edits smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, seq)
) PARTITION BY HASH (conversation_id);
CREATE TABLE message_p00 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 0);
CREATE TABLE message_p01 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 1);
CREATE TABLE message_p02 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 2);
CREATE TABLE message_p03 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 3);
CREATE TABLE message_p04 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 4);
CREATE TABLE message_p05 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 5);
CREATE TABLE message_p06 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 6);
CREATE TABLE message_p07 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 7);
CREATE TABLE message_p08 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 8);
CREATE TABLE message_p09 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 9);
CREATE TABLE message_p10 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 10);
CREATE TABLE message_p11 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 11);
CREATE TABLE message_p12 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 12);
CREATE TABLE message_p13 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 13);
CREATE TABLE message_p14 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 14);
CREATE TABLE message_p15 PARTITION OF message FOR VALUES WITH (MODULUS 16, REMAINDER 15);
CREATE UNIQUE INDEX message_idempotency_key ON message (conversation_id, sender_id, client_msg_id);
CREATE INDEX message_target_idx ON message (conversation_id, target_seq) WHERE target_seq > 0;
COMMENT ON TABLE message IS 'The conversation log: one row per entry. Two indexes only, and one of the few rows with a target; each further one costs about 6 µs a row.';
COMMENT ON COLUMN message.id IS 'Snowflake.';
COMMENT ON COLUMN message.conversation_id IS 'Which conversation; the partition key.';
COMMENT ON COLUMN message.seq IS '1..n, gapless, unique in the conversation.';
COMMENT ON COLUMN message.sender_id IS 'Author; 0 for system entries.';
COMMENT ON COLUMN message.client_msg_id IS 'Idempotency key chosen by the sender''s client; the entry''s own id for system entries.';
COMMENT ON COLUMN message.kind IS 'EntryKind of schema/message.fbs.';
COMMENT ON COLUMN message.countable_no IS 'Running number of countable entries, this one included.';
COMMENT ON COLUMN message.target_seq IS 'The entry that this one is about: recalled, edited, reacted to, pinned, or quoted; 0 = none.';
COMMENT ON COLUMN message.body IS 'MessageBody buffer, forwarded unchanged; replaced by an edit, empty after a recall.';
COMMENT ON COLUMN message.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message.deleted IS '1 = recalled: the row keeps its place, the body is gone.';
COMMENT ON COLUMN message.edits IS 'How often it was edited; the last time is updated_at.';

CREATE TABLE user_block (
  id         bigint PRIMARY KEY,
  user_id    bigint NOT NULL,
  blocked_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted    smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX user_block_user_id_blocked_id_key ON user_block (user_id, blocked_id);
CREATE INDEX user_block_blocked_id_idx ON user_block (blocked_id);
COMMENT ON TABLE user_block IS 'Whom a user does not want to hear from.';
COMMENT ON COLUMN user_block.id IS 'Snowflake.';
COMMENT ON COLUMN user_block.user_id IS 'Who blocks.';
COMMENT ON COLUMN user_block.blocked_id IS 'Who is blocked; is not told.';
COMMENT ON COLUMN user_block.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN user_block.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN user_block.deleted IS '1 = unblocked.';

CREATE TABLE message_revision (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  edit            integer NOT NULL,
  body            bytea NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_revision_edit_key ON message_revision (conversation_id, seq, edit);
COMMENT ON TABLE message_revision IS 'What edited messages said before; removed when the message is recalled.';
COMMENT ON COLUMN message_revision.id IS 'Snowflake.';
COMMENT ON COLUMN message_revision.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN message_revision.seq IS 'Which message.';
COMMENT ON COLUMN message_revision.edit IS '0 = as it was sent, 1 = after the first edit, …';
COMMENT ON COLUMN message_revision.body IS 'MessageBody buffer.';
COMMENT ON COLUMN message_revision.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message_revision.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message_revision.deleted IS '1 = deleted.';

CREATE TABLE message_reaction (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  user_id         bigint NOT NULL,
  emoji           text NOT NULL DEFAULT '',
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_reaction_key ON message_reaction (conversation_id, seq, user_id, emoji);
COMMENT ON TABLE message_reaction IS 'One emoji of one user on one message.';
COMMENT ON COLUMN message_reaction.id IS 'Snowflake.';
COMMENT ON COLUMN message_reaction.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN message_reaction.seq IS 'Which message.';
COMMENT ON COLUMN message_reaction.user_id IS 'Who reacts.';
COMMENT ON COLUMN message_reaction.emoji IS 'With what.';
COMMENT ON COLUMN message_reaction.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message_reaction.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message_reaction.deleted IS '1 = taken back.';

CREATE TABLE message_pin (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  user_id         bigint NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_pin_key ON message_pin (conversation_id, seq);
COMMENT ON TABLE message_pin IS 'Messages at the top of a conversation, ≤ 50 in each.';
COMMENT ON COLUMN message_pin.id IS 'Snowflake.';
COMMENT ON COLUMN message_pin.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN message_pin.seq IS 'Which message.';
COMMENT ON COLUMN message_pin.user_id IS 'Who pinned it.';
COMMENT ON COLUMN message_pin.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message_pin.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message_pin.deleted IS '1 = unpinned.';

CREATE TABLE message_mention (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  seq             bigint NOT NULL,
  user_id         bigint NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX message_mention_key ON message_mention (conversation_id, user_id, seq);
COMMENT ON TABLE message_mention IS 'Who is named in which message, written with it.';
COMMENT ON COLUMN message_mention.id IS 'Snowflake.';
COMMENT ON COLUMN message_mention.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN message_mention.seq IS 'Which message.';
COMMENT ON COLUMN message_mention.user_id IS 'Who is mentioned; 0 = everybody.';
COMMENT ON COLUMN message_mention.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN message_mention.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN message_mention.deleted IS '1 = the message was recalled or says it no more.';

CREATE TABLE group_application (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  user_id         bigint NOT NULL,
  message         text NOT NULL DEFAULT '',
  status          smallint NOT NULL DEFAULT 0,
  handler_id      bigint NOT NULL DEFAULT 0,
  handled_at      timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX group_application_pending_key ON group_application (conversation_id, user_id) WHERE status = 0;
CREATE INDEX group_application_conversation_id_idx ON group_application (conversation_id, created_at DESC);
COMMENT ON TABLE group_application IS 'A request to join a group.';
COMMENT ON COLUMN group_application.id IS 'Snowflake.';
COMMENT ON COLUMN group_application.conversation_id IS 'Which group.';
COMMENT ON COLUMN group_application.user_id IS 'Who asks.';
COMMENT ON COLUMN group_application.message IS 'Greeting.';
COMMENT ON COLUMN group_application.status IS '0 pending, 1 accepted, 2 rejected.';
COMMENT ON COLUMN group_application.handler_id IS 'Who decided; 0 = nobody yet.';
COMMENT ON COLUMN group_application.handled_at IS 'When it was decided.';
COMMENT ON COLUMN group_application.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN group_application.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN group_application.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';

CREATE TABLE group_invite (
  id              bigint PRIMARY KEY,
  conversation_id bigint NOT NULL,
  user_id         bigint NOT NULL,
  code            text NOT NULL DEFAULT '',
  max_uses        integer NOT NULL DEFAULT 0,
  uses            integer NOT NULL DEFAULT 0,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX group_invite_code_key ON group_invite (code);
CREATE INDEX group_invite_conversation_id_idx ON group_invite (conversation_id);
COMMENT ON TABLE group_invite IS 'A link with which one joins a group.';
COMMENT ON COLUMN group_invite.id IS 'Snowflake.';
COMMENT ON COLUMN group_invite.conversation_id IS 'Which group.';
COMMENT ON COLUMN group_invite.user_id IS 'Who made it.';
COMMENT ON COLUMN group_invite.code IS 'Random, 128 bits in base64url; the secret of the link.';
COMMENT ON COLUMN group_invite.max_uses IS '0 = any number.';
COMMENT ON COLUMN group_invite.uses IS 'How many have joined with it.';
COMMENT ON COLUMN group_invite.expires_at IS 'Not valid after.';
COMMENT ON COLUMN group_invite.revoked_at IS 'When it was taken back; NULL = valid.';
COMMENT ON COLUMN group_invite.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN group_invite.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN group_invite.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
