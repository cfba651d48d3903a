import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';
import type { Scenario } from './scenario.ts';

const scenario = (name: string, quick: boolean): Scenario => ({
  name,
  quick,
  about: '',
  targets: [],
  run: () => Promise.reject(new Error('not run')),
});
const ALL = [scenario('one-to-one', true), scenario('idle-memory', false)];

const run = (...args: string[]) => {
  const command = parseCommandLine(args, ALL);
  if (command.kind !== 'run') throw new Error(`${args.join(' ')}: ${command.kind}`);
  return { ...command.options, names: command.scenarios.map(({ name }) => name) };
};

describe('parseCommandLine', () => {
  it('runs everything five times without arguments', () => {
    expect(run()).toMatchObject({
      names: ['one-to-one', 'idle-memory'],
      quick: false,
      repeats: 5,
      arms: ['godwit', 'socketio', 'ejabberd'],
    });
  });

  it('runs the quick ones once with --quick, and a named one in any case', () => {
    expect(run('--quick')).toMatchObject({ names: ['one-to-one'], repeats: 1 });
    expect(run('--quick', 'idle-memory')).toMatchObject({ names: ['idle-memory'] });
  });

  it('takes rounds, arms and files', () => {
    expect(run('--repeat', '3', '--arms', 'socketio,godwit', '--rates', '1000,4000', '--json', 'a.json', '--html=b.html')).toMatchObject({
      repeats: 3,
      arms: ['godwit', 'socketio'],
      rates: [1_000, 4_000],
      jsonFile: 'a.json',
      htmlFile: 'b.html',
    });
  });

  it.each([
    [['no-such'], '"no-such"'],
    [['--arms', 'whatsapp'], '"whatsapp"'],
    [['--arms', ''], '""'],
    [['--repeat', '0'], '--repeat 0'],
    [['--repeat', 'many'], '--repeat many'],
    [['--rates', '1000,fast'], '--rates 1000,fast'],
    [['--fast'], '--fast'],
    [['--json'], '--json'],
  ])('answers %j with what is wrong', (args, said) => {
    const command = parseCommandLine(args, ALL);
    expect(command).toMatchObject({ kind: 'wrong', why: expect.stringContaining(said) as string });
  });

  it('answers --list and --help', () => {
    expect(parseCommandLine(['--list'], ALL).kind).toBe('list');
    expect(parseCommandLine(['one-to-one', '-h'], ALL).kind).toBe('help');
  });
});
