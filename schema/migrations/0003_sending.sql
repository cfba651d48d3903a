-- Blocks and strangers: can_send says why somebody may not send, and how often a stranger still may.

COMMENT ON COLUMN conversation_member.can_send IS '0 = may read but not send (direct: not friends), 1 = may send; direct: 3 = a stranger asked, the first message frees both; 10 + n = a stranger who may send n more; + 100 while one blocks the other.';
COMMENT ON COLUMN users.stranger_policy IS 'Who may write without being a friend: 0 nobody, 1 strangers, three messages before they are answered.';
