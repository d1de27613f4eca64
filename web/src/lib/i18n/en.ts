import { account } from './en/account.ts';
import { admin } from './en/admin.ts';
import { citizen } from './en/citizen.ts';
import { command } from './en/command.ts';
import { common } from './en/common.ts';
import { desk } from './en/desk.ts';
import { incident } from './en/incident.ts';
import { station } from './en/station.ts';
import { ticket } from './en/ticket.ts';

/** The source of all keys, by area. `one || other` are plural forms by {n}; {names} are put in. */
export const en = {
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
