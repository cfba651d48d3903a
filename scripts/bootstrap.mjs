// What every script needs before TypeScript can run, in plain JavaScript for Node 20 with nothing installed:
// the dependencies of package-lock.json, and Node 24 (the bundled one, unless the running one is new enough).
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED_NODE = 24;
const PARENT_POLL_MS = 1_000;

/** Runs a TypeScript file of this repository with the arguments of the command line; does not return before it is done. */
export async function runTypeScript(entry, args = process.argv.slice(2)) {
  requireNode(20);
  installDependencies();
  // Compiled code of the tools is kept beside them, not in the system's temporary directory.
  process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/node');
  if (major(process.versions.node) >= WANTED_NODE) {
    process.argv.splice(1, Infinity, join(ROOT, entry), ...args);
    stopWithNpm(() => process.kill(process.pid, 'SIGTERM'))?.unref();
    await import(pathToFileURL(join(ROOT, entry)).href);
    return;
  }
  process.exitCode = await runOn(bundledNode(), [join(ROOT, entry), ...args]);
}

function requireNode(minimum) {
  if (major(process.versions.node) < minimum) fail(`Node ${process.versions.node} is too old: install Node ${minimum} or newer`);
}

function installDependencies() {
  const problem = whatIsNotInstalled();
  if (problem === undefined) return;
  console.log(`installing dependencies (${problem}); the first time takes about a minute`);
  // Not `npm ci`: it refuses a lock file written where a mirror lacks the packages of other platforms. --no-save keeps the lock file as it is.
  if (!npm('install', '--no-save')) fail('"npm install" failed, see above: it needs the package registry and about 1.5 GB of disk');
}

function npm(...args) {
  const options = { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development' } };
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  const path = process.env.npm_execpath;
  const { status, error } = path?.endsWith('.js') ? spawnSync(process.execPath, [path, ...all], options) : spawnSync('npm', all, options);
  if (error !== undefined) fail(`npm cannot be started (${error.message}): install it, or put it into PATH`);
  return status === 0;
}

/** Compares package-lock.json with what npm recorded in node_modules; packages for other platforms may be absent. */
function whatIsNotInstalled() {
  const installed = readJson(join(ROOT, 'node_modules/.package-lock.json'))?.packages;
  if (installed === undefined) return 'none yet';
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {};
  const missing = Object.entries(wanted).find(
    ([path, { version, link, optional }]) =>
      path.includes('node_modules/') && !link && (installed[path] === undefined ? !optional : installed[path].version !== version),
  );
  return missing === undefined ? undefined : `${missing[0].split('node_modules/').at(-1)} ${missing[1].version} is missing`;
}

function bundledNode() {
  const path = join(ROOT, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (!existsSync(path)) {
    fail(
      `Node ${WANTED_NODE} is needed, this is ${process.versions.node}, and none comes bundled for ${process.platform}-${process.arch}: install Node ${WANTED_NODE}`,
    );
  }
  if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
  return path;
}

/** The child also stops when this process vanishes: its IPC channel closes. */
function runOn(node, args) {
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const watch = stopWithNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${node} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** npm killed with SIGKILL cannot tell us; we notice that we, or the shell between us, have another parent. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const orphaned = () => process.ppid !== shell || parentOf(shell) !== npm;
  return setInterval(() => orphaned() && stop(), PARENT_POLL_MS);
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const major = (version) => Number(version.split('.')[0]);

function fail(message) {
  console.error(`godwit: ${message}`);
  process.exit(1);
}
