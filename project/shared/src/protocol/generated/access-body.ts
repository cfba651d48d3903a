// Generated from schema/message.fbs by schema/generate.mjs; do not edit.

export enum AccessBody {
  NONE = 0,
  Downstream = 1,
  PublisherHeartbeat = 2,
  SessionRevoked = 3,
  BroadcastDelivery = 4,
  Announcement = 5,
  RoomDelivery = 6,
  RoomHead = 7,
  RoomChange = 8
}
