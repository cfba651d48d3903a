import { compareIds, type Id, isId } from '@godwit/shared/ids/id';

/** PostgreSQL's bigint is signed. */
export const MAX_ROW_ID: Id = '9223372036854775807';

/** Whether a row can have this id; a larger one from a client is an error of the statement that gets it. */
export const isRowId = (id: Id): boolean => isId(id) && compareIds(id, MAX_ROW_ID) <= 0;
