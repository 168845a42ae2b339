/** The kinds of carrier account, and what a person fills in for each: data, for the server's check and the form alike. */

export const ACCOUNT_KINDS = ['sandbox', 'sendcloud', 'easypost'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What a person fills in for an account of each kind; `secret` is never shown again. */
export const ACCOUNT_FIELDS: Readonly<
  Record<AccountKind, readonly { readonly key: string; readonly secret: boolean; readonly required: boolean }[]>
> = {
  sandbox: [],
  sendcloud: [
    { key: 'publicKey', secret: true, required: true },
    { key: 'secretKey', secret: true, required: true },
    { key: 'webhookKey', secret: true, required: false },
    { key: 'carrierCode', secret: false, required: false },
    { key: 'shippingOption', secret: false, required: false },
    { key: 'contract', secret: false, required: false },
  ],
  easypost: [
    { key: 'apiKey', secret: true, required: true },
    { key: 'webhookSecret', secret: true, required: false },
    { key: 'carrierCode', secret: false, required: false },
  ],
};
