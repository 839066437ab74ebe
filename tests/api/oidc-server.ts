import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'huitoukan', secret: 'a-secret-of-the-client-0123456789' };

/** What is changed of a request on its way to the provider, as somebody in between could try. */
export type Tampering = Readonly<Record<string, string>>;

/**
 * A real provider of logins (`oidc-provider`, certified): code flow, PKCE demanded. Whoever comes is signed in as `signsIn`
 * without being asked; what it then says of him stands in `people`.
 */
export const startOidcServer = async (redirects: readonly string[], people: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => {
  const asked: URL[] = [];
  const now = { signsIn: '', tampering: {} as Tampering };
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [...redirects], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], profile: ['name', 'employee_no', 'email', 'email_verified', 'roles'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of-the-test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname.startsWith('/interaction/')) return await provider.interactionFinished(request, response, { login: { accountId: now.signsIn } });
    if (url.pathname === '/auth') {
      asked.push(new URL(url));
      for (const [name, value] of Object.entries(now.tampering)) url.searchParams.set(name, value);
      request.url = `${url.pathname}${url.search}`;
    }
    await callback(request, response);
  };
  return {
    issuer,
    /** What it was asked for, as the browser brought it. */
    asked,
    now,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
