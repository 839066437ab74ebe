import { keep, kept } from '../words/language.tsx';

const BYTES = 32;
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const keyOf = (draw: string): string => `huitoukan.secret.${draw}`;

/** Browsers hash only on pages that came over https (or from this very machine). */
export const canHash = (): boolean => globalThis.isSecureContext && globalThis.crypto.subtle !== undefined;

/** A secret that nobody can guess. It is kept on this device and never sent before it is revealed. */
export const newSecret = (draw: string): string => {
  const secret = hex(crypto.getRandomValues(new Uint8Array(BYTES)));
  keep(keyOf(draw), secret);
  return secret;
};
export const keptSecret = (draw: string): string => kept(keyOf(draw)) ?? '';

/** As `printf %s SECRET | sha256sum` says it. */
export const sha256Of = async (text: string): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));

/** The number of a draw, the last part of its id. */
export const numberOfDraw = (id: string): string => id.split('/').at(-1) ?? '';
