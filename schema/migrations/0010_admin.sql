-- Admins, bans, reports with their evidence, and the log of what admins did.
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
