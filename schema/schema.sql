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
  stranger_policy smallint NOT NULL DEFAULT 0,
  favourite_version bigint NOT NULL DEFAULT 0,
  find_by_id smallint NOT NULL DEFAULT 1,
  find_by_username smallint NOT NULL DEFAULT 1,
  find_by_phone smallint NOT NULL DEFAULT 0,
  find_by_email smallint NOT NULL DEFAULT 0,
  request_policy smallint NOT NULL DEFAULT 0,
  profile_version bigint NOT NULL DEFAULT 0,
  shown_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX users_username_key ON users (username);
CREATE UNIQUE INDEX users_phone_key ON users (phone) WHERE phone <> '';
CREATE UNIQUE INDEX users_email_key ON users (email) WHERE email <> '';
COMMENT ON TABLE users IS 'One account.';
COMMENT ON COLUMN users.id IS 'Snowflake.';
COMMENT ON COLUMN users.username IS 'Login name, stored lower-case, unique among accounts. Of a deleted one # and the SHA-256 of it: nobody else gets the name.';
COMMENT ON COLUMN users.password_hash IS 'bcrypt, cost 10.';
COMMENT ON COLUMN users.nickname IS 'Shown name.';
COMMENT ON COLUMN users.phone IS 'Digits, with + before a country code; unique where given, only shown to the owner.';
COMMENT ON COLUMN users.email IS 'Lower-case; unique where given, only shown to the owner.';
COMMENT ON COLUMN users.avatar IS 'URL, file:{file id}, or empty.';
COMMENT ON COLUMN users.gender IS '0 unknown, 1 male, 2 female, 3 other.';
COMMENT ON COLUMN users.signature IS 'One line about oneself.';
COMMENT ON COLUMN users.state_version IS 'Counter of this user''s per-user state changes; conversation_member.version takes its values.';
COMMENT ON COLUMN users.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN users.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN users.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
COMMENT ON COLUMN users.show_presence IS '1 = friends see whether the user is online and when last.';
COMMENT ON COLUMN users.stranger_policy IS 'Who may write without being a friend: 0 nobody, 1 strangers, three messages before they are answered.';
COMMENT ON COLUMN users.favourite_version IS 'state_version at the last change of the list of favourites; 0 = never.';
COMMENT ON COLUMN users.find_by_id IS '1 = who knows the id finds the account by it.';
COMMENT ON COLUMN users.find_by_username IS '1 = who knows the username finds the account by it.';
COMMENT ON COLUMN users.find_by_phone IS '1 = who knows the phone number finds the account by it.';
COMMENT ON COLUMN users.find_by_email IS '1 = who knows the e-mail address finds the account by it.';
COMMENT ON COLUMN users.request_policy IS 'Who may ask for a friendship: 0 everybody, 1 friends of friends, 2 nobody.';
COMMENT ON COLUMN users.profile_version IS 'state_version at the last change of the profile and its switches; 0 = never.';
COMMENT ON COLUMN users.shown_at IS 'Last change of what others see in their lists: names, avatar, signature, or that the account is gone.';

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
  deleted               smallint NOT NULL DEFAULT 0,
  device_name           text NOT NULL DEFAULT ''
);
CREATE INDEX user_session_user_id_idx ON user_session (user_id) WHERE revoked_at IS NULL;
CREATE INDEX user_session_ended_user_id_idx ON user_session (user_id) WHERE revoked_at IS NOT NULL;
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
COMMENT ON COLUMN user_session.device_name IS 'As the device called itself at sign-in, up to 64 characters; empty = it did not.';

CREATE TABLE friend (
  id         bigint PRIMARY KEY,
  user_id    bigint NOT NULL,
  friend_id  bigint NOT NULL,
  remark     text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted    smallint NOT NULL DEFAULT 0,
  starred smallint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX friend_user_id_friend_id_key ON friend (user_id, friend_id);
CREATE INDEX friend_ended_idx ON friend (updated_at) WHERE deleted = 1;
COMMENT ON TABLE friend IS 'One direction of a friendship; both rows are written in one transaction.';
COMMENT ON COLUMN friend.id IS 'Snowflake.';
COMMENT ON COLUMN friend.user_id IS 'Whose list.';
COMMENT ON COLUMN friend.friend_id IS 'Who is on it.';
COMMENT ON COLUMN friend.remark IS 'The owner''s name for the friend.';
COMMENT ON COLUMN friend.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN friend.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN friend.deleted IS '1 = deleted, kept for audit; every query filters it where it matters.';
COMMENT ON COLUMN friend.starred IS '1 = at the top of the owner''s list.';
COMMENT ON COLUMN friend.version IS 'people_list.friend_version of the owner at the last change of this row, its end included.';

CREATE TABLE friend_request (
  id           bigint PRIMARY KEY,
  from_user_id bigint NOT NULL,
  to_user_id   bigint NOT NULL,
  message      text NOT NULL DEFAULT '',
  status       smallint NOT NULL DEFAULT 0,
  handled_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  deleted      smallint NOT NULL DEFAULT 0,
  from_version bigint NOT NULL DEFAULT 0,
  to_version bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX friend_request_pending_key ON friend_request (from_user_id, to_user_id) WHERE status = 0;
CREATE INDEX friend_request_to_user_id_idx ON friend_request (to_user_id, created_at DESC);
CREATE INDEX friend_request_from_user_id_idx ON friend_request (from_user_id, created_at DESC);
CREATE INDEX friend_request_ended_idx ON friend_request (updated_at) WHERE deleted = 1;
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
COMMENT ON COLUMN friend_request.from_version IS 'people_list.request_version of who asks at the last change that he sees.';
COMMENT ON COLUMN friend_request.to_version IS 'The same of who is asked; a block that hides or shows the request is a change.';

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
  room smallint NOT NULL DEFAULT 0,
  end_seq bigint NOT NULL DEFAULT 0,
  expired_seq bigint NOT NULL DEFAULT 0,
  expired_countable bigint NOT NULL DEFAULT 0,
  expired_at timestamptz
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX conversation_direct_key_key ON conversation (direct_key) WHERE direct_key <> '';
CREATE INDEX conversation_room_idx ON conversation (id) WHERE room = 1;
COMMENT ON TABLE conversation IS 'Head of one conversation log. Its row lock orders the log.';
COMMENT ON COLUMN conversation.id IS 'Snowflake.';
COMMENT ON COLUMN conversation.type IS '0 direct, 1 group, 2 ai, 3 self (ConversationType).';
COMMENT ON COLUMN conversation.direct_key IS 'direct: smallerUserId:largerUserId, self: userId:userId; unique; otherwise empty.';
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
COMMENT ON COLUMN conversation.avatar IS 'group: URL, file:{file id}, or empty.';
COMMENT ON COLUMN conversation.owner_id IS 'group: the member whose role is owner; otherwise 0.';
COMMENT ON COLUMN conversation.announcement IS 'group: what every member shall know.';
COMMENT ON COLUMN conversation.join_mode IS 'group: 0 free, 1 with approval, 2 by invitation only.';
COMMENT ON COLUMN conversation.mute_all IS 'group: 1 = only the owner and admins may send.';
COMMENT ON COLUMN conversation.history_for_new IS 'group: 1 = who joins sees what was written before.';
COMMENT ON COLUMN conversation.room IS 'group: 1 = had 500 members once; messages go to nodes, not to members. Never taken back.';
COMMENT ON COLUMN conversation.end_seq IS 'group: the entry about its dismissal, the max_seq of all who were members then; 0 = it goes on.';
COMMENT ON COLUMN conversation.expired_seq IS 'Entries up to here were older than the retention: without what they said, and hidden from everybody; 0 = none.';
COMMENT ON COLUMN conversation.expired_countable IS 'countable_no at expired_seq: nobody has less read than that.';
COMMENT ON COLUMN conversation.expired_at IS 'When expired_seq last moved; sync asks for what is newer. NULL = never.';

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
COMMENT ON COLUMN conversation_member.max_seq IS 'Last entry this member may see; 0 = no end: still a member, or until conversation.end_seq.';
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
CREATE INDEX message_link_idx ON message (conversation_id, (-seq)) WHERE kind = 0 AND position('://'::bytea IN body) > 0;
COMMENT ON TABLE message IS 'The conversation log: one row per entry. Two indexes only, one of the few rows with a target and one of the few with a link; each further one costs about 6 µs a row.';
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
  deleted    smallint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX user_block_user_id_blocked_id_key ON user_block (user_id, blocked_id);
CREATE INDEX user_block_blocked_id_idx ON user_block (blocked_id);
CREATE INDEX user_block_ended_idx ON user_block (updated_at) WHERE deleted = 1;
COMMENT ON TABLE user_block IS 'Whom a user does not want to hear from.';
COMMENT ON COLUMN user_block.id IS 'Snowflake.';
COMMENT ON COLUMN user_block.user_id IS 'Who blocks.';
COMMENT ON COLUMN user_block.blocked_id IS 'Who is blocked; is not told.';
COMMENT ON COLUMN user_block.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN user_block.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN user_block.deleted IS '1 = unblocked.';
COMMENT ON COLUMN user_block.version IS 'people_list.block_version of who blocks at the last change of this row, its end included.';

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
CREATE INDEX group_application_user_id_idx ON group_application (user_id);
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
CREATE INDEX favourite_conversation_id_seq_idx ON favourite (conversation_id, seq);
COMMENT ON TABLE favourite IS 'A message that a user starred, ≤ 10,000 of each. Not what it said: that is in message alone, so a recall leaves no copy.';
COMMENT ON COLUMN favourite.id IS 'Snowflake.';
COMMENT ON COLUMN favourite.user_id IS 'Whose list.';
COMMENT ON COLUMN favourite.conversation_id IS 'Which conversation.';
COMMENT ON COLUMN favourite.seq IS 'Which message.';
COMMENT ON COLUMN favourite.version IS 'users.state_version with which it was starred: the order of the list.';
COMMENT ON COLUMN favourite.created_at IS 'When it was starred.';
COMMENT ON COLUMN favourite.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN favourite.deleted IS 'Always 0: a row goes when its star does.';

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

CREATE TABLE admin (
  id         bigint PRIMARY KEY,
  user_id    bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted    smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX admin_user_id_key ON admin (user_id);
COMMENT ON TABLE admin IS 'Who may call the routes of admins; asked on each of those calls. Written by npm run admin alone.';
COMMENT ON COLUMN admin.id IS 'Snowflake.';
COMMENT ON COLUMN admin.user_id IS 'Which account.';
COMMENT ON COLUMN admin.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN admin.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN admin.deleted IS '1 = not an admin any more.';

CREATE TABLE user_ban (
  id           bigint PRIMARY KEY,
  user_id      bigint NOT NULL,
  admin_id     bigint NOT NULL,
  reason       text NOT NULL DEFAULT '',
  banned_until timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  deleted      smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX user_ban_user_id_key ON user_ban (user_id);
COMMENT ON TABLE user_ban IS 'The last ban of an account. Its sessions are revoked with it, under the lock of the users row that a sign-in takes too.';
COMMENT ON COLUMN user_ban.id IS 'Snowflake.';
COMMENT ON COLUMN user_ban.user_id IS 'Who is banned.';
COMMENT ON COLUMN user_ban.admin_id IS 'By whom.';
COMMENT ON COLUMN user_ban.reason IS 'Told to the banned user when he signs in.';
COMMENT ON COLUMN user_ban.banned_until IS 'End of the ban; infinity = for ever.';
COMMENT ON COLUMN user_ban.created_at IS 'When the ban began.';
COMMENT ON COLUMN user_ban.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN user_ban.deleted IS '1 = lifted.';

CREATE TABLE report (
  id              bigint PRIMARY KEY,
  reporter_id     bigint NOT NULL,
  kind            smallint NOT NULL,
  conversation_id bigint NOT NULL DEFAULT 0,
  seq             bigint NOT NULL DEFAULT 0,
  reported_id     bigint NOT NULL DEFAULT 0,
  reason          smallint NOT NULL,
  text            text NOT NULL DEFAULT '',
  evidence        jsonb NOT NULL,
  state           smallint NOT NULL DEFAULT 0,
  resolver_id     bigint NOT NULL DEFAULT 0,
  note            text NOT NULL DEFAULT '',
  resolved_at     timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  deleted         smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX report_open_key ON report (reporter_id, kind, conversation_id, seq, reported_id) WHERE state = 0;
CREATE INDEX report_state_idx ON report (state, id DESC);
CREATE INDEX report_reporter_id_idx ON report (reporter_id, created_at);
COMMENT ON TABLE report IS 'What a user told the admins about a message, a user or a group.';
COMMENT ON COLUMN report.id IS 'Snowflake.';
COMMENT ON COLUMN report.reporter_id IS 'Who reports; nobody but admins learns of it.';
COMMENT ON COLUMN report.kind IS '0 message, 1 user, 2 group.';
COMMENT ON COLUMN report.conversation_id IS 'message, group: which conversation; otherwise 0.';
COMMENT ON COLUMN report.seq IS 'message: which one; otherwise 0.';
COMMENT ON COLUMN report.reported_id IS 'user: who; message: its sender; otherwise 0.';
COMMENT ON COLUMN report.reason IS '0 spam, 1 harassment, 2 violence, 3 sexual, 4 illegal, 5 impersonation, 6 other.';
COMMENT ON COLUMN report.text IS 'What the reporter says about it.';
COMMENT ON COLUMN report.evidence IS 'What the reporter could see at that moment: entries, people, group. A copy, so that a recall does not take it away.';
COMMENT ON COLUMN report.state IS '0 open, 1 resolved.';
COMMENT ON COLUMN report.resolver_id IS 'Admin who resolved it; 0 = nobody yet.';
COMMENT ON COLUMN report.note IS 'What he wrote to it.';
COMMENT ON COLUMN report.resolved_at IS 'When it was resolved; NULL = it is open.';
COMMENT ON COLUMN report.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN report.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN report.deleted IS 'Always 0.';

CREATE TABLE report_file (
  id         bigint PRIMARY KEY,
  report_id  bigint NOT NULL,
  file_id    bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted    smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX report_file_key ON report_file (report_id, file_id);
CREATE INDEX report_file_file_id_idx ON report_file (file_id) WHERE deleted = 0;
COMMENT ON TABLE report_file IS 'The evidence of an open report shows this file: it is kept, and admins may open it.';
COMMENT ON COLUMN report_file.id IS 'Snowflake.';
COMMENT ON COLUMN report_file.report_id IS 'Which report.';
COMMENT ON COLUMN report_file.file_id IS 'Which file.';
COMMENT ON COLUMN report_file.created_at IS 'When the row was inserted.';
COMMENT ON COLUMN report_file.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN report_file.deleted IS '1 = the report is resolved.';

CREATE TABLE audit_log (
  id          bigint PRIMARY KEY,
  admin_id    bigint NOT NULL DEFAULT 0,
  action      text NOT NULL DEFAULT '',
  object_kind text NOT NULL DEFAULT '',
  object_id   text NOT NULL DEFAULT '',
  reason      text NOT NULL DEFAULT '',
  request_id  text NOT NULL DEFAULT '',
  ip          text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  deleted     smallint NOT NULL DEFAULT 0
);
CREATE INDEX audit_log_admin_id_idx ON audit_log (admin_id, id DESC);
CREATE INDEX audit_log_object_id_idx ON audit_log (object_id, id DESC);
COMMENT ON TABLE audit_log IS 'What admins did, written in the transaction that did it. Rows are inserted, never changed: a trigger refuses it.';
COMMENT ON COLUMN audit_log.id IS 'Snowflake.';
COMMENT ON COLUMN audit_log.admin_id IS 'Who; 0 = the command line of the operator.';
COMMENT ON COLUMN audit_log.action IS 'What, e.g. user.ban.';
COMMENT ON COLUMN audit_log.object_kind IS 'To what: user, group, report, message, everybody.';
COMMENT ON COLUMN audit_log.object_id IS 'Id of the object; of a message conversation:seq; empty = everybody.';
COMMENT ON COLUMN audit_log.reason IS 'What the admin wrote to it.';
COMMENT ON COLUMN audit_log.request_id IS 'The requestId of the answer that he got.';
COMMENT ON COLUMN audit_log.ip IS 'Address that he came from; empty = the command line.';
COMMENT ON COLUMN audit_log.created_at IS 'When.';
COMMENT ON COLUMN audit_log.updated_at IS 'As created_at.';
COMMENT ON COLUMN audit_log.deleted IS 'Always 0.';

CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only';
END
$$;
COMMENT ON FUNCTION audit_log_stays() IS 'Refuses what would change or remove a row of audit_log.';
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays();
