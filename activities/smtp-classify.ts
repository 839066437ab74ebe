import type { SendOutcome } from './channel.ts';

/** How far a session had come when it failed. The body begins only after the server has asked for it. */
export type SmtpPhase = 'session' | 'envelope' | 'body' | 'end';

export type SmtpFailure = {
  readonly phase: SmtpPhase;
  /** The server's whole reply, where one was read. */
  readonly response: string | null;
  readonly what: string;
};

const REPLY_CODE = /^([245]\d\d)(?:[ -]|$)/;

/**
 * What a failed SMTP session says about the message. A reply decides: 4xx later, 5xx never. Refusals before MAIL are about
 * us and not about the recipient (a banner's 554, a wrong password), so they never cost anybody a reminder: later. Without
 * a reply it depends on whether the end of the message can have reached the server: if its last line had not left, it cannot
 * have been taken; if it had, nobody knows (RFC 1047). Replies that make no sense count as none.
 */
export const classifyFailure = ({ phase, response, what }: SmtpFailure): SendOutcome => {
  const told = response ?? what;
  const code = REPLY_CODE.exec(response ?? '')?.[1]?.charAt(0);
  if (phase === 'session') return { kind: 'retry', class: response === null ? 'unreachable' : 'service', response: told };
  if (code === '4') return { kind: 'retry', class: 'deferred', response: told };
  if (code === '5') return { kind: 'rejected', response: told };
  return phase === 'end' ? { kind: 'uncertain', reason: told } : { kind: 'retry', class: 'unreachable', response: told };
};
