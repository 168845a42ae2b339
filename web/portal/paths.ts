/** Every address of the portal, in one place. `r` and `assets` are its own first parts: no seller may have them as a slug. */
const part = encodeURIComponent;

export const paths = {
  find: (seller: string) => `/portal/${part(seller)}`,
  policy: (seller: string) => `/portal/${part(seller)}/policy`,
  link: (token: string) => `/portal/r/${token}`,
  order: (seller: string, order: string) => `/portal/${part(seller)}/orders/${part(order)}`,
  details: (seller: string, order: string) => `/portal/${part(seller)}/orders/${part(order)}/details`,
  check: (seller: string, order: string) => `/portal/${part(seller)}/orders/${part(order)}/check`,
  send: (seller: string, order: string) => `/portal/${part(seller)}/orders/${part(order)}/returns`,
  stowedPhoto: (seller: string, order: string, sealed: string) => `/portal/${part(seller)}/orders/${part(order)}/photos/${sealed}`,
  leave: (seller: string) => `/portal/${part(seller)}/leave`,
  return: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}`,
  print: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/print`,
  messages: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/messages`,
  answer: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/answer`,
  photos: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/photos`,
  photo: (seller: string, id: string, ref: string) => `/portal/${part(seller)}/returns/${part(id)}/photos/${part(ref)}`,
  cancellation: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/cancellation`,
  label: (seller: string, id: string, size: 'a4' | 'thermal') => `/portal/${part(seller)}/returns/${part(id)}/label.pdf?size=${size}`,
  slip: (seller: string, id: string) => `/portal/${part(seller)}/returns/${part(id)}/packing-slip.pdf`,
  asset: (name: string) => `/portal/assets/${name}`,
} as const;
