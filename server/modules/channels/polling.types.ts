import type { Log } from '../../platform/log/port.ts';
import type { AccountRow } from './channels.repository.ts';
import type { ChannelDeps } from './channels.types.ts';
import type { ChannelDriver, ChannelFailure, DriverAccount } from './driver.types.ts';

export interface PollDeps extends ChannelDeps {
  readonly log: Log;
  /** Called after an envelope was stored: the intake has something to read. */
  readonly onStored?: () => void;
}

export type PollingDriver = ChannelDriver & Required<Pick<ChannelDriver, 'fetchPage' | 'ids'>>;
export const canPoll = (driver: ChannelDriver | undefined): driver is PollingDriver =>
  driver?.fetchPage !== undefined && driver.ids !== undefined;

/** One account being polled. */
export interface PollJob {
  readonly deps: PollDeps;
  readonly row: AccountRow;
  readonly account: DriverAccount;
  readonly driver: PollingDriver;
}

/** A failure as one word for the log and the settings page. */
export const failureCode = (failure: ChannelFailure): string =>
  'code' in failure ? `${failure.kind}:${failure.code}` : failure.kind;
