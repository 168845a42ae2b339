/** The carriers of this installation. A real one is added here: its folder, and one line in `connectCarrier`. */
import type { Edges } from '../channels/talk.ts';
import type { Carrier } from './carrier.ts';
import { createEasyPost } from './easypost/client.ts';
import type { KeptSecret } from '../core/sealed.ts';
import type { AccountKind } from '../core/parcel/carrier-accounts.ts';
import { sandboxPost } from './sandbox/client.ts';
import type { ParcelBook } from './sandbox/world.ts';
import { createSendcloud } from './sendcloud/client.ts';

/**
 * Those that need no contract.
 * @param parcels `sandboxParcels(pool)` of `store/sandbox-carrier.ts`
 * @param now the clock of the seller whose parcels are asked for (the sandbox clock in the demo)
 */
export function carriersFor({
  parcels,
  now,
}: {
  readonly parcels: ParcelBook;
  readonly now: () => string | Promise<string>;
}): Readonly<Record<string, Carrier>> {
  const carriers: readonly Carrier[] = [sandboxPost(parcels, now)];
  return Object.fromEntries(carriers.map((carrier) => [carrier.slug, carrier]));
}

export type Account = {
  readonly slug: string;
  readonly kind: AccountKind;
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, KeptSecret>>;
};
/** With its keys opened. */
export type OpenAccount = Omit<Account, 'secrets'> & { readonly secrets: Readonly<Record<string, string>> };

/** What stands behind a seller's account. `elsewhere` is where the carrier is found in tests. */
export function connectCarrier(
  { slug, kind, name, settings, secrets }: OpenAccount,
  { house, edges, elsewhere }: { readonly house: Readonly<Record<string, Carrier>>; readonly edges: Edges; readonly elsewhere?: string },
): Carrier {
  const given = (key: string) => settings[key]?.trim() || undefined;
  const carrierCode = given('carrierCode');
  const common = { slug, name, ...(carrierCode && { carrierCode }), ...(elsewhere && { baseUrl: elsewhere }) };
  switch (kind) {
    case 'sandbox':
      return house['sandbox-post']!;
    case 'sendcloud': {
      const [shippingOption, contract] = [given('shippingOption'), Number(given('contract'))];
      return createSendcloud(
        {
          ...common,
          publicKey: secrets['publicKey'] ?? '',
          secretKey: secrets['secretKey'] ?? '',
          ...(secrets['webhookKey'] && { webhookKey: secrets['webhookKey'] }),
          ...(shippingOption && { shippingOption }),
          ...(Number.isSafeInteger(contract) && contract > 0 && { contract }),
          ...(elsewhere && { servicePointsUrl: elsewhere }),
        },
        edges,
      );
    }
    case 'easypost':
      return createEasyPost(
        { ...common, apiKey: secrets['apiKey'] ?? '', ...(secrets['webhookSecret'] && { webhookSecret: secrets['webhookSecret'] }) },
        edges,
      );
  }
}
