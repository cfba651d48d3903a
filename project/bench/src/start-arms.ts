import type { Arm, ArmName, ArmOptions } from './arm.ts';
import { startEjabberdArm } from './arms/ejabberd/ejabberd-arm.ts';
import { startSocketioArm } from './arms/socketio/socketio-arm.ts';
import { startGodwitArm } from './system/godwit-arm.ts';

const START: Record<ArmName, (options: ArmOptions) => Promise<Arm>> = {
  godwit: startGodwitArm,
  socketio: startSocketioArm,
  ejabberd: startEjabberdArm,
};

export interface Arms {
  readonly running: readonly Arm[];
  /** Arms that could not be started, and why: a scenario then compares with fewer. */
  readonly missing: readonly { readonly name: ArmName; readonly why: string }[];
  close(): Promise<void>;
}

/** Starts the arms beside each other; idle ones cost next to nothing. Throws when godwit itself cannot be started. */
export async function startArms(names: readonly ArmName[], options: ArmOptions): Promise<Arms> {
  const settled = await Promise.all(names.map((name) => start(name, options)));
  const running = settled.filter((one) => 'rows' in one);
  const missing = settled.filter((one) => 'why' in one);
  const close = async (): Promise<void> => void (await Promise.all(running.map((arm) => arm.close())));
  const godwit = missing.find(({ name }) => name === 'godwit');
  if (godwit === undefined) return { running, missing, close };
  await close();
  throw new Error(`godwit could not be started: ${godwit.why}`);
}

async function start(name: ArmName, options: ArmOptions): Promise<Arm | { name: ArmName; why: string }> {
  try {
    return await START[name](options);
  } catch (error) {
    return { name, why: error instanceof Error ? error.message : String(error) };
  }
}
