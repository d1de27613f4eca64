import type { Read } from '../../schema.ts';
import { readSetting } from '../../platform/settings/settings.repository.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { GATEWAY_WAYS, type GatewayWay, type NotifyPorts, type WayDriver, type Ways } from './notify.types.ts';

export const SETTING = 'notify';

/** A gateway as it is kept: its secret is sealed. */
export interface StoredGateway {
  readonly url: string;
  readonly secret: string;
}

/** What administrators decided of the ways. */
export interface StoredWays {
  readonly version: number;
  /** The sender of mail; null: made of this desk's own address. */
  readonly from: string | null;
  readonly gateways: Readonly<Partial<Record<GatewayWay, StoredGateway>>>;
}

export async function readStoredWays(read: Read): Promise<StoredWays> {
  const value = (await readSetting(read, SETTING)) as StoredWays | null;
  return value ?? { version: 0, from: null, gateways: {} };
}

/** The ways that are set up now. */
export async function openWays(
  { notify, secrets }: { readonly notify: NotifyPorts; readonly secrets: Secrets },
  read: Read,
): Promise<Ways> {
  const stored = await readStoredWays(read);
  const gateway = (way: GatewayWay): WayDriver | null => {
    const known = stored.gateways[way];
    if (!known) return null;
    try {
      return notify.gateway({ url: known.url, secret: secrets.open(known.secret), way });
    } catch {
      // Sealed with another key: this way is shut until it is set anew, and the others are not.
      return null;
    }
  };
  const [whatsapp, sms] = GATEWAY_WAYS.map(gateway);
  return { push: notify.push, mail: notify.mail?.(stored.from) ?? null, whatsapp: whatsapp ?? null, sms: sms ?? null };
}
