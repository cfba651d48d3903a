-- What the end of an account finds by its user.
CREATE INDEX group_application_user_id_idx ON group_application (user_id);
CREATE INDEX user_session_ended_user_id_idx ON user_session (user_id) WHERE revoked_at IS NOT NULL;
COMMENT ON COLUMN users.username IS 'Login name, stored lower-case, unique among accounts. Of a deleted one # and the SHA-256 of it: nobody else gets the name.';
