// The ports of the web and access tiers: as set, or free ones for 0; an error for each that is taken.
import { freePort } from '../servers/free-port.ts';
import { freePortForBoth, portProblems, type WantedPort } from './ports.ts';
import type { Settings } from './settings.ts';
import { StartError } from './start-error.ts';
import type { TierPorts } from './start-tiers.ts';

export async function choosePorts(settings: Settings): Promise<TierPorts> {
  const ports = {
    web: settings.webPort === 0 ? await freePort() : settings.webPort,
    access: settings.accessPort === 0 ? await freePortForBoth(settings.accessHost) : settings.accessPort,
  };
  const problems = await portProblems([...webPorts(settings, ports.web), ...accessPorts(settings, ports.access)]);
  if (problems.length > 0) throw new StartError(problems.join('\n'));
  return ports;
}

const webPorts = ({ webNodes, webHost }: Settings, first: number): WantedPort[] =>
  Array.from({ length: webNodes }, (_, index) => ({
    protocol: 'tcp',
    host: webHost,
    port: first + index,
    setting: 'WEB_PORT',
    purpose: 'web page and REST',
  }));

const accessPorts = ({ accessNodes, accessHost }: Settings, first: number): WantedPort[] =>
  Array.from({ length: accessNodes }, (_, index) => ({ host: accessHost, port: first + index, setting: 'ACCESS_PORT' })).flatMap(
    (port): WantedPort[] => [
      { ...port, protocol: 'udp', purpose: 'WebTransport' },
      { ...port, protocol: 'tcp', purpose: 'WebSocket' },
    ],
  );
