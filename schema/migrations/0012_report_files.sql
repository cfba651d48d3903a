-- Files that open reports show are kept. What ended in lists of people is found by its end, to be removed.
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

CREATE INDEX friend_ended_idx ON friend (updated_at) WHERE deleted = 1;
CREATE INDEX friend_request_ended_idx ON friend_request (updated_at) WHERE deleted = 1;
CREATE INDEX user_block_ended_idx ON user_block (updated_at) WHERE deleted = 1;
