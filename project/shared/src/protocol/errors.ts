/** What a client should do with a refused request: never repeat it, repeat it later, sign in again, or sync first. */
export type RetryAdvice = 'never' | 'later' | 'reauthenticate' | 'resync';

export interface ErrorEntry {
  /** Stable number: frames and REST carry it. 0 is success and not in the catalog. */
  readonly code: number;
  /** HTTP status when REST answers with it. */
  readonly http: number;
  readonly retry: RetryAdvice;
  readonly zh: string;
  readonly en: string;
}

const entry = (code: number, http: number, retry: RetryAdvice, en: string, zh: string): ErrorEntry => ({ code, http, retry, en, zh });

/** The one catalog for frames, REST, SDK and UI; docs/errors.md is compared with it. Numbers are never reused. */
export const ERRORS = {
  // 10xx: the request itself
  INVALID_ARGUMENT: entry(1001, 400, 'never', 'The request has a missing or wrong value.', '请求中有缺失或错误的内容。'),
  MALFORMED_FRAME: entry(1002, 400, 'never', 'The frame is malformed.', '数据帧格式错误。'),
  UNKNOWN_FRAME: entry(1003, 400, 'never', 'The server does not know this kind of frame.', '服务器不认识这种数据帧。'),
  MSG_TOO_LARGE: entry(1004, 413, 'never', 'The message is too large.', '消息过大。'),
  UNSUPPORTED_VERSION: entry(1005, 400, 'never', 'This client is too old or too new for the server.', '客户端版本与服务器不兼容。'),
  NOT_SUPPORTED: entry(1006, 501, 'never', 'The server does not offer this yet.', '服务器暂不支持此功能。'),
  NOT_FOUND: entry(1007, 404, 'never', 'Not found.', '未找到。'),
  UNSUPPORTED_MEDIA_TYPE: entry(1008, 415, 'never', 'This content type is not accepted.', '不支持的内容类型。'),
  // 11xx: who is asking
  UNAUTHENTICATED: entry(1101, 401, 'reauthenticate', 'Please sign in again.', '请重新登录。'),
  TOKEN_EXPIRED: entry(1102, 401, 'reauthenticate', 'The sign-in has expired.', '登录已过期。'),
  SESSION_REVOKED: entry(1103, 401, 'never', 'This device was signed out.', '此设备已被登出。'),
  WRONG_CREDENTIALS: entry(1104, 401, 'never', 'Wrong username or password.', '用户名或密码错误。'),
  ACCOUNT_LOCKED: entry(1105, 429, 'later', 'Too many failed sign-ins; try again later.', '登录失败次数过多，请稍后再试。'),
  FORBIDDEN: entry(1106, 403, 'never', 'You are not allowed to do this.', '没有权限执行此操作。'),
  HELLO_EXPECTED: entry(1107, 401, 'never', 'The first frame must be Hello.', '首帧必须是 Hello。'),
  HELLO_TIMEOUT: entry(1108, 401, 'later', 'No Hello arrived in time.', '握手超时。'),
  ACCOUNT_BANNED: entry(1109, 401, 'never', 'This account is banned.', '该账号已被封禁。'),
  // 12xx: load and dependencies
  RATE_LIMIT: entry(1201, 429, 'later', 'Too many requests; slow down.', '操作过于频繁，请稍后再试。'),
  OVERLOADED: entry(1202, 503, 'later', 'The server is busy; trying again shortly.', '服务器繁忙，稍后将自动重试。'),
  UNAVAILABLE: entry(1203, 503, 'later', 'A part of the service is unavailable right now.', '服务暂时不可用。'),
  TIMEOUT: entry(1204, 503, 'later', 'The server did not answer in time.', '服务器响应超时。'),
  INTERNAL_ERROR: entry(1205, 500, 'later', 'Something went wrong on the server.', '服务器内部错误。'),
  CONN_NOT_FOUND: entry(1206, 404, 'resync', 'The connection is no longer known; reconnecting.', '连接已失效，正在重连。'),
  // 20xx: conversations and messages
  CONVERSATION_NOT_FOUND: entry(2001, 404, 'never', 'This conversation does not exist.', '会话不存在。'),
  NOT_A_MEMBER: entry(2002, 403, 'never', 'You are not a member of this conversation.', '你不是该会话的成员。'),
  NOT_FRIENDS: entry(2003, 403, 'never', 'You can only message friends.', '对方还不是你的好友。'),
  BLOCKED: entry(2004, 403, 'never', 'The message was not accepted.', '消息未被接收。'),
  MUTED: entry(2005, 403, 'never', 'You are muted here.', '你已被禁言。'),
  IDEMPOTENCY_MISMATCH: entry(2006, 409, 'never', 'This message id was used for another message.', '该消息编号已用于另一条消息。'),
  EMPTY_MESSAGE: entry(2007, 400, 'never', 'The message is empty.', '消息内容为空。'),
  ENTRY_NOT_FOUND: entry(2008, 404, 'never', 'This message does not exist.', '消息不存在。'),
  RECALL_EXPIRED: entry(2009, 403, 'never', 'Messages can be recalled for 2 minutes.', '消息发送超过 2 分钟，不能撤回。'),
  EDIT_EXPIRED: entry(2010, 403, 'never', 'Messages can be edited for 15 minutes.', '消息发送超过 15 分钟，不能编辑。'),
  NOTHING_TO_CHANGE: entry(2011, 409, 'never', 'It is like that already.', '无需更改。'),
  LIMIT_REACHED: entry(2012, 409, 'never', 'There are too many of these already.', '数量已达上限。'),
  GROUP_FULL: entry(2013, 409, 'never', 'The group is full.', '群成员已满。'),
  ALREADY_MEMBER: entry(2014, 409, 'never', 'Already a member.', '已经是群成员。'),
  APPLICATION_PENDING: entry(2015, 409, 'never', 'The request to join is waiting for an answer.', '入群申请已提交，等待处理。'),
  APPLICATION_NOT_FOUND: entry(2016, 404, 'never', 'This request to join does not exist.', '入群申请不存在。'),
  INVITE_NOT_FOUND: entry(2017, 404, 'never', 'This invite link is not valid.', '邀请链接无效。'),
  OWNER_CANNOT_LEAVE: entry(2018, 409, 'never', 'Hand the group over or dismiss it first.', '请先转让或解散群聊。'),
  STRANGER_LIMIT: entry(2019, 403, 'never', 'Wait until the other side answers.', '对方回复前不能再发送更多消息。'),
  MESSAGE_REJECTED: entry(2020, 403, 'never', 'The message was rejected by the rules of this server.', '消息未通过服务器的内容规则。'),
  // 30xx: accounts and people
  USERNAME_TAKEN: entry(3001, 409, 'never', 'This username is taken.', '用户名已被占用。'),
  INVALID_USERNAME: entry(
    3002,
    400,
    'never',
    'Usernames have 3–32 letters, digits, dots, dashes or underscores and start with a letter.',
    '用户名为 3–32 个字母、数字、点、短横或下划线，并以字母开头。',
  ),
  WEAK_PASSWORD: entry(
    3003,
    400,
    'never',
    'Passwords have 8–72 bytes and must not be a common one.',
    '密码长度为 8–72 字节，且不能是常见密码。',
  ),
  USER_NOT_FOUND: entry(3004, 404, 'never', 'No such user.', '用户不存在。'),
  CANNOT_BEFRIEND_SELF: entry(3005, 400, 'never', 'You cannot add yourself.', '不能添加自己为好友。'),
  ALREADY_FRIENDS: entry(3006, 409, 'never', 'You are already friends.', '你们已经是好友。'),
  REQUEST_PENDING: entry(3007, 409, 'never', 'A request is already waiting.', '好友申请已发送，等待对方处理。'),
  REQUEST_NOT_FOUND: entry(3008, 404, 'never', 'This request does not exist.', '好友申请不存在。'),
  REFRESH_REUSED: entry(3009, 401, 'never', 'The sign-in was used twice; sign in again.', '登录凭证被重复使用，请重新登录。'),
  CONTACT_TAKEN: entry(3010, 409, 'never', 'This phone number or e-mail address cannot be used.', '该手机号或邮箱不可用。'),
  REQUESTS_REFUSED: entry(3011, 403, 'never', 'This user does not take friend requests.', '对方不接受好友申请。'),
  CANNOT_BAN_ADMIN: entry(3012, 409, 'never', 'Admins cannot be banned.', '不能封禁管理员。'),
  REPORT_RESOLVED: entry(3013, 409, 'never', 'This report is resolved already.', '该举报已处理。'),
  // 40xx: files
  FILE_NOT_FOUND: entry(4001, 404, 'never', 'This file does not exist.', '文件不存在。'),
  FILE_TOO_LARGE: entry(4002, 413, 'never', 'The file is too large.', '文件过大。'),
  FILE_TYPE_REFUSED: entry(4003, 415, 'never', 'This type of file is not accepted here.', '不支持此文件类型。'),
  FILE_INCOMPLETE: entry(4004, 409, 'never', 'The upload is not complete.', '文件尚未上传完成。'),
  FILE_QUOTA: entry(4005, 409, 'never', 'There is no more room for your files.', '文件存储空间已满。'),
  FILE_LINK_INVALID: entry(4006, 403, 'never', 'This link is not valid any more.', '链接已失效。'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorName = keyof typeof ERRORS;

const BY_CODE = new Map<number, ErrorName>(Object.entries(ERRORS).map(([name, e]) => [e.code, name as ErrorName]));

/** Name of a catalog number; undefined for numbers of a newer server. */
export const errorName = (code: number): ErrorName | undefined => BY_CODE.get(code);
