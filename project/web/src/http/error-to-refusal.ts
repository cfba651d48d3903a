// What a thrown error is answered with: never its own text, which may hold SQL, paths or what the user sent.
import { hasZodFastifySchemaValidationErrors } from '@fastify/type-provider-zod';
import { DeadlineError } from '@godwit/shared/guard';
import { SnowflakeError } from '@godwit/shared/ids/snowflake';
import type { Refusal } from '@godwit/shared/outcome';
import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';
import { DependencyError } from '../dependency-error.js';

const MAX_DETAIL_CHARACTERS = 200;
const RETRY_AFTER_MS = 1_000;

/** undefined = a bug: log it and answer INTERNAL_ERROR. */
export function errorToRefusal(error: unknown): Refusal | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) return validationRefusal(error);
  if (error instanceof DependencyError) return { error: error.failure, retryAfterMs: RETRY_AFTER_MS };
  if (error instanceof DeadlineError) return { error: 'TIMEOUT', retryAfterMs: RETRY_AFTER_MS };
  if (error instanceof SnowflakeError) return { error: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
  return parserRefusal(error);
}

interface ValidationError {
  validation: { instancePath?: string; message?: string }[];
  validationContext?: string | undefined;
}

/** The first issue decides; a message that is a name of the catalog is that refusal (shared/rest/fields.ts). */
function validationRefusal({ validation, validationContext }: ValidationError): Refusal {
  const { instancePath = '', message = '' } = validation[0] ?? {};
  if (isErrorName(message)) return { error: message };
  const where = `${validationContext ?? 'request'}${instancePath === '/' ? '' : instancePath.replaceAll('/', '.')}`;
  return { error: 'INVALID_ARGUMENT', detail: `${where}: ${message}`.slice(0, MAX_DETAIL_CHARACTERS) };
}

const isErrorName = (text: string): text is ErrorName => Object.hasOwn(ERRORS, text);

/** Fastify's own refusals while it reads a request. */
function parserRefusal(error: unknown): Refusal | undefined {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { error: 'MSG_TOO_LARGE' };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { error: 'UNSUPPORTED_MEDIA_TYPE', detail: 'expected application/json' };
  if (statusCode === 404) return { error: 'NOT_FOUND' };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return { error: 'INVALID_ARGUMENT', detail: 'expected a JSON object as body' };
  return undefined;
}
