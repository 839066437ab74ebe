import type { RateLimit } from '../domain/token-bucket.ts';
import type { AnswerTable } from './robot-answers.ts';
import type { ChatText } from './robot-text.ts';

export type RobotKind = 'wecom' | 'dingtalk' | 'feishu';

/** Whom a message in a group calls by name. */
export type Mention = { readonly name: string; readonly mobile?: string | undefined; readonly userId?: string | undefined };

/**
 * What is peculiar to one vendor's group robots. The next vendor is another file that makes one of these, and an entry in
 * `robot-providers.ts`.
 */
export type RobotProvider = {
  readonly kind: RobotKind;
  readonly hosts: readonly string[];
  /** What the path of a webhook begins with. */
  readonly path: string;
  /** Whether it can be made to demand a signature. */
  readonly signs: boolean;
  readonly limits: readonly RateLimit[];
  /** The answers known; all others by `classifyAnswer`. */
  readonly answers: AnswerTable;
  /** The request. `at` is the process's clock (epoch ms), which signatures go by; the text is cut to the vendor's limit; null where not even its numbers fit. */
  readonly request: (input: {
    readonly webhook: URL;
    readonly secret: string | undefined;
    readonly text: ChatText;
    readonly mention: Mention;
    readonly at: number;
  }) => { readonly url: URL; readonly body: string } | null;
};
