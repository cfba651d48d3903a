/**
 * In place of @rc-component/form, of which antd's provider takes 40 KB along that only its Form needs. Forms here are made of Field and plain
 * inputs. Lint refuses antd's Form; who wants it removes the alias in vite.config.ts.
 */
import { createContext, Fragment } from 'react';

const absent = (): never => {
  throw new Error('antd Form is not part of this build: see build/no-forms.ts');
};

export { Fragment as FormProvider, absent as default, absent as Field, absent as List, absent as useForm, absent as useWatch };
export const FieldContext = createContext(null);
export const ListContext = createContext(null);
