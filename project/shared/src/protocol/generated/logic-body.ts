// Generated from schema/message.fbs by schema/generate.mjs; do not edit.

export enum LogicBody {
  NONE = 0,
  Upstream = 1,
  UserOnline = 2,
  UserOffline = 3,
  Bounce = 4
}
