import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/platform/root.ts';
import { startSimulatorProcess, type SimulatorProcess } from './simulator-process.ts';

export type RunningSimulator = SimulatorProcess;

/** Starts the simulator of a demo from the build, where it is an entry of its own. */
export async function startSimulator(): Promise<RunningSimulator> {
  const script = join(projectRoot, 'dist/simulator.js');
  if (!existsSync(script)) throw new Error('The simulator is not built: run npm run build.');
  return startSimulatorProcess({ script });
}
