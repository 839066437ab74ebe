import { DEADLINE_NAMES } from '../domain/words.ts';
import type { BothWords, Voice } from './voice.ts';

const DEADLINES: Readonly<Record<string, BothWords>> = DEADLINE_NAMES;
const CHASE = /^chase-(\d+)$/;
const LADDER = /^(?<kind>[a-z-]+)(?::(?<subject>[^#]+))?#\d+:(?<step>.+)$/;
const OF_EVENT = /^event:(\d+)$/;

/** A rung as the policy calls it (`T+3`); the chasing that goes on after the last has numbers only. */
export const stepSaid = (step: string, { say }: Voice): string => {
  const [, n] = CHASE.exec(step) ?? [];
  return n === undefined ? step : say(`第${n}次持续催办`, `chase no. ${n}`);
};

/** Which notice was confirmed: of a step of a ladder (`due#17:T+1`), or of what happened (`event:17`). */
export const noticeSaid = (notice: string, voice: Voice): string => {
  const { say, of } = voice;
  const [, event] = OF_EVENT.exec(notice) ?? [];
  if (event !== undefined) return say(`第${event}条经过的通知`, `the notice of entry ${event}`);
  const { kind = '', subject = '', step = '' } = LADDER.exec(notice)?.groups ?? {};
  const what = DEADLINES[kind];
  return what === undefined ? notice : say(`“${of(what)}${subject}”的通知（${stepSaid(step, voice)}）`, `the notice of ${of(what)}${subject === '' ? '' : ` ${subject}`} (${stepSaid(step, voice)})`);
};
