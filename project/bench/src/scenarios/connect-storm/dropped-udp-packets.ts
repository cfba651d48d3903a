import { readFileSync } from 'node:fs';

/** Packets of the whole machine that found the receive buffer of their socket full, since it was started. */
export function droppedUdpPackets(): number {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Udp:'));
  return Number(values.split(' ')[names.split(' ').indexOf('RcvbufErrors')]);
}
