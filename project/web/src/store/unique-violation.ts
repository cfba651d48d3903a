import { DatabaseError } from 'pg';

/** SQLSTATE unique_violation. */
export const isUniqueViolation = (error: unknown): boolean => error instanceof DatabaseError && error.code === '23505';
