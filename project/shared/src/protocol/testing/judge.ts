import type { Verifier } from '../verify.js';
import type { Sample } from './mutated-buffers.js';
import { referenceVerdict } from './reference-verifier.js';

/** One build of the protocol, which may be a broken one. */
export interface Judged {
  readonly verifier: Pick<Verifier, 'verify' | 'visitedBytes' | 'visitedFields'>;
  /** Of the table that has most. */
  readonly mostFields: number;
  /** By the name of the root; throws when it reads outside and reads are guarded. */
  readonly decoders: Readonly<Record<string, (bytes: Uint8Array) => unknown>>;
}

export interface Verdict {
  readonly accepted: boolean;
  /** What is wrong with it; undefined = nothing. */
  readonly wrong: string | undefined;
}

/** Asks verifier and reference about one buffer, and whether the work was bounded and what was accepted can be read. */
export function judge({ root, bytes }: Sample, { verifier, mostFields, decoders }: Judged): Verdict {
  const accepted = verifier.verify(root, bytes);
  const { visitedBytes, visitedFields } = verifier;
  const wrong = (): string | undefined => {
    if (accepted !== referenceVerdict(root, bytes, false)) return `verify() says ${accepted}, the reference does not`;
    if (visitedFields > (mostFields * (visitedBytes + 4)) / 4) return `${visitedFields} fields visited`;
    if (accepted && visitedBytes > 2 * bytes.length) return `${visitedBytes} bytes visited`;
    if (verifier.verify(root, bytes, 'header') !== referenceVerdict(root, bytes, true)) return 'the header verdicts differ';
    try {
      if (accepted) decoders[root]!(bytes);
      return undefined;
    } catch (error) {
      return `an accessor read outside: ${String(error)}`;
    }
  };
  return { accepted, wrong: wrong() };
}
