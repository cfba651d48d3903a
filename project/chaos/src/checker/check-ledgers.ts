// Compares what users did and saw with what PostgreSQL holds. Reads nothing else: the system is never asked for its opinion.
// Memory grows with the messages (about 300 bytes each), not with how often they were shown.
import type { LedgerSource } from '../ledger/ledger.ts';
import type { Finding } from '../scenario.ts';
import { AbsenceRule } from './absence-rule.ts';
import { FlowRule } from './flow-rule.ts';
import { LogRule } from './log-rule.ts';
import { MarksRule } from './marks-rule.ts';
import { MembershipRule } from './membership-rule.ts';
import { Memberships } from './memberships.ts';
import { RecallRule } from './recall-rule.ts';
import { RECOVERY_LIMITS, type RecoveryLimits, RecoveryRule } from './recovery-rule.ts';
import { Findings } from './rule.ts';
import { SendsRule } from './sends-rule.ts';
import { ShownRule } from './shown-rule.ts';
import type { Truth } from './truth.ts';
import { ViewRule } from './view-rule.ts';

export interface CheckInput {
  readonly ledgers: readonly LedgerSource[];
  readonly truth: Truth;
  readonly limits?: RecoveryLimits;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly facts: CheckFacts;
  /** Acks in a span of time, ms since 1970. */
  readonly acksBetween: (fromMs: number, toMs: number) => number;
}

/** What was looked at: a check of nothing finds nothing. */
export interface CheckFacts {
  readonly invoked: number;
  readonly acked: number;
  readonly refused: number;
  /** Of these, stored by another copy after its sender came back to the group. */
  readonly lateCopies: number;
  readonly orderedPairs: number;
  readonly devices: number;
  readonly shown: number;
  readonly paged: number;
  readonly views: number;
  /** Of the members of groups, answered as done. */
  readonly changes: number;
  /** In groups, of all who ever were members: those who came back have more than one. */
  readonly stays: number;
  readonly reads: number;
  /** That users were told of, and that appeared on devices. */
  readonly recalls: number;
  readonly recallsSeen: number;
  /** From the end of all faults to the end of the last send. */
  readonly sendsEndMs: number;
  /** From the end of all faults until the last device showed its last entry. */
  readonly convergeMs: number;
  /** Nobody was told “sent” for so long, to 100 ms. */
  readonly longestSilenceMs: number;
  /** How often a device lost its link, and how long it took until it had another. */
  readonly absences: number;
  readonly absenceP50Ms: number;
  readonly absenceP99Ms: number;
}

/** Throws when the ledgers contradict themselves: then nothing can be said. */
export async function checkLedgers({ ledgers, truth, limits = RECOVERY_LIMITS }: CheckInput): Promise<CheckResult> {
  const findings = new Findings();
  const sends = new SendsRule(truth, findings);
  const memberships = new Memberships(truth);
  const shown = new ShownRule(truth, memberships, findings);
  const views = new ViewRule(truth, findings);
  const membership = new MembershipRule(truth, memberships, findings);
  const marks = new MarksRule(truth, findings);
  const recalls = new RecallRule(truth, findings);
  const recovery = new RecoveryRule(limits, findings);
  const flow = new FlowRule();
  const absence = new AbsenceRule();
  const rules = [flow, absence, sends, new LogRule(truth, findings), shown, views, membership, marks, recalls, recovery];
  for (const ledger of ledgers) {
    for await (const events of ledger.read()) {
      for (const event of events) for (const rule of rules) rule.take(event);
    }
  }
  for (const rule of rules) rule.end();
  return {
    findings: findings.list(),
    facts: {
      ...sends.facts,
      ...shown.facts,
      ...views.facts,
      ...membership.facts,
      ...marks.facts,
      ...recalls.facts,
      ...recovery.facts,
      ...flow.facts,
      ...absence.facts,
    },
    acksBetween: (fromMs, toMs) => flow.acksBetween(fromMs, toMs),
  };
}
