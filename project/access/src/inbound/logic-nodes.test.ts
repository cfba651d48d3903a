import { describe, expect, it } from 'vitest';
import { LOGIC_QUEUE_SUBJECTS, logicNodeSubjects } from '@godwit/shared/subjects';
import { LogicNodes, MISSED_MS } from './logic-nodes.js';

describe('[R14] which logic node gets a frame', () => {
  let now = 0;
  const nodes = (...names: string[]): LogicNodes => {
    const all = new LogicNodes(() => now);
    for (const name of names) all.heard(name);
    return all;
  };

  it('is for NATS to choose while nobody is silent, and when nobody is known or heard', () => {
    expect(nodes().subjects()).toBe(LOGIC_QUEUE_SUBJECTS);
    const all = nodes('logic-1', 'logic-2');
    now += MISSED_MS;
    expect(all.subjects()).toBe(LOGIC_QUEUE_SUBJECTS);
    now += 1;
    expect(all.subjects()).toBe(LOGIC_QUEUE_SUBJECTS);
  });

  it('is one of those that are heard while another is silent, in turn', () => {
    const all = nodes('logic-1', 'logic-2', 'logic-3');
    now += MISSED_MS + 1;
    for (const name of ['logic-2', 'logic-3']) all.heard(name);
    expect([all.subjects(), all.subjects(), all.subjects()]).toEqual(['logic-2', 'logic-3', 'logic-2'].map(logicNodeSubjects));
    all.heard('logic-1');
    expect(all.subjects()).toBe(LOGIC_QUEUE_SUBJECTS);
  });

  it('is for NATS to choose again 10 min after a node was heard for the last time', () => {
    const all = nodes('logic-1', 'logic-2');
    now += 600_001;
    all.heard('logic-2');
    all.subjects();
    expect(all.subjects()).toBe(LOGIC_QUEUE_SUBJECTS);
  });
});
