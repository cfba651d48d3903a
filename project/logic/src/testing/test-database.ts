export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** The scripts are outside this package's program, so they are loaded, not imported. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const path = new URL('../../../../scripts/testing/database.ts', import.meta.url).href;
  const scripts = (await import(/* @vite-ignore */ path)) as { createTestDatabase(): Promise<TestDatabase> };
  return scripts.createTestDatabase();
}
