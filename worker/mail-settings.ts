import { readFileSync } from 'node:fs';
import { SMTP_TIMEOUTS, type SmtpSettings } from '../activities/smtp-channel.ts';
import { refuse } from '../domain/refusal.ts';
import { setting } from './settings.ts';

/** Who mails come from where no mail server is configured. */
export const LOCAL_SENDER = { name: '回头看 督查提醒', address: 'huitoukan@localhost' };

/** What HUITOUKAN_SMTP says where no mail shall leave, in words: the mailbox of the data folder. */
const MAILBOX = 'mailbox';

/** Without encryption only where somebody wrote so: a relay on the same machine. */
const TLS_CHOICES = ['required', 'opportunistic', 'off'] as const;

/**
 * The unit's mail server out of HUITOUKAN_SMTP (`smtps://user:password@host:465`, `smtp://host:587`, `smtp://relay:25?tls=off`),
 * sender out of HUITOUKAN_MAIL_FROM, the authority of its certificate out of HUITOUKAN_SMTP_CA (a PEM file); null where none is configured, or `mailbox`. STARTTLS is demanded unless `tls` says otherwise.
 * @throws Refusal INVALID_SETTING, without quoting the address: it holds a password
 */
export const configuredMail = (): SmtpSettings | null => {
  const given = setting('HUITOUKAN_SMTP');
  if (given === undefined || given === MAILBOX) return null;
  const bad = (zh: string, en: string): never => refuse('INVALID_SETTING', `HUITOUKAN_SMTP ${zh}`, `HUITOUKAN_SMTP ${en}`, { field: 'HUITOUKAN_SMTP' });
  if (!URL.canParse(given)) return bad('不是网址（例：smtps://用户:密码@主机:465，密码中的特殊字符须转义）', 'is not an address (such as smtps://user:password@host:465, with special signs of the password escaped)');
  const url = new URL(given);
  if (url.hostname === '' || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) return bad('应以 smtp:// 或 smtps:// 开头并写明主机', 'must begin with smtp:// or smtps:// and name a host');
  const implicit = url.protocol === 'smtps:';
  const wanted = url.searchParams.get('tls') ?? 'required';
  const tls = implicit ? 'implicit' : (TLS_CHOICES.find((choice) => choice === wanted) ?? bad('的 tls 应为 required、opportunistic 或 off', ': tls is one of required, opportunistic, off'));
  return {
    host: url.hostname,
    port: Number(url.port || (implicit ? 465 : 587)),
    tls,
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...authority(),
    from: { name: LOCAL_SENDER.name, address: setting('HUITOUKAN_MAIL_FROM') ?? `huitoukan@${url.hostname}` },
    timeouts: SMTP_TIMEOUTS,
  };
};

const authority = (): { readonly ca?: string } => {
  const file = setting('HUITOUKAN_SMTP_CA');
  if (file === undefined) return {};
  try {
    return { ca: readFileSync(file, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return refuse('INVALID_SETTING', `HUITOUKAN_SMTP_CA 指明的证书文件 ${file} 无法读取（${code}）`, `the certificate ${file} that HUITOUKAN_SMTP_CA names cannot be read (${code})`, { field: 'HUITOUKAN_SMTP_CA', file });
  }
};
