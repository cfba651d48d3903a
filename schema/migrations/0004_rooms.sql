-- The rooms of a user are found without reading his other conversations.
CREATE INDEX conversation_room_idx ON conversation (id) WHERE room = 1;
