// Where things are in this checkout.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export const inRepository = (...parts: string[]): string => join(ROOT, ...parts);
