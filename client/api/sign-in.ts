import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { genericOAuth, twoFactor, username } from 'better-auth/plugins';
import { refuse } from '../../domain/refusal.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { accountByClaim } from '../../ledger/accounts.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { CODE_LOCK } from './cookies.ts';
import type { SignInProvider } from './sign-in-settings.ts';
import { USERNAME } from './username.ts';

/** How long a session lasts without use, and how often its end is moved on. */
const SESSION_SECONDS = (12 * HOUR_MS) / 1000;
const RENEW_SECONDS = HOUR_MS / 1000;
const PASSWORD_LEAST = 10;
export const PASSWORD_MOST = 128;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * Passwords, sessions and second factors are the library's work, on our tables and without its routes: ours call it, so that
 * each stands in the table of rights. What it would send by mail or to its makers is off.
 */
const libraryOptions = (db: LedgerDatabase, { secret, address, secure, providers = [] }: SignInOptions) =>
  ({
    appName: '回头看',
    baseURL: address,
    secret,
    database: { db, type: 'postgres' as const },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_LEAST, maxPasswordLength: PASSWORD_MOST },
    user: { modelName: 'account', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'account_session',
      fields: { userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
      expiresIn: SESSION_SECONDS,
      updateAge: RENEW_SECONDS,
    },
    account: {
      modelName: 'sign_in_method',
      fields: {
        userId: 'account_id',
        accountId: 'provider_account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
      // Whom a login belongs to, `accountByClaim` has found out; the library's own address is only how it is told.
      accountLinking: { enabled: true, trustedProviders: providers.map(({ id }) => id), requireLocalEmailVerified: false },
    },
    databaseHooks: { account: { create: { before: async (method) => ({ data: { ...method, ...NO_TOKENS } }) }, update: { before: async (method) => ({ data: { ...method, ...NO_TOKENS } }) } } },
    verification: { modelName: 'sign_in_check', fields: { expiresAt: 'expires_at', ...times } },
    advanced: { cookiePrefix: 'huitoukan', useSecureCookies: secure, defaultCookieAttributes: { sameSite: 'lax' as const, httpOnly: true, path: '/' } },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: (name: string) => USERNAME.test(name), schema: { user: { fields: { displayUsername: 'display_username' } } } }),
      twoFactor({
        issuer: '回头看',
        twoFactorTable: 'second_factor',
        accountLockout: { enabled: true, maxFailedAttempts: CODE_LOCK.failures, durationSeconds: (CODE_LOCK.minutes * MINUTE_MS) / 1000 },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: { fields: { userId: 'account_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' } },
        },
      }),
      genericOAuth({ config: providers.map((provider) => providerConfig(db, address, provider)) }),
    ],
  }) satisfies BetterAuthOptions;

/** What a provider gives for calling it in a person's name: never asked for, never kept. */
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/** Where a provider sends people back to. */
export const callbackAddress = (address: string, provider: string): string => `${address}/api/sign-in/${provider}/callback`;

/**
 * A unit's own login: code flow with PKCE, state and nonce, its token checked against the provider's keys (the library's work).
 * Whoever it names has to have an account already; nobody gets one, or any right, by signing in.
 */
const providerConfig = (db: LedgerDatabase, address: string, { id, name, issuer, clientId, clientSecret, claim, match, scopes }: SignInProvider) => {
  const named = (profile: Readonly<Record<string, unknown>>): string => (typeof profile[claim] === 'string' || typeof profile[claim] === 'number' ? String(profile[claim]) : '');
  return {
    providerId: id,
    name,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    scopes: [...scopes],
    pkce: true,
    requireIdTokenVerification: true,
    redirectURI: callbackAddress(address, id),
    disableSignUp: true,
    accountSubject: ({ profile }: { profile: Record<string, unknown> }) => named(profile),
    // An address that the provider names must not find anybody: only the claim does.
    mapProfileToUser: async (profile: Record<string, unknown>) => ({ email: (await accountByClaim(db, match, named(profile)))?.email ?? '', emailVerified: true }),
  };
};

export type SignInOptions = { readonly secret: string; readonly address: string; /** Served over https: cookies are for https only. */ readonly secure: boolean; readonly providers?: readonly SignInProvider[] };

const makeLibrary = (db: LedgerDatabase, options: SignInOptions) => betterAuth(libraryOptions(db, options));
export type SignIn = ReturnType<typeof makeLibrary>;
export const makeSignIn = (db: LedgerDatabase, options: SignInOptions): SignIn => makeLibrary(db, options);

/** @throws Refusal PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_EASY */
export const demandPassword = (password: string, name: string): void => {
  if (password.length < PASSWORD_LEAST) refuse('PASSWORD_TOO_SHORT', `密码至少${PASSWORD_LEAST}个字符`, `a password has ${PASSWORD_LEAST} characters at least`, { least: PASSWORD_LEAST });
  if (password.length > PASSWORD_MOST) refuse('PASSWORD_TOO_LONG', `密码最多${PASSWORD_MOST}个字符`, `a password has ${PASSWORD_MOST} characters at most`, { most: PASSWORD_MOST });
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5 || lower.includes(name.toLowerCase())) refuse('PASSWORD_TOO_EASY', '密码太简单：不能含账号名，至少要有5个不同的字符', 'the password is too easy: without the account’s name, and with five different characters at least');
};
