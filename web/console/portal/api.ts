/** What the card about the portal asks of the server. */
import { client } from '../../client/index.ts';
import { type Answer, told } from '../api.ts';

export type PortalSettings = Answer<'/api/v1/settings/portal', 'get'>;

export const portalApi = {
  read: () => told(client.GET('/api/v1/settings/portal')),
  putLogo: (file: File) => {
    const form = new FormData();
    form.append('logo', file, file.name);
    return told(client.PUT('/api/v1/settings/portal/logo', { body: form as never, bodySerializer: (body: unknown) => body as never }));
  },
  putMediator: (mediator: PortalSettings['mediator']) => told(client.PUT('/api/v1/settings/portal/mediator', { body: { mediator } })),
  removeLogo: () => told(client.DELETE('/api/v1/settings/portal/logo')),
};
