-- A dismissal ends all memberships with one row: of 100,000 members it would hold theirs for a second.
ALTER TABLE conversation ADD COLUMN end_seq bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN conversation.end_seq IS 'group: the entry about its dismissal, the max_seq of all who were members then; 0 = it goes on.';
COMMENT ON COLUMN conversation_member.max_seq IS 'Last entry this member may see; 0 = no end: still a member, or until conversation.end_seq.';
