// Generated from schema/message.fbs by schema/generate.mjs; do not edit.

/** Fields by slot of every table. */
export const TABLES = {
  AckResult: [
    { is: 'struct', size: 8, align: 4 }, // client_msg_id
    { is: 'scalar', size: 2 }, // code
    { is: 'struct', size: 8, align: 4 }, // message_id
    { is: 'scalar', size: 4 }, // seq
    { is: 'scalar', size: 4 }, // countable_no
    { is: 'scalar', size: 8 }, // created_at
    { is: 'scalar', size: 4 }, // retry_after_ms
  ],
  AiDelta: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'struct', size: 8, align: 4 }, // message_id
    { is: 'string' }, // delta
    { is: 'scalar', size: 1 }, // thinking
    { is: 'scalar', size: 1 }, // need_more
  ],
  Announcement: [
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // frame
  ],
  Attachment: [
    { is: 'string' }, // file_id
    { is: 'string' }, // name
    { is: 'string' }, // mime
    { is: 'scalar', size: 4 }, // size
    { is: 'scalar', size: 2 }, // width
    { is: 'scalar', size: 2 }, // height
    { is: 'scalar', size: 4 }, // duration_ms
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // thumbnail
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // waveform
    { is: 'string' }, // url
  ],
  Bounce: [
    { is: 'string' }, // node
    { is: 'vector', of: { is: 'scalar', size: 4 } }, // handles
  ],
  BroadcastDelivery: [
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // user_ids
    { is: 'scalar', size: 1 }, // counted
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // frame
  ],
  Cancel: [
    { is: 'scalar', size: 4 }, // ref
  ],
  ConversationRead: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // read_seq
  ],
  ConversationState: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 1 }, // type
    { is: 'scalar', size: 4 }, // epoch
    { is: 'scalar', size: 4 }, // last_seq
    { is: 'scalar', size: 4 }, // countable_total
    { is: 'scalar', size: 4 }, // membership_version
    { is: 'scalar', size: 8 }, // last_activity_at
    { is: 'struct', size: 8, align: 4 }, // peer_id
    { is: 'string' }, // title
    { is: 'string' }, // avatar
    { is: 'scalar', size: 4 }, // member_count
    { is: 'scalar', size: 4 }, // peer_read_seq
    { is: 'scalar', size: 4 }, // peer_delivered_seq
    { is: 'table', name: 'Entry' }, // last_entry
    { is: 'table', name: 'MemberState' }, // member
    { is: 'struct', size: 8, align: 4 }, // owner_id
    { is: 'string' }, // announcement
    { is: 'scalar', size: 1 }, // join_mode
    { is: 'scalar', size: 1 }, // mute_all
    { is: 'scalar', size: 1 }, // history_for_new
    { is: 'vector', of: { is: 'scalar', size: 4 } }, // pinned_seqs
    { is: 'scalar', size: 1 }, // room
  ],
  Cursor: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // seq
  ],
  Delivery: [
    { is: 'vector', of: { is: 'scalar', size: 4 } }, // handles
    { is: 'scalar', size: 1 }, // lane
    { is: 'scalar', size: 1 }, // counted
    { is: 'scalar', size: 4 }, // user_version
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // frame
  ],
  DeliveryAck: [
    { is: 'vector', of: { is: 'table', name: 'Cursor' } }, // cursors
  ],
  DeliveryReceipt: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 4 }, // delivered_seq
  ],
  Disconnect: [
    { is: 'scalar', size: 2 }, // code
    { is: 'string' }, // reason
    { is: 'scalar', size: 4 }, // retry_after_ms
  ],
  Downstream: [
    { is: 'string' }, // publisher
    { is: 'scalar', size: 8 }, // publisher_epoch
    { is: 'scalar', size: 4 }, // counter
    { is: 'scalar', size: 8 }, // expires_at
    { is: 'vector', of: { is: 'table', name: 'Delivery' } }, // deliveries
  ],
  Entry: [
    { is: 'scalar', size: 4 }, // seq
    { is: 'struct', size: 8, align: 4 }, // message_id
    { is: 'struct', size: 8, align: 4 }, // sender_id
    { is: 'struct', size: 8, align: 4 }, // client_msg_id
    { is: 'scalar', size: 1 }, // kind
    { is: 'scalar', size: 4 }, // countable_no
    { is: 'scalar', size: 8 }, // created_at
    { is: 'scalar', size: 4 }, // target_seq
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // body
    { is: 'scalar', size: 1 }, // recalled
    { is: 'scalar', size: 8 }, // edited_at
    { is: 'vector', of: { is: 'table', name: 'Reaction' } }, // reactions
  ],
  Error: [
    { is: 'scalar', size: 2 }, // code
    { is: 'string' }, // name
    { is: 'string' }, // message
    { is: 'scalar', size: 1 }, // retry
    { is: 'scalar', size: 4 }, // retry_after_ms
    { is: 'scalar', size: 4 }, // ref
  ],
  Frame: [
    { is: 'scalar', size: 1 }, // version
    { is: 'scalar', size: 4 }, // ref
    { is: 'scalar', size: 1 }, // body_type
    { is: 'union', name: 'Body' }, // body
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // deflated
    { is: 'scalar', size: 1 }, // accepts_deflated
  ],
  FriendEvent: [
    { is: 'scalar', size: 1 }, // kind
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'struct', size: 8, align: 4 }, // request_id
    { is: 'string' }, // nickname
    { is: 'string' }, // message
    { is: 'scalar', size: 8 }, // at
  ],
  GoAway: [
    { is: 'scalar', size: 4 }, // deadline_ms
    { is: 'scalar', size: 4 }, // jitter_ms
    { is: 'vector', of: { is: 'string' } }, // alternatives
  ],
  GroupOperation: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 1 }, // kind
    { is: 'struct', size: 8, align: 4 }, // operator_id
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // target_ids
    { is: 'scalar', size: 8 }, // at
  ],
  Hello: [
    { is: 'scalar', size: 2 }, // protocol
    { is: 'string' }, // access_token
    { is: 'string' }, // device_id
    { is: 'string' }, // platform
    { is: 'string' }, // client_version
    { is: 'table', name: 'Resume' }, // resume
  ],
  HelloAck: [
    { is: 'struct', size: 8, align: 4 }, // session_id
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 8 }, // server_time
    { is: 'scalar', size: 4 }, // heartbeat_ms
    { is: 'scalar', size: 4 }, // dead_after_ms
    { is: 'table', name: 'Limits' }, // limits
    { is: 'string' }, // node
    { is: 'scalar', size: 1 }, // resumed
    { is: 'scalar', size: 4 }, // user_version
    { is: 'struct', size: 8, align: 4 }, // connection_id
  ],
  HistoryPage: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // epoch
    { is: 'scalar', size: 4 }, // from_seq
    { is: 'scalar', size: 4 }, // to_seq
    { is: 'scalar', size: 4 }, // last_seq
    { is: 'vector', of: { is: 'table', name: 'Entry' } }, // entries
    { is: 'scalar', size: 4 }, // first_seq
  ],
  HistoryRequest: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // from_seq
    { is: 'scalar', size: 4 }, // to_seq
    { is: 'scalar', size: 2 }, // limit
    { is: 'scalar', size: 1 }, // direction
    { is: 'scalar', size: 8 }, // since
  ],
  Limits: [
    { is: 'scalar', size: 4 }, // max_frame_bytes
    { is: 'scalar', size: 2 }, // max_batch_entries
    { is: 'scalar', size: 4 }, // max_body_bytes
    { is: 'scalar', size: 1 }, // accepts_deflated
    { is: 'scalar', size: 2 }, // max_shown
  ],
  MemberState: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // version
    { is: 'scalar', size: 4 }, // read_seq
    { is: 'scalar', size: 4 }, // read_countable
    { is: 'scalar', size: 4 }, // delivered_seq
    { is: 'scalar', size: 4 }, // min_seq
    { is: 'scalar', size: 4 }, // max_seq
    { is: 'scalar', size: 8 }, // pinned_at
    { is: 'scalar', size: 1 }, // mute_level
    { is: 'scalar', size: 8 }, // mute_until
    { is: 'scalar', size: 1 }, // archived
    { is: 'scalar', size: 1 }, // removed
    { is: 'string' }, // draft
    { is: 'scalar', size: 1 }, // marked_unread
    { is: 'scalar', size: 1 }, // role
    { is: 'string' }, // nickname
    { is: 'scalar', size: 8 }, // muted_until
    { is: 'scalar', size: 1 }, // can_send
    { is: 'vector', of: { is: 'table', name: 'SeqRange' } }, // hidden
    { is: 'scalar', size: 4 }, // closed_seq
    { is: 'scalar', size: 4 }, // mentioned_seq
  ],
  MessageAck: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'vector', of: { is: 'table', name: 'AckResult' } }, // results
    { is: 'struct', size: 16, align: 8 }, // hops
  ],
  MessageBody: [
    { is: 'scalar', size: 1 }, // kind
    { is: 'string' }, // text
    { is: 'vector', of: { is: 'table', name: 'Attachment' } }, // attachments
    { is: 'table', name: 'Quote' }, // reply_to
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // mentions
    { is: 'scalar', size: 1 }, // mention_all
    { is: 'string' }, // fallback_text
    { is: 'table', name: 'SystemEvent' }, // system
    { is: 'string' }, // custom_type
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // custom
    { is: 'table', name: 'MessageRecord' }, // record
    { is: 'scalar', size: 1 }, // forwarded
  ],
  MessageRecord: [
    { is: 'vector', of: { is: 'table', name: 'RecordItem' } }, // items
  ],
  OutgoingEntry: [
    { is: 'struct', size: 8, align: 4 }, // client_msg_id
    { is: 'scalar', size: 1 }, // kind
    { is: 'scalar', size: 4 }, // target_seq
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // body
  ],
  Ping: [
    { is: 'scalar', size: 8 }, // client_time
    { is: 'scalar', size: 4 }, // received_count
  ],
  Pong: [
    { is: 'scalar', size: 8 }, // client_time
    { is: 'scalar', size: 8 }, // server_time
    { is: 'scalar', size: 4 }, // push_count
    { is: 'scalar', size: 4 }, // user_version
  ],
  Presence: [
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 1 }, // online
    { is: 'scalar', size: 8 }, // last_seen_at
    { is: 'string' }, // platform
  ],
  PresenceSubscribe: [
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // user_ids
  ],
  PresenceUpdate: [
    { is: 'vector', of: { is: 'table', name: 'Presence' } }, // users
  ],
  PublisherHeartbeat: [
    { is: 'string' }, // publisher
    { is: 'scalar', size: 8 }, // publisher_epoch
    { is: 'scalar', size: 4 }, // counter
  ],
  PushMessage: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // epoch
    { is: 'vector', of: { is: 'table', name: 'Entry' } }, // entries
    { is: 'struct', size: 16, align: 8 }, // hops
  ],
  Quote: [
    { is: 'scalar', size: 4 }, // seq
    { is: 'struct', size: 8, align: 4 }, // sender_id
    { is: 'string' }, // preview
  ],
  Reaction: [
    { is: 'string' }, // emoji
    { is: 'scalar', size: 4 }, // count
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // user_ids
    { is: 'scalar', size: 1 }, // mine
  ],
  ReadReceipt: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'struct', size: 8, align: 4 }, // reader_id
    { is: 'scalar', size: 4 }, // read_seq
    { is: 'scalar', size: 8 }, // read_at
  ],
  RecordItem: [
    { is: 'struct', size: 8, align: 4 }, // sender_id
    { is: 'string' }, // sender_name
    { is: 'scalar', size: 8 }, // created_at
    { is: 'scalar', size: 1 }, // kind
    { is: 'string' }, // text
    { is: 'vector', of: { is: 'table', name: 'Attachment' } }, // attachments
    { is: 'table', name: 'MessageRecord' }, // record
  ],
  Resume: [
    { is: 'struct', size: 8, align: 4 }, // connection_id
    { is: 'scalar', size: 4 }, // push_count
  ],
  RoomChange: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // from_version
    { is: 'scalar', size: 4 }, // version
    { is: 'scalar', size: 4 }, // seq
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // joined
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // left
  ],
  RoomDelivery: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // membership_version
    { is: 'scalar', size: 4 }, // first_seq
    { is: 'scalar', size: 4 }, // last_seq
    { is: 'scalar', size: 8 }, // expires_at
    { is: 'string' }, // except_node
    { is: 'scalar', size: 4 }, // except_handle
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // frame
  ],
  RoomHead: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 4 }, // membership_version
    { is: 'scalar', size: 4 }, // last_seq
  ],
  SeqRange: [
    { is: 'scalar', size: 4 }, // from_seq
    { is: 'scalar', size: 4 }, // to_seq
  ],
  SessionRevoked: [
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // login_session_ids
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 2 }, // close_code
  ],
  Showing: [
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // conversation_ids
  ],
  SyncHint: [
    { is: 'string' }, // reason
    { is: 'scalar', size: 4 }, // jitter_ms
  ],
  SyncPage: [
    { is: 'vector', of: { is: 'table', name: 'ConversationState' } }, // conversations
    { is: 'string' }, // next_cursor
    { is: 'scalar', size: 1 }, // done
    { is: 'scalar', size: 8 }, // sync_time
    { is: 'scalar', size: 4 }, // user_version
    { is: 'scalar', size: 4 }, // favourite_version
    { is: 'scalar', size: 4 }, // profile_version
    { is: 'scalar', size: 4 }, // people_version
    { is: 'scalar', size: 4 }, // remaining
  ],
  SyncRequest: [
    { is: 'scalar', size: 8 }, // since
    { is: 'scalar', size: 4 }, // user_version
    { is: 'string' }, // cursor
    { is: 'scalar', size: 2 }, // limit
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // conversation_ids
  ],
  SystemEvent: [
    { is: 'string' }, // code
    { is: 'struct', size: 8, align: 4 }, // operator_id
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // target_ids
    { is: 'vector', of: { is: 'string' } }, // args
  ],
  SystemNotification: [
    { is: 'string' }, // code
    { is: 'string' }, // title
    { is: 'string' }, // text
    { is: 'scalar', size: 8 }, // at
  ],
  TaskProgress: [
    { is: 'struct', size: 8, align: 4 }, // task_id
    { is: 'string' }, // phase
    { is: 'scalar', size: 1 }, // progress
  ],
  ToAccess: [
    { is: 'scalar', size: 1 }, // body_type
    { is: 'union', name: 'AccessBody' }, // body
  ],
  ToLogic: [
    { is: 'scalar', size: 1 }, // body_type
    { is: 'union', name: 'LogicBody' }, // body
  ],
  Typing: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'scalar', size: 1 }, // typing
  ],
  TypingNotice: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 1 }, // typing
  ],
  Upstream: [
    { is: 'string' }, // node
    { is: 'scalar', size: 8 }, // received_at
    { is: 'scalar', size: 8 }, // expires_at
    { is: 'vector', of: { is: 'table', name: 'UpstreamFrame' } }, // frames
  ],
  UpstreamFrame: [
    { is: 'scalar', size: 4 }, // handle
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'scalar', size: 1 }, // lane
    { is: 'vector', of: { is: 'scalar', size: 1 } }, // frame
  ],
  UserMessage: [
    { is: 'struct', size: 8, align: 4 }, // conversation_id
    { is: 'vector', of: { is: 'table', name: 'OutgoingEntry' } }, // entries
  ],
  UserOffline: [
    { is: 'string' }, // node
    { is: 'scalar', size: 4 }, // handle
    { is: 'struct', size: 8, align: 4 }, // session_id
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'string' }, // device_id
    { is: 'scalar', size: 8 }, // at
  ],
  UserOnline: [
    { is: 'string' }, // node
    { is: 'scalar', size: 4 }, // handle
    { is: 'struct', size: 8, align: 4 }, // session_id
    { is: 'struct', size: 8, align: 4 }, // user_id
    { is: 'string' }, // device_id
    { is: 'string' }, // platform
    { is: 'scalar', size: 8 }, // at
  ],
  UserStateChanged: [
    { is: 'scalar', size: 4 }, // user_version
    { is: 'vector', of: { is: 'table', name: 'MemberState' } }, // members
    { is: 'vector', of: { is: 'struct', size: 8, align: 4 } }, // conversation_ids
    { is: 'scalar', size: 4 }, // favourite_version
    { is: 'scalar', size: 4 }, // profile_version
  ],
} as const;

/** Member tables of every union by type number. */
export const UNIONS = {
  AccessBody: ['NONE', 'Downstream', 'PublisherHeartbeat', 'SessionRevoked', 'BroadcastDelivery', 'Announcement', 'RoomDelivery', 'RoomHead', 'RoomChange'],
  Body: ['NONE', 'Hello', 'Ping', 'UserMessage', 'ConversationRead', 'DeliveryAck', 'Typing', 'PresenceSubscribe', 'SyncRequest', 'HistoryRequest', 'Cancel', 'HelloAck', 'Pong', 'MessageAck', 'PushMessage', 'ReadReceipt', 'DeliveryReceipt', 'PresenceUpdate', 'TypingNotice', 'UserStateChanged', 'FriendEvent', 'GroupOperation', 'SystemNotification', 'SyncPage', 'HistoryPage', 'AiDelta', 'TaskProgress', 'Error', 'GoAway', 'Disconnect', 'SyncHint', 'Showing'],
  LogicBody: ['NONE', 'Upstream', 'UserOnline', 'UserOffline', 'Bounce'],
} as const;
