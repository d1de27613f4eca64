import { createTransport, type Transporter } from 'nodemailer';
import { bodyOf } from '../text.rules.ts';
import { WayError, type WayDriver } from '../notify.types.ts';

const PATIENCE = 15_000;

/** Troubles before there was a conversation. Of any other silence nobody knows whether the message was taken. */
const EARLY = new Set(['EDNS', 'ECONNREFUSED', 'EAUTH', 'ETLS']);

/** A header holds one line: whatever a name or a number brings with it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

interface SmtpFailure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly responseCode?: unknown;
}

function failureOf(error: unknown): WayError {
  const { code, syscall, responseCode } = (error ?? {}) as SmtpFailure;
  if (typeof responseCode === 'number' && code !== 'EAUTH') {
    if (responseCode >= 500) return new WayError({ kind: 'refused', code: `smtp:${responseCode}` });
    return new WayError({ kind: 'busy', code: `smtp:${responseCode}` });
  }
  const said = typeof code === 'string' ? code : 'unknown';
  if (EARLY.has(said) || syscall === 'connect') return new WayError({ kind: 'busy', code: said });
  return new WayError({ kind: 'doubtful', code: said });
}

/**
 * Mail over one SMTP server. A message keeps its Message-ID, so that one whose end nobody knows can be recognised, and
 * says that a machine wrote it, so that no machine answers.
 */
export function createMailDriver({
  smtpUrl,
  host,
  transport = createTransport({
    ...{ url: smtpUrl, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
  }),
}: {
  readonly smtpUrl: string;
  /** Of our own address: right side of the Message-ID, and of the sender's where none is set. */
  readonly host: string;
  readonly transport?: Pick<Transporter, 'sendMail'>;
}): (from: string | null) => WayDriver {
  return (from) => ({
    tell: async (telling) => {
      const { id, title, locale, to } = telling;
      if (to.mail === null) throw new WayError({ kind: 'refused', code: 'no-address' });
      const messageId = `<${id}@${host}>`;
      try {
        await transport.sendMail({
          from: { name: 'Pukaar', address: from ?? `pukaar@${host}` },
          to: { name: '', address: to.mail },
          subject: oneLine(title),
          text: bodyOf(telling, locale),
          messageId,
          attachments: (telling.files ?? []).map(({ name: filename, mime: contentType, bytes }) => ({
            ...{ filename, contentType, content: Buffer.from(bytes) },
          })),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          ...(telling.red ? { priority: 'high' as const } : {}),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw failureOf(error);
      }
      return { externalId: messageId, isDelivered: false, gone: [] };
    },
  });
}
