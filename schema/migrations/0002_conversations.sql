-- Groups, what is done to entries, and the state that a member keeps of a conversation.

ALTER TABLE users ADD COLUMN show_presence smallint NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN stranger_policy smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN users.show_presence IS '1 = friends see whether the user is online and when last.';
COMMENT ON COLUMN users.stranger_policy IS 'Who may write without being a friend: 0 nobody, 1 three messages before it is accepted.';

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

ALTER TABLE conversation ADD COLUMN title text NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN avatar text NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN owner_id bigint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN announcement text NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN join_mode smallint NOT NULL DEFAULT 1;
ALTER TABLE conversation ADD COLUMN mute_all smallint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN history_for_new smallint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN room smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN conversation.title IS 'group: its name; otherwise empty.';
COMMENT ON COLUMN conversation.avatar IS 'group: URL or empty.';
COMMENT ON COLUMN conversation.owner_id IS 'group: the member whose role is owner; otherwise 0.';
COMMENT ON COLUMN conversation.announcement IS 'group: what every member shall know.';
COMMENT ON COLUMN conversation.join_mode IS 'group: 0 free, 1 with approval, 2 by invitation only.';
COMMENT ON COLUMN conversation.mute_all IS 'group: 1 = only the owner and admins may send.';
COMMENT ON COLUMN conversation.history_for_new IS 'group: 1 = who joins sees what was written before.';
COMMENT ON COLUMN conversation.room IS 'group: 1 = had 500 members once; messages go to nodes, not to members. Never taken back.';

ALTER TABLE conversation_member ADD COLUMN nickname text NOT NULL DEFAULT '';
ALTER TABLE conversation_member ADD COLUMN muted_until timestamptz;
ALTER TABLE conversation_member ADD COLUMN join_version bigint NOT NULL DEFAULT 0;
ALTER TABLE conversation_member ADD COLUMN pinned_at timestamptz;
ALTER TABLE conversation_member ADD COLUMN mute_level smallint NOT NULL DEFAULT 0;
ALTER TABLE conversation_member ADD COLUMN mute_until timestamptz;
ALTER TABLE conversation_member ADD COLUMN archived smallint NOT NULL DEFAULT 0;
ALTER TABLE conversation_member ADD COLUMN draft text NOT NULL DEFAULT '';
ALTER TABLE conversation_member ADD COLUMN marked_unread smallint NOT NULL DEFAULT 0;
ALTER TABLE conversation_member ADD COLUMN hidden int8multirange NOT NULL DEFAULT '{}';
ALTER TABLE conversation_member ADD COLUMN closed_seq bigint NOT NULL DEFAULT 0;
CREATE INDEX conversation_member_staff_idx ON conversation_member (conversation_id) WHERE role > 0 AND max_seq = 0;
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

ALTER TABLE message ADD COLUMN edits smallint NOT NULL DEFAULT 0;
CREATE INDEX message_target_idx ON message (conversation_id, target_seq) WHERE target_seq > 0;
COMMENT ON TABLE message IS 'The conversation log: one row per entry. Two indexes only, and one of the few rows with a target; each further one costs about 6 µs a row.';
COMMENT ON COLUMN message.target_seq IS 'The entry that this one is about: recalled, edited, reacted to, pinned, or quoted; 0 = none.';
COMMENT ON COLUMN message.body IS 'MessageBody buffer, forwarded unchanged; replaced by an edit, empty after a recall.';
COMMENT ON COLUMN message.edits IS 'How often it was edited; the last time is updated_at.';
COMMENT ON COLUMN message.deleted IS '1 = recalled: the row keeps its place, the body is gone.';

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
