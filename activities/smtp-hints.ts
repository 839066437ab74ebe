import type { Hint } from './channel.ts';

/** What nodemailer says of a session that came to nothing. */
export type SessionFailure = { readonly code: string | null; readonly response: string | null; readonly message: string };

/** The password is what it was a minute ago: asking again and again only gets the account locked. */
export const LOGIN_PAUSE_MS = 5 * 60_000;

const CERTIFICATE = /self-signed|unable to (?:get|verify)|certificate|altnames/i;

/** Our own code for a login that would have shown the password to everybody on the way. */
export const NOT_ENCRYPTED = 'ENOTENCRYPTED';

/** Was it the login that was refused for good? */
export const isLoginRefused = ({ code, response }: SessionFailure): boolean => code === 'EAUTH' && (response === null || response.startsWith('5'));

/** What is wrong with the way to the mail server, and what to do, for whoever set it up. */
export const sessionHint = (failure: SessionFailure): Hint => {
  const { code, response, message } = failure;
  if (code === NOT_ENCRYPTED)
    return { zh: '连接未加密，不发送密码：请改用 smtps:// 或去掉 ?tls=opportunistic', en: 'the line is not encrypted, so the password was not sent: use smtps://, or leave ?tls=opportunistic away' };
  if (code === 'EAUTH' && response !== null && /^50[0-4]/.test(response)) return { zh: '该服务器不提供登录：请从 HUITOUKAN_SMTP 去掉用户名和密码', en: 'the server offers no login: take user and password out of HUITOUKAN_SMTP' };
  if (isLoginRefused(failure))
    return { zh: '用户名或密码不被接受：请核对 HUITOUKAN_SMTP（许多邮箱要用授权码，密码中的特殊字符须转义）', en: 'user or password were refused: check HUITOUKAN_SMTP (many services want an app password; special signs have to be escaped)' };
  if (code === 'ETLS')
    return { zh: '该服务器不提供 STARTTLS 加密：请用 smtps://（465），或对本单位内部的中继写 ?tls=off', en: 'the server offers no STARTTLS: use smtps:// (465), or ?tls=off for a relay of your own' };
  if (/wrong version number/i.test(message)) return { zh: '该端口不是一开始就加密的：请用 smtp:// 而不是 smtps://', en: 'that port is not encrypted from the start: use smtp:// instead of smtps://' };
  if (CERTIFICATE.test(message))
    return { zh: '服务器证书不可信或与主机名不符：请用 HUITOUKAN_SMTP_CA 指明签发证书（PEM 文件），或核对主机名', en: "the server's certificate is not trusted or is for another host: name its authority (a PEM file) with HUITOUKAN_SMTP_CA, or check the host" };
  if (response !== null) return { zh: '邮件服务器拒绝了连接', en: 'the mail server turned us away' };
  return { zh: '邮件服务器连接不上：请核对主机、端口与网络', en: 'the mail server cannot be reached: check host, port and network' };
};
