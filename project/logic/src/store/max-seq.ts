/** conversation_member.max_seq of a table m as it is, where `end` is end_seq of its conversation: a dismissal writes no row of a member. */
export const maxSeq = (end: string): string => `CASE WHEN m.max_seq = 0 THEN ${end} ELSE m.max_seq END`;
