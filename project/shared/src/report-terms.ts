/** By number in report.kind, report.reason and report.state: added to at the end, never reordered. */
export const REPORT_KINDS = ['message', 'user', 'group'] as const;
export const REPORT_REASONS = ['spam', 'harassment', 'violence', 'sexual', 'illegal', 'impersonation', 'other'] as const;
export const REPORT_STATES = ['open', 'resolved'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** Of what the reporter says about it. */
export const MAX_REPORT_CHARACTERS = 1_000;
