// npm run check: types, lint, formatting, layers, dead code, generated code and the rules of the schema.
import { runSteps } from './run-steps.ts';
import { SCHEMA_RULES, STATIC_STEPS, TYPES } from './steps.ts';

const results = [...(await runSteps([TYPES])), ...(await runSteps([...STATIC_STEPS, SCHEMA_RULES]))];
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(
  failed.length === 0
    ? `\nall ${results.length} checks passed`
    : `\n${failed.length} of ${results.length} checks failed: ${failed.join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
