/**
 * What the core answers when it will not do a thing: a stable code for programs, a sentence in Chinese and English
 * for people. Every layer above passes it on unchanged (CLI exit code, API problem detail, failed update).
 */
export type RefusalText = {
  /** Stable, SCREAMING_SNAKE; programs may match on it. */
  readonly code: string;
  /** 中文: what is wrong, where (file, row, field), and the way out. */
  readonly zh: string;
  /** The same sentence in English. */
  readonly en: string;
  /** Where it is wrong, for programs: field names, rows, limits. JSON only. */
  readonly where?: Readonly<Record<string, string | number | boolean | null>>;
};

export class Refusal extends Error implements RefusalText {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly where?: Readonly<Record<string, string | number | boolean | null>>;

  constructor(text: RefusalText) {
    super(`${text.zh} / ${text.en}`);
    this.name = 'Refusal';
    this.code = text.code;
    this.zh = text.zh;
    this.en = text.en;
    if (text.where !== undefined) this.where = text.where;
  }
}

/** Throws a {@link Refusal}; an expression, so that it can stand after `??`. */
export const refuse = (code: string, zh: string, en: string, where?: RefusalText['where']): never => {
  throw new Refusal(where === undefined ? { code, zh, en } : { code, zh, en, where });
};
