// A log file per process, at most two generations of 16 MiB each: a flood of log lines must not fill the disk (O17).
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const MAX_BYTES = 16 * 1024 * 1024;

export class LogFile {
  readonly path: string;
  private fd: number;
  private bytes: number;

  constructor(path: string) {
    this.path = path;
    this.bytes = existsSync(path) ? statSync(path).size : 0;
    this.fd = openSync(path, 'a', 0o600);
  }

  readonly write = (line: string): void => {
    try {
      if (this.bytes > MAX_BYTES) this.rotate();
      this.bytes += writeSync(this.fd, `${line}\n`);
    } catch {
      // A full disk must not end the supervisor; the line is lost.
    }
  };

  /** May throw at each step: what was open then stays open, and the next line tries again. */
  private rotate(): void {
    if (existsSync(this.path)) renameSync(this.path, `${this.path}.1`);
    const next = openSync(this.path, 'a', 0o600);
    closeSync(this.fd);
    this.fd = next;
    this.bytes = 0;
  }
}
