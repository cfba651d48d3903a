/** unsupported: a browser without notifications, or a page that may not have them. */
export type NotificationAccess = NotificationPermission | 'unsupported';

export const notificationAccess = (): NotificationAccess => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission);
