import type { z } from 'zod';
import { layers } from './coerce.js';

export const SECRET_MASK = '••••••';

/** Whether the setting was declared with `.meta({ secret: true })`, inside or outside of default() and optional(). */
export const isSecret = (setting: z.core.$ZodType): boolean =>
  layers(setting).some((layer) => (layer as z.ZodType).meta()?.['secret'] === true);

export const maskUrlPassword = (text: string): string => text.replace(/(\w+:\/\/[^\s:@/]*):[^\s@/]+@/g, `$1:${SECRET_MASK}@`);
