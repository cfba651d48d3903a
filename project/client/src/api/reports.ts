import type { Reported, ReportRequest } from '@godwit/shared/rest/reports';
import type { HttpCall } from './http.js';
import type { ReportsApi } from './reports-api.js';

export class Reports implements ReportsApi {
  readonly #call: <T>(call: HttpCall) => Promise<T>;

  constructor(call: <T>(call: HttpCall) => Promise<T>) {
    this.#call = call;
  }

  report(request: ReportRequest): Promise<Reported> {
    return this.#call({ method: 'POST', path: '/reports', body: request });
  }
}
