import { z } from 'zod';
import { boardAnswer, boardQuery, exportQuery, measuresAnswer } from '../modules/reports/reports.schemas.ts';
import { closeIncidentBody, timelineQuery } from '../modules/tickets/incident.schemas.ts';
import { stepBodies } from '../modules/tickets/steps.schemas.ts';
import { bodies, createBody, eventsQuery, listQuery } from '../modules/tickets/tickets.schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'openapi-3.0' }) as Json;

function parametersOf(schema: z.ZodObject): Json[] {
  const whole = schemaOf(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(whole.properties ?? {}).map(([name, one]) => ({
    name,
    in: 'query',
    required: whole.required?.includes(name) ?? false,
    schema: one,
  }));
}

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const json = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } });
const answer = (description: string): Json => ({
  '200': { description },
  default: { description: 'Refused: { error: { code, message, fields? } }' },
});

const bodiesOfActs = { ...bodies, ...stepBodies };

const ACTS: Readonly<Record<string, readonly [keyof typeof bodiesOfActs, string]>> = {
  open: ['open', 'Open: docket number, owner unit, clocks, acknowledgement'],
  'ask-back': ['askBack', 'Ask the citizen for what is missing'],
  'not-for-us': ['notForUs', 'Set aside, with the reason'],
  correct: ['correct', 'Correct category, urgency, language, place'],
  transfer: ['transfer', 'Hand over to another unit'],
  'take-up': ['takeUp', 'Begin the inquiry'],
  close: ['close', 'Close with the action report, or propose it where a senior must approve'],
  pause: ['pause', 'Let action and closure wait for the citizen or another agency, up to a cap'],
  resume: ['plain', 'Let the clocks run on'],
  bounce: ['bounce', 'Offer to another unit; it stays with the owner until that one accepts'],
  'accept-offer': ['plain', 'Take the docket that was offered'],
  'return-offer': ['back', 'Give an offer back, with why'],
  'withdraw-offer': ['plain', 'Keep after all what was offered'],
  approve: ['plain', 'Approve the report of a unit below: it closes the docket'],
  'return-report': ['back', 'Return the report of a unit below, with why'],
  verify: ['verify', 'Confirm that it is resolved'],
  reopen: ['reopen', 'Return a ticket that was not resolved'],
  reply: ['reply', 'Answer the citizen'],
  note: ['note', 'Write an internal note'],
  join: ['join', 'Put into one incident with another ticket'],
  apart: ['apart', 'Keep apart from a ticket that was suggested as the same'],
  'leave-incident': ['leaveIncident', 'Take out of its incident: it stands as before it was joined'],
  undo: ['undo', 'Take back the own last act within ten seconds'],
};

const acts = (): Json =>
  Object.fromEntries(
    Object.entries(ACTS).map(([name, [body, summary]]) => [
      `/api/v1/tickets/{id}/${name}`,
      {
        post: {
          summary,
          parameters: [ID],
          requestBody: json(schemaOf(bodiesOfActs[body])),
          responses: answer('The ticket after the act, and until when it can be undone'),
        },
      },
    ]),
  );

/** The public programming interface, described by the schemas that check it. */
export function describeApi(): Json {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Pukaar',
      version: '1',
      description:
        'Dockets of a police force. Times are epoch milliseconds UTC. Changes carry the version they were based on (409 with the current state otherwise). POST takes Idempotency-Key.',
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key; acts as one position' } },
    },
    security: [{ key: [] }],
    paths: {
      '/api/v1/units': { get: { summary: 'Units, a page at a time', responses: answer('{ units, next }') } },
      '/api/v1/units/{id}': {
        get: { summary: 'One unit with its offices', parameters: [ID], responses: answer('The unit') },
      },
      '/api/v1/tickets': {
        get: {
          summary: 'Tickets this position may see, newest first',
          parameters: parametersOf(listQuery),
          responses: answer('{ tickets, next, scannedTo }'),
        },
        post: {
          summary: 'Take a plea down',
          requestBody: json(schemaOf(createBody)),
          responses: { '201': { description: '{ ticket }' } },
        },
      },
      '/api/v1/tickets/counts': {
        get: { summary: 'Tickets by state and mark, counted up to a thousand', responses: answer('{ counts }') },
      },
      '/api/v1/tickets/{id}': {
        get: { summary: 'One ticket with everything on it', parameters: [ID], responses: answer('The ticket') },
      },
      ...acts(),
      '/api/v1/incidents/{id}': {
        get: {
          summary:
            'All tickets of an incident that this position may see, by any of them; persons, dockets and posts counted',
          parameters: [ID],
          responses: answer('{ incident, tickets, map }'),
        },
      },
      '/api/v1/incidents/{id}/timeline': {
        get: {
          summary: 'What happened on all of them, newest last',
          parameters: [ID, ...parametersOf(timelineQuery)],
          responses: answer('{ entries, next }'),
        },
      },
      '/api/v1/incidents/{id}/close': {
        post: {
          summary: 'Close chosen dockets with one report, each told in its own language',
          parameters: [ID],
          requestBody: json(schemaOf(closeIncidentBody)),
          responses: answer('What became of each: { results }'),
        },
      },
      '/api/v1/events': {
        get: {
          summary: 'What changed, after a position',
          parameters: parametersOf(eventsQuery),
          responses: answer('{ events, next }'),
        },
      },
      '/api/v1/reports/summary': {
        get: { summary: 'Tickets of a unit by state', responses: answer('{ unit, states }') },
      },
      '/api/v1/reports/board': {
        get: {
          summary: 'Figures of a unit and everything under it, over a period and over the one before',
          parameters: parametersOf(boardQuery),
          responses: {
            ...answer(''),
            '200': {
              description: 'Figures, what is open now, and rows by what was asked for',
              content: { 'application/json': { schema: schemaOf(boardAnswer) } },
            },
          },
        },
      },
      '/api/v1/reports/board/export': {
        get: {
          summary: 'The units of a board as a file; who took it is recorded',
          parameters: parametersOf(exportQuery),
          responses: answer('CSV (UTF-8) or XLSX'),
        },
      },
      '/api/v1/reports/measures': {
        get: {
          summary: 'What each figure means, in the language of the request',
          responses: {
            ...answer(''),
            '200': {
              description: 'Every figure with its definition',
              content: { 'application/json': { schema: schemaOf(measuresAnswer) } },
            },
          },
        },
      },
      '/api/v1/categories': {
        get: {
          summary: 'Categories of both levels, outcomes, reasons',
          responses: answer('{ categories, subcategories, outcomes, reasons }'),
        },
      },
    },
  };
}
