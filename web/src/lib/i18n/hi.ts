import { account } from './hi/account.ts';
import { admin } from './hi/admin.ts';
import { citizen } from './hi/citizen.ts';
import { command } from './hi/command.ts';
import { common } from './hi/common.ts';
import { desk } from './hi/desk.ts';
import { incident } from './hi/incident.ts';
import { station } from './hi/station.ts';
import { ticket } from './hi/ticket.ts';

export const hi = {
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
