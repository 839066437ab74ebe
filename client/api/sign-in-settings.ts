import { join } from 'node:path';
import { z } from 'zod';
import { secretText } from '../../activities/robot-settings.ts';
import { setting } from '../../worker/settings.ts';
import { loadYamlSettings } from '../../worker/yaml-settings.ts';

const providerSchema = (env: Readonly<Record<string, string | undefined>>) =>
  z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '只用小写字母、数字和短横 / lower-case letters, digits and hyphens'),
    /** On the button of the sign-in page. */
    name: z.string().trim().min(1).max(60),
    issuer: z.string().refine((text) => URL.canParse(text) && (new URL(text).protocol === 'https:' || new URL(text).hostname === '127.0.0.1'), '应为 https 网址 / an https address'),
    clientId: z.string().min(1).max(200),
    clientSecret: secretText({ env, loopback: false }),
    /** What the provider says of whoever signs in, in the ID token or at its userinfo endpoint. */
    claim: z.string().min(1).max(100),
    /** Which of ours it names: the number of a person of the directory, or the name of an account. */
    match: z.enum(['person', 'username']).default('person'),
    scopes: z.array(z.string().min(1).max(100)).max(20).default(['openid', 'profile']),
  });

export type SignInProvider = z.output<ReturnType<typeof providerSchema>>;

const signInSchema = (env: Readonly<Record<string, string | undefined>>) =>
  z.strictObject({ providers: z.array(providerSchema(env)).max(10).default([]) }).refine(({ providers }) => new Set(providers.map(({ id }) => id)).size === providers.length, '编号重复 / an id is there twice');

/**
 * Logins of a unit that people may sign in with (OpenID Connect): HUITOUKAN_SIGN_IN, else `sign-in.yaml` in the data folder;
 * without a file there is none.
 * @throws Refusal SIGN_IN_SETTINGS_UNREADABLE, SIGN_IN_SETTINGS_INVALID
 */
export const loadSignInProviders = (dataFolder: string): readonly SignInProvider[] =>
  loadYamlSettings({
    file: setting('HUITOUKAN_SIGN_IN') ?? join(dataFolder, 'sign-in.yaml'),
    demanded: setting('HUITOUKAN_SIGN_IN') !== undefined,
    schema: signInSchema(process.env),
    code: 'SIGN_IN_SETTINGS',
    what: { zh: '统一登录设置', en: 'the settings of other logins' },
  }).providers;
