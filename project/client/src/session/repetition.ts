// What a tab asks again when the host of the session ended before it answered: the calls of ASKED, and of the REST API those below.
import type { RestApi } from '../api/rest-api.js';
import { ASKED, type Repetition } from './session-client.js';
import type { Path } from './wire.js';

/** One for every method, so that a new one is decided upon. */
type Table<Api> = { readonly [Name in keyof Api]: Api[Name] extends (...args: never) => unknown ? Repetition : Table<Api[Name]> };

/** again: what only reads, and what the server says may be repeated. */
const API: Table<RestApi> = {
  groups: {
    create: 'once',
    info: 'again',
    update: 'once',
    setAvatar: 'once',
    dismiss: 'once',
    members: 'again',
    names: 'again',
    online: 'again',
    invite: 'once',
    remove: 'once',
    leave: 'once',
    transfer: 'once',
    setRole: 'once',
    mute: 'once',
    muteAll: 'once',
    setNickname: 'once',
    join: 'once',
    applicationCounts: 'again',
    applications: 'again',
    accept: 'once',
    reject: 'once',
    createLink: 'once',
    links: 'again',
    revokeLink: 'once',
    joinByLink: 'once',
  },
  files: { create: 'once', complete: 'again', abort: 'once', link: 'again' },
  favourites: { star: 'again', unstar: 'again', page: 'again' },
  reports: { report: 'again' },
  admin: {
    users: 'again',
    user: 'again',
    ban: 'once',
    unban: 'once',
    logout: 'once',
    groups: 'again',
    group: 'again',
    dismissGroup: 'once',
    reports: 'again',
    report: 'once', // goes into the audit log
    resolveReport: 'once',
    broadcast: 'once',
    nodes: 'again',
    audit: 'again',
  },
  register: 'once',
  login: 'once',
  refresh: 'once',
  logout: 'once',
  sessions: 'again',
  revokeSession: 'once',
  revokeOtherSessions: 'once',
  changePassword: 'once',
  profile: 'again',
  updateProfile: 'once',
  exportAccount: 'once',
  deleteAccount: 'once',
  setAvatar: 'once',
  searchUser: 'again',
  user: 'again',
  requestFriend: 'once',
  friendRequests: 'again',
  pendingRequests: 'again',
  requestChanges: 'again',
  friendChanges: 'again',
  blockChanges: 'again',
  acceptRequest: 'once',
  rejectRequest: 'once',
  friends: 'again',
  deleteFriend: 'once',
  changeFriend: 'once',
  setRemark: 'once',
  blocks: 'again',
  block: 'once',
  unblock: 'once',
  presence: 'again',
  openDirect: 'again',
  readers: 'again',
  sharedFiles: 'again',
  sharedGroups: 'again',
  changeSettings: 'once',
  access: 'again',
};

const CALLS: unknown = { ...ASKED, api: API };

export const mayRepeat = (path: Path): boolean =>
  path.reduce((of, name) => (of as Record<string, unknown> | undefined)?.[name], CALLS) === 'again';
