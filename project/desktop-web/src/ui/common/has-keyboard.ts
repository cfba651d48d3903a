/** Not on phones and tablets: there a keyboard slides over half of the screen when a field is focused. */
export const hasKeyboard = (): boolean => !matchMedia('(pointer: coarse)').matches;
