import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../server/platform/clock/clock.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { playStream } from './player.ts';
import { startXSimulator } from './simulator.ts';
import { loadStream } from './stream.ts';

/**
 * The X simulator as a process of its own: `simulator.js --port N --stream demo|none|FILE --speed X --limits on|off`.
 * Prints its address when it is ready, stops on SIGINT and SIGTERM and with the process that started it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    stream: { type: 'string', default: 'demo' },
    speed: { type: 'string', default: '1' },
    limits: { type: 'string', default: 'on' },
  },
});

const demoFolder = path.join(projectRoot, 'server/data/demo');
const simulator = await startXSimulator({ port: Number(values.port), enforceLimits: values.limits !== 'off' });
let stopPlaying = (): void => {};
if (values.stream !== 'none') {
  const streamFile = values.stream === 'demo' ? path.join(demoFolder, 'stream.jsonl') : values.stream;
  const { lines, answers } = loadStream({ streamFile, answersFile: path.join(demoFolder, 'answers.json') });
  stopPlaying = playStream({
    world: simulator.world,
    lines,
    answers,
    clock: systemClock,
    speed: Number(values.speed) || 1,
  });
}
process.stdout.write(`X simulator at ${simulator.origin}\n`);

async function stop(): Promise<void> {
  stopPlaying();
  await simulator.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => void stop());
