// The tiers as processes, each kept running with a log file of its own.
import { type Stack, tierEnvironment } from '../tier-environment.ts';
import { startTier, type Tier, type TierName } from '../tiers.ts';
import type { Settings } from './settings.ts';
import type { Supervisor } from './supervisor.ts';

export interface TierPorts {
  readonly web: number;
  readonly access: number;
}

/** The ports are those of the first process of the tier; further ones take the following ports. */
export async function startTiers(settings: Settings, ports: TierPorts, stack: Stack, supervisor: Supervisor): Promise<Tier[]> {
  const start = (name: TierName, index: number): Promise<Tier> => {
    const nodeName = `${name}-${index + 1}`;
    const log = supervisor.logFile(nodeName).write;
    const env = { ...tierEnvironment(name, nodeName, stack), ...portOf(name, index, settings, ports) };
    return supervisor.keep(name, nodeName, () => startTier(name, { env, log }));
  };
  const counts = { logic: settings.logicNodes, access: settings.accessNodes, web: settings.webNodes };
  return Promise.all(
    Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, (_, index) => start(name as TierName, index))),
  );
}

function portOf(name: TierName, index: number, settings: Settings, ports: TierPorts): Record<string, string> {
  switch (name) {
    case 'access':
      return { ACCESS_HOST: settings.accessHost, ACCESS_PORT: String(ports.access + index) };
    case 'web':
      return { WEB_HOST: settings.webHost, WEB_PORT: String(ports.web + index) };
    case 'logic':
      return {};
  }
}
