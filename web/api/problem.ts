/** What went wrong, as the API says it (RFC 9457 with our code and both languages), or as the browser found it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Names the request in the log of the server. */
  readonly request: string | null;

  constructor(given: { readonly status: number; readonly code: string; readonly zh: string; readonly en: string; readonly request?: string | null }) {
    super(`${given.code}: ${given.en}`);
    this.name = 'Problem';
    this.status = given.status;
    this.code = given.code;
    this.zh = given.zh;
    this.en = given.en;
    this.request = given.request ?? null;
  }
}

const UNREACHABLE = { status: 0, code: 'NOT_CONNECTED', zh: '连不上服务器，请检查网络后重试；已填写的内容还在', en: 'the server cannot be reached; check the network and try again. What you wrote is still here' };

export const unreachable = (): Problem => new Problem(UNREACHABLE);

/** A problem out of an answer that is no success. */
export const problemIn = async (answer: Response): Promise<Problem> => {
  const said = (await answer.json().catch(() => ({}))) as { code?: string; zh?: string; en?: string; instance?: string };
  return new Problem({
    status: answer.status,
    code: said.code ?? `HTTP_${answer.status}`,
    zh: said.zh ?? `服务器答复异常（${answer.status}），请稍后重试`,
    en: said.en ?? `the server answered ${answer.status}; try again later`,
    request: said.instance?.split(':').at(-1) ?? null,
  });
};

/** Anything that was thrown, as a problem that can be shown. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem({ status: 0, code: 'PAGE_FAULT', zh: `页面出错：${String(error)}；请刷新后重试`, en: `the page failed: ${String(error)}; reload it and try again` });
