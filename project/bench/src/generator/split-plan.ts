import type { LoadPlan } from './load-plan.ts';

/** The same load in as many plans as processes, never more than conversations. Each conversation stays whole, and keeps its share of the rate. */
export function splitPlan(plan: LoadPlan, processes: number): LoadPlan[] {
  const count = Math.max(1, Math.min(processes, plan.conversations.length));
  return Array.from({ length: count }, (_, part) => {
    const conversations = plan.conversations.filter((_one, index) => index % count === part);
    return {
      ...plan,
      conversations,
      rate: (plan.rate * conversations.length) / Math.max(1, plan.conversations.length),
      connectsAtOnce: Math.max(1, Math.round(plan.connectsAtOnce / count)),
    };
  });
}
