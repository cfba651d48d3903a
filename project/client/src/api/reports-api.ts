import type { Reported, ReportRequest } from '@godwit/shared/rest/reports';

/** Reports to the admins of the server. Rejects with ApiError. */
export interface ReportsApi {
  /**
   * A message that one can see, somebody else, or a group; kept with what one sees of it, whatever is recalled or changed later. The same
   * id while the report is open, so it may be repeated. Refused: CONVERSATION_NOT_FOUND, ENTRY_NOT_FOUND, USER_NOT_FOUND,
   * INVALID_ARGUMENT (oneself), RATE_LIMIT (50 in 24 hours).
   */
  report(request: ReportRequest): Promise<Reported>;
}
