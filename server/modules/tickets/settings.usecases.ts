import { docketDay } from './docket.rules.ts';
import { readSetting } from '../../platform/settings/settings.repository.ts';
import type { Read } from '../../schema.ts';

interface DocketJump {
  /** Last day, yymmdd, whose numbers may have been given out after the backup that was restored. */
  readonly until: string;
  readonly jump: number;
}

/** Where a new day's counter starts: past a reserved block on days that a restored backup may not know. */
export async function docketFloor(read: Read, at: number): Promise<number> {
  const jump = (await readSetting(read, 'docketJump')) as DocketJump | null;
  return jump && docketDay(at) <= jump.until ? jump.jump : 0;
}
