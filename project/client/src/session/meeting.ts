// Where tabs and the host of their session find each other. All of it is of one origin in one browser.

/** Held by the host for as long as it is one: there is one client, whatever happens. */
export const HOST_LOCK = 'godwit-session';
/** CommonMessage. */
export const COMMON_CHANNEL = 'godwit-session';

/** Held by a tab while it lives; its messages go through the channel of the same name. */
export const tabName = (tab: string): string => `godwit-tab-${tab}`;
export const hostName = (host: string): string => `godwit-host-${host}`;

export interface SessionSettings {
  readonly deviceId: string;
  /** As GodwitClientOptions.api. */
  readonly api: string;
}

/** serving: a host is there, to be greeted at once. superseded: a tab of another version was opened; those of this version are over. */
export type CommonMessage =
  | { readonly type: 'serving' }
  | { readonly type: 'hello'; readonly tab: string; readonly version: string; readonly settings: SessionSettings }
  | { readonly type: 'superseded'; readonly version: string };

/** On the channel of one tab. host: who says it, so that one that lost its place is not heard. */
export interface FromHost<Message> {
  readonly from: 'host';
  readonly host: string;
  readonly message: Message | { readonly type: 'welcome' };
}

export interface FromTab<Message> {
  readonly from: 'tab';
  readonly host: string;
  readonly message: Message;
}

export const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
