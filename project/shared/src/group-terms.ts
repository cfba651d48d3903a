/** The role of a member: its number in frames and in conversation_member.role is its place here. */
export const GROUP_ROLES = ['member', 'admin', 'owner'] as const;
export type GroupRole = (typeof GROUP_ROLES)[number];

/** Who wants to come in joins, asks, or must be invited: the same of join_mode. */
export const JOIN_MODES = ['free', 'approval', 'invite'] as const;
export type JoinMode = (typeof JOIN_MODES)[number];

/** In larger groups nobody counts who is online. */
export const MAX_COUNTED_MEMBERS = 500;

/** People whose names are asked for in one call. */
export const MAX_NAMES = 50;
