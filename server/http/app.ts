import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { createChannelRoutes } from '../modules/channels/channels.routes.ts';
import { createDeadlineRoutes } from '../modules/deadlines/deadlines.routes.ts';
import { createChargeRoutes } from '../modules/charge/charge.routes.ts';
import { createDeviceRoutes, createUnlockRoutes } from '../modules/charge/device.routes.ts';
import { createCustodianRoutes } from '../modules/evidence/custodians.routes.ts';
import { createEvidenceRoutes } from '../modules/evidence/evidence.routes.ts';
import { createFeedbackRoutes } from '../modules/feedback/feedback.routes.ts';
import { createLearningRoutes } from '../modules/learning/learning.routes.ts';
import { createLexiconRoutes } from '../modules/lexicon/lexicon.routes.ts';
import { createAuthRoutes } from '../modules/officers/auth.routes.ts';
import { createLinkFormRoutes, createLinkRoutes } from '../modules/notify/link.routes.ts';
import { createNotifyAdminRoutes } from '../modules/notify/notify-admin.routes.ts';
import { createNotifyRoutes } from '../modules/notify/notify.routes.ts';
import { createReceiptRoutes } from '../modules/notify/receipts.routes.ts';
import { createMorningRoutes } from '../modules/morning/morning.routes.ts';
import { createNoticeRoutes } from '../modules/notices/notices.routes.ts';
import { createOfficerAdminRoutes } from '../modules/officers/officers-admin.routes.ts';
import { createOfficerRoutes } from '../modules/officers/officers.routes.ts';
import { createReaderAdminRoutes, createReaderRoutes } from '../modules/readers/readers.routes.ts';
import { createReplyAdminRoutes, createSendRoutes } from '../modules/replies/replies.routes.ts';
import { createVerifyRoutes } from '../modules/replies/verify.routes.ts';
import { createPublicRumourRoutes } from '../modules/rumours/public-rumours.routes.ts';
import { createRumourRoutes } from '../modules/rumours/rumours.routes.ts';
import { createSituationRoutes } from '../modules/situations/situations.routes.ts';
import { createStatisticsRoutes } from '../modules/reports/public.routes.ts';
import { createReportRoutes } from '../modules/reports/reports.routes.ts';
import { createRosterRoutes } from '../modules/roster/roster.routes.ts';
import { createEscalationRoutes } from '../modules/tickets/escalation.routes.ts';
import { createStepRoutes } from '../modules/tickets/steps.routes.ts';
import { createFieldRoutes } from '../modules/tickets/field.routes.ts';
import { createIncidentRoutes } from '../modules/tickets/incident.routes.ts';
import { createRetentionRoutes } from '../modules/retention/retention.routes.ts';
import { createSpreadRuleRoutes } from '../modules/spread/rule.routes.ts';
import { createSpreadRoutes } from '../modules/spread/spread.routes.ts';
import { createProtectedReaderRoutes } from '../modules/tickets/protected-readers.routes.ts';
import { createTicketRoutes } from '../modules/tickets/tickets.routes.ts';
import { createAuditRoutes } from '../modules/audits/audits.routes.ts';
import { createClosingRuleRoutes } from '../modules/audits/rule.routes.ts';
import { createTrackingRoutes } from '../modules/tickets/tracking.routes.ts';
import { createUnitAdminRoutes } from '../modules/units/units-admin.routes.ts';
import { createUnitRoutes } from '../modules/units/units.routes.ts';
import { limitBody } from './body-limit.ts';
import type { HttpEnv } from './env.ts';
import { guard } from './guard.ts';
import { createHealthRoutes } from './health.routes.ts';
import { createIdempotency } from './idempotency.ts';
import { createInternalRoutes } from './internal.routes.ts';
import type { LiveHub } from './live-hub.ts';
import { createLiveRoutes } from './live.routes.ts';
import { messageFor } from './messages.ts';
import { createMetricsRoutes } from './metrics.routes.ts';
import { describeApi } from './openapi.ts';
import { createErrorHandler } from './respond.ts';
import { securityHeaders } from './security.ts';
import { createSessionMiddleware } from './session.ts';
import { createSystemRoutes } from './system.routes.ts';

const MEGABYTE = 1024 * 1024;

export interface AppInput {
  readonly deps: Deps;
  readonly hub: LiveHub;
  /** Wakes intake in this process, if it runs here. */
  readonly wakeIntake: () => void;
}

/** Everything that is served under /api, and health. Pages are SvelteKit's. */
export function createApp({ deps, hub, wakeIntake }: AppInput) {
  const { config } = deps;
  const tickets = { ...deps, secureCookies: config.publicUrl?.startsWith('https:') ?? false };
  const app = new Hono<HttpEnv>();
  app.onError(createErrorHandler(deps.log));
  app.notFound((c) =>
    c.json({ error: { code: 'http.not_found', message: messageFor('http.not_found', c.get('locale') ?? 'en') } }, 404),
  );
  app.use(async (c, next) => {
    c.set('requestId', deps.ids.secret(9));
    c.set('actor', null);
    await next();
  });
  app.use(securityHeaders);
  app.route('/', createHealthRoutes(deps));
  app.route('/', createMetricsRoutes(deps));
  app.use('/api/*', createSessionMiddleware({ sessions: deps.sessions, config }));
  app.use('/api/*', guard);
  app.use('/api/public/*', limitBody(16_384));
  // Kept whole in memory while it is read: a file at most here, a list of units or posts for administrators.
  app.use('/api/v1/*', limitBody(11 * MEGABYTE));
  app.use('/api/admin/*', limitBody(64 * MEGABYTE));
  app.use('/api/*', createIdempotency(deps));
  // The form of a one-time link is answered here, its page is SvelteKit's.
  app.route('/', createLinkFormRoutes(tickets));
  app.use('/webhooks/*', limitBody(16_384));
  app.route('/webhooks', createReceiptRoutes(deps));
  app.route('/api/auth', createAuthRoutes(deps));
  app.route('/api', createOfficerRoutes(deps));
  app.route('/api', createLiveRoutes({ ...deps, hub }));
  app.route('/api/internal', createInternalRoutes({ ...deps, wakeIntake }));
  app.route('/api/public', createTrackingRoutes(tickets));
  app.route('/api/public', createUnlockRoutes(tickets));
  app.route('/api/public', createVerifyRoutes(deps));
  app.route('/api/public', createPublicRumourRoutes(deps));
  app.route('/api/public', createStatisticsRoutes(deps));
  app.route('/api/public', createLinkRoutes(tickets));
  app.route('/api/v1', createUnitRoutes(deps));
  app.route('/api/v1', createTicketRoutes(tickets));
  app.route('/api/v1', createFieldRoutes(tickets));
  app.route('/api/v1', createChargeRoutes(tickets));
  app.route('/api/v1', createDeviceRoutes(tickets));
  app.route('/api/v1', createEscalationRoutes(tickets));
  app.route('/api/v1', createStepRoutes(tickets));
  app.route('/api/v1', createEvidenceRoutes(deps));
  app.route('/api/v1', createReaderRoutes(deps));
  app.route('/api/v1', createRosterRoutes(deps));
  app.route('/api/v1', createNoticeRoutes(deps));
  app.route('/api/v1', createNotifyRoutes(deps));
  app.route('/api/v1', createMorningRoutes(deps));
  app.route('/api/v1', createIncidentRoutes({ ...tickets, atlas: deps.directory }));
  app.route('/api/v1', createSpreadRoutes(deps));
  app.route('/api/v1', createSendRoutes(deps));
  app.route('/api/v1', createSituationRoutes(deps));
  app.route('/api/v1', createRumourRoutes(deps));
  app.route('/api/v1', createAuditRoutes(tickets));
  app.route('/api/v1', createFeedbackRoutes(tickets));
  app.route('/api/v1', createReportRoutes(tickets));
  app.route('/api/admin', createUnitAdminRoutes(deps));
  app.route('/api/admin', createOfficerAdminRoutes(deps));
  app.route('/api/admin', createCustodianRoutes(deps));
  app.route('/api/admin', createReaderAdminRoutes(deps));
  app.route('/api/admin', createProtectedReaderRoutes(deps));
  app.route('/api/admin', createRetentionRoutes(deps));
  app.route('/api/admin', createNotifyAdminRoutes(deps));
  app.route('/api/admin', createChannelRoutes({ ...deps, onStored: wakeIntake }));
  app.route('/api/admin', createLearningRoutes(deps));
  app.route('/api/admin', createLexiconRoutes(deps));
  app.route('/api/admin', createReplyAdminRoutes(deps));
  app.route('/api/admin', createSpreadRuleRoutes(deps));
  app.route('/api/admin', createDeadlineRoutes(deps));
  app.route('/api/admin', createClosingRuleRoutes(deps));
  app.route('/api/admin', createSystemRoutes(deps));
  app.get('/api/v1/openapi.json', (c) => c.json(describeApi()));
  return app;
}
