-- Notes to oneself: a conversation of type self, with one member, found as the direct conversation of a user with himself.
COMMENT ON COLUMN conversation.direct_key IS 'direct: smallerUserId:largerUserId, self: userId:userId; unique; otherwise empty.';
