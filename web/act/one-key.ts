import { newKey } from '../api/http.ts';

/** Under which key an act goes, and as an answer to which version of what it is about. */
export type Sending = { readonly key: string; readonly version: number | undefined };

/**
 * An act that may have happened although nobody heard so (the line broke, the server failed) is sent again as the very same
 * request: the version that moved on meanwhile may have been moved by itself. Once it was answered, the next one is another act.
 */
export class OneKey {
  private last: { readonly content: string; readonly sending: Sending } | null = null;

  /** For an act of this content, on what was seen in this version. */
  for(content: string, version: number | undefined): Sending {
    if (this.last?.content !== content) this.last = { content, sending: { key: newKey(), version } };
    return this.last.sending;
  }

  /** It was answered with this status, whether taken or refused; 0: nothing came back. */
  answered(status: number): void {
    if (status !== 0 && status < 500) this.last = null;
  }
}
