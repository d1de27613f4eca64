import { account } from './mr/account.ts';
import { admin } from './mr/admin.ts';
import { citizen } from './mr/citizen.ts';
import { command } from './mr/command.ts';
import { common } from './mr/common.ts';
import { desk } from './mr/desk.ts';
import { incident } from './mr/incident.ts';
import { station } from './mr/station.ts';
import { ticket } from './mr/ticket.ts';

export const mr = {
  ...account,
  ...admin,
  ...citizen,
  ...command,
  ...common,
  ...desk,
  ...incident,
  ...station,
  ...ticket,
};
