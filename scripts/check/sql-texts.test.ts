// S15, seen from the code: what stands in a statement is the program's own. Every `${…}` of a template with SQL in it, and every text that is
// added to one, must be a constant: of a literal type, a number, a constant made of such, or a parameter to which every caller passes one.
import { globSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { inRepository, ROOT } from '../repository.ts';

const SQL = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|JOIN|VALUES|SET|ORDER BY|RETURNING)\b/;

/** What the check cannot follow, with the reason why it is the program's own. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'logic/src/store/group.ts assignments(columns, 3)': 'names of columns that the type of the parameter lists',
  'logic/src/store/group.ts assignments(columns, 2)': 'names of columns that the type of the parameter lists',
  'logic/src/store/load-states.ts PREVIEWED': 'numbers of kinds of entries',
  "web/src/store/export.ts nameOf('kind', FILE_KINDS)": 'names that are constants',
  "web/src/store/export.ts nameOf('kind', REPORT_KINDS)": 'names that are constants',
  "web/src/store/export.ts nameOf('reason', REPORT_REASONS)": 'names that are constants',
  "web/src/store/export.ts nameOf('state', REPORT_STATES)": 'names that are constants',
  'web/src/store/friend-requests.ts other': 'one of two names of columns',
  'web/src/store/friend-requests.ts mine': 'one of two names of columns',
  'web/src/store/read-list.ts rows': 'a field of constants: the lists there are',
};

const files = globSync('project/{web,logic}/src/**/*.ts', { cwd: ROOT }).filter((file) => !/\.test\.ts$|\/testing\//.test(file));

/** Whether expressions are made of constants, over the borders of functions. */
class Constants {
  readonly #checker: ts.TypeChecker;
  readonly #calls = new Map<ts.Symbol, ts.CallExpression[]>();
  readonly #known = new Map<ts.Node, boolean>();

  constructor(program: ts.Program, sources: readonly ts.SourceFile[]) {
    this.#checker = program.getTypeChecker();
    for (const source of sources)
      each(source, (node) => {
        if (!ts.isCallExpression(node)) return;
        const called = this.#symbolOf(node.expression);
        if (called !== undefined) this.#calls.set(called, [...(this.#calls.get(called) ?? []), node]);
      });
  }

  is(node: ts.Expression): boolean {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, true); // a function that calls itself adds nothing of its own
    const found = this.#isClosed(this.#checker.getTypeAtLocation(node)) || this.#isMade(node);
    this.#known.set(node, found);
    return found;
  }

  /** Of a type that has no other values than the program's. */
  #isClosed(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.every((one) => this.#isClosed(one));
    return (type.flags & (ts.TypeFlags.Literal | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined)) !== 0;
  }

  #isMade(node: ts.Expression): boolean {
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) return this.is(node.expression);
    if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => this.is(expression));
    if (ts.isConditionalExpression(node)) return this.is(node.whenTrue) && this.is(node.whenFalse);
    if (ts.isBinaryExpression(node)) return this.is(node.left) && this.is(node.right);
    if (ts.isArrayLiteralExpression(node)) return node.elements.every((element) => this.is(element));
    if (ts.isCallExpression(node)) return this.#isCallOfConstants(node);
    if (ts.isPropertyAccessExpression(node)) return this.is(node.expression);
    return ts.isIdentifier(node) && this.#isConstant(node);
  }

  /** Of a function of ours, whose own texts are looked at where it stands; or a text made another one, such as String(1) and join(', '). */
  #isCallOfConstants({ expression, arguments: given }: ts.CallExpression): boolean {
    const on = ts.isPropertyAccessExpression(expression) ? this.is(expression.expression) : true;
    return on && given.every((argument) => ts.isArrowFunction(argument) || this.is(argument));
  }

  #isConstant(name: ts.Identifier): boolean {
    const declaration = this.#symbolOf(name)?.valueDeclaration;
    if (declaration === undefined) return false;
    if (ts.isParameter(declaration)) return this.#isAlwaysConstant(declaration);
    if (!ts.isVariableDeclaration(declaration)) return false;
    if (ts.isForOfStatement(declaration.parent.parent)) return this.is(declaration.parent.parent.expression);
    if (declaration.initializer === undefined) return false;
    return (declaration.parent.flags & ts.NodeFlags.Const) !== 0 && this.is(declaration.initializer);
  }

  #isAlwaysConstant(parameter: ts.ParameterDeclaration): boolean {
    const { parent } = parameter;
    const named = ts.isArrowFunction(parent) && ts.isVariableDeclaration(parent.parent) ? parent.parent : parent;
    const name = ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named) ? named.name : undefined;
    const called = name === undefined ? undefined : this.#symbolOf(name);
    const calls = called === undefined ? undefined : this.#calls.get(called);
    if (calls === undefined) return false;
    const place = parent.parameters.indexOf(parameter);
    return calls.every((call) => {
      const given = call.arguments[place] ?? parameter.initializer;
      return given === undefined ? parameter.questionToken !== undefined : this.is(given);
    });
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(node);
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }
}

function each(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => {
    each(child, look);
  });
}

const hasSql = (node: ts.Node): boolean =>
  (ts.isStringLiteralLike(node) && SQL.test(node.text)) ||
  (ts.isTemplateExpression(node) && [node.head, ...node.templateSpans.map(({ literal }) => literal)].some(({ text }) => SQL.test(text)));

/** What stands in a statement without being its text. */
function partsOf(node: ts.Node): readonly ts.Expression[] {
  if (ts.isTemplateExpression(node)) return hasSql(node) ? node.templateSpans.map(({ expression }) => expression) : [];
  const isPlus = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isPlus && (hasSql(node.left) || hasSql(node.right)) ? [node.left, node.right] : [];
}

function foreignParts(program: ts.Program, names: readonly string[]): { parts: number; foreign: string[] } {
  const sources = names.map((name) => program.getSourceFile(name)!);
  const constants = new Constants(program, sources);
  const foreign: string[] = [];
  let parts = 0;
  for (const source of sources)
    each(source, (node) => {
      for (const part of partsOf(node)) {
        parts++;
        if (!constants.is(part)) foreign.push(`${source.fileName.replace(`${ROOT}/project/`, '')} ${part.getText()}`);
      }
    });
  return { parts, foreign };
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

it('[S15] no statement has anything in it that is not a constant of the program, but for those listed', () => {
  const names = files.map((file) => inRepository(file));
  const { parts, foreign } = foreignParts(ts.createProgram(names, OPTIONS), names);
  expect([...new Set(foreign)].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  expect(parts).toBeGreaterThan(50);
}, 120_000);

it('[S15] the check sees a value in a statement, however it gets there', () => {
  const name = '/virtual/store.ts';
  const text = `
    declare function query(text: string): void;
    const COLUMNS = 'id, name';
    const lower = (column: string): string => \`lower(\${column})\`;
    export const good = (id: string, way: 'ASC' | 'DESC', limit: number) =>
      query(\`SELECT \${COLUMNS}, \${lower('name')} FROM users WHERE id = $1 ORDER BY id \${way} LIMIT \${limit}\`);
    export const bad1 = (id: string) => query(\`SELECT 1 FROM users WHERE id = \${id}\`);
    export const bad2 = (id: string) => query("DELETE FROM users WHERE id = '" + id + "'");
    const where = (name: string): string => \`WHERE name = '\${name}'\`;
    export const bad3 = (body: { name: string }) => query(\`SELECT 1 FROM users \${where(body.name)}\`);
    export let columns = 'id';
    export const bad4 = () => query(\`SELECT \${columns} FROM users\`);
  `;
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true) : getSourceFile(file, ...rest);
  const { foreign } = foreignParts(ts.createProgram([name], { ...OPTIONS, types: [] }, host), [name]);
  expect(foreign.map((found) => found.slice(found.indexOf(' ') + 1))).toEqual(['id', 'id', 'name', 'where(body.name)', 'columns']);
});
