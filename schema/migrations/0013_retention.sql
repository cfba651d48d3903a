-- How far a conversation has expired, and the favourites among what does.
ALTER TABLE conversation ADD COLUMN expired_seq bigint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN expired_countable bigint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN expired_at timestamptz;
COMMENT ON COLUMN conversation.expired_seq IS 'Entries up to here were older than the retention: without what they said, and hidden from everybody; 0 = none.';
COMMENT ON COLUMN conversation.expired_countable IS 'countable_no at expired_seq: nobody has less read than that.';
COMMENT ON COLUMN conversation.expired_at IS 'When expired_seq last moved; sync asks for what is newer. NULL = never.';
CREATE INDEX favourite_conversation_id_seq_idx ON favourite (conversation_id, seq);
