import type { Kit } from './platform/db/kit.ts';
import type { Database, Reads, Tx as PlatformTx } from './platform/db/port.ts';
import { definePlatformTables } from './platform/platform.table.ts';
import { defineAuditTables } from './modules/audits/audits.table.ts';
import { defineChannelTables } from './modules/channels/channels.table.ts';
import { defineDeadlineTables } from './modules/deadlines/deadlines.table.ts';
import { defineChargeTables } from './modules/charge/charge.table.ts';
import { defineEvidenceTables } from './modules/evidence/evidence.table.ts';
import { defineFeedbackTables } from './modules/feedback/feedback.table.ts';
import { defineInboundTables } from './modules/inbound/inbound.table.ts';
import { defineLearningTables } from './modules/learning/learning.table.ts';
import { defineLexiconTables } from './modules/lexicon/lexicon.table.ts';
import { defineMatchingTables } from './modules/matching/matching.table.ts';
import { defineMorningTables } from './modules/morning/morning.table.ts';
import { defineNoticeTables } from './modules/notices/notices.table.ts';
import { defineNotifyTables } from './modules/notify/notify.table.ts';
import { defineOfficerTables } from './modules/officers/officers.table.ts';
import { definePictureTables } from './modules/pictures/pictures.table.ts';
import { defineReaderTables } from './modules/readers/readers.table.ts';
import { defineReplyTables } from './modules/replies/replies.table.ts';
import { defineReportTables } from './modules/reports/rollups.table.ts';
import { defineRetentionTables } from './modules/retention/retention.table.ts';
import { defineRosterTables } from './modules/roster/roster.table.ts';
import { defineRumourTables } from './modules/rumours/rumours.table.ts';
import { defineSituationTables } from './modules/situations/situations.table.ts';
import { defineSpreadTables } from './modules/spread/spread.table.ts';
import { defineStepTables } from './modules/tickets/steps.table.ts';
import { defineTicketTables } from './modules/tickets/tickets.table.ts';
import { defineUnitTables } from './modules/units/units.table.ts';

/** Every table of the product, on the engine that the kit speaks for. */
export const defineTables = (kit: Kit) => ({
  ...definePlatformTables(kit),
  ...defineUnitTables(kit),
  ...defineOfficerTables(kit),
  ...defineChannelTables(kit),
  ...defineChargeTables(kit),
  ...defineEvidenceTables(kit),
  ...defineInboundTables(kit),
  ...defineLearningTables(kit),
  ...defineLexiconTables(kit),
  ...defineMatchingTables(kit),
  ...definePictureTables(kit),
  ...defineTicketTables(kit),
  ...defineStepTables(kit),
  ...defineAuditTables(kit),
  ...defineDeadlineTables(kit),
  ...defineFeedbackTables(kit),
  ...defineReaderTables(kit),
  ...defineReplyTables(kit),
  ...defineReportTables(kit),
  ...defineRetentionTables(kit),
  ...defineRosterTables(kit),
  ...defineMorningTables(kit),
  ...defineNoticeTables(kit),
  ...defineNotifyTables(kit),
  ...defineSituationTables(kit),
  ...defineRumourTables(kit),
  ...defineSpreadTables(kit),
});

export type Tables = ReturnType<typeof defineTables>;
export type Db = Database<Tables>;
export type Tx = PlatformTx<Tables>;
export type Read = Reads<Tables>;
