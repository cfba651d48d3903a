// npm run admin -- grant USERNAME | revoke USERNAME | list. Exit code 1: nothing was done.
import { readSettings } from '../start/settings.ts';
import { type Change, withAdmins } from './admins.ts';
import { databaseUrl } from './database-url.ts';

const USAGE = 'usage: npm run admin -- grant USERNAME | revoke USERNAME | list';

async function run([verb = '', username = '', ...rest]: readonly string[]): Promise<string> {
  const named = username !== '' && rest.length === 0;
  if (!(verb === 'list' ? username === '' : (verb === 'grant' || verb === 'revoke') && named)) throw new Error(USAGE);
  return withAdmins(databaseUrl(readSettings(process.env)), async (admins) => {
    switch (verb) {
      case 'grant':
        return told(await admins.grant(username), username, `${username} is an admin now`, `${username} is an admin already`);
      case 'revoke':
        return told(await admins.revoke(username), username, `${username} is no admin any more`, `${username} is no admin`);
      default:
        return (
          (await admins.list()).map((admin) => `${admin.username}  ${admin.userId}  since ${admin.since.toISOString()}`).join('\n') ||
          'no admins'
        );
    }
  });
}

function told(change: Change, username: string, done: string, already: string): string {
  if (change === 'no such user') throw new Error(`there is no user "${username}": sign up first`);
  return change === 'done' ? done : already;
}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  console.error(`godwit: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
