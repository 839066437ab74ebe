/** Records of look-backs that were written on the spot and not sent yet, with their photos, in the browser's own storage. */

export type Photo = {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  /** By the camera's clock, epoch ms. */
  readonly takenAt: number;
  /** What the server keeps of it; null while it was not sent. */
  readonly kept: { readonly sha256: string; readonly name: string; readonly size: number } | null;
};
export type Draft = {
  /** Whose draft it is: a device may be shared. */
  readonly account: string;
  readonly issue: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly photos: readonly Photo[];
  readonly savedAt: number;
  /** Under which the record is sent, however often; of this content. */
  readonly sent: { readonly content: string; readonly key: string } | null;
};

const NAME = 'huitoukan';
const STORE = 'look-back-draft';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the storage refused')));
  });

const database = async (): Promise<IDBDatabase> => {
  const request = indexedDB.open(NAME, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: ['account', 'issue'] }));
  return await settled(request);
};

const inStore = async <T>(mode: 'readonly' | 'readwrite', work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
  const db = await database();
  try {
    const done = db.transaction(STORE, mode);
    const answer = await settled(work(done.objectStore(STORE)));
    if (mode === 'readwrite') await new Promise<void>((resolve, reject) => {
      done.addEventListener('complete', () => resolve());
      done.addEventListener('abort', () => reject(done.error ?? new Error('the storage gave up')));
    });
    return answer;
  } finally {
    db.close();
  }
};

export const loadDraft = async (account: string, issue: string): Promise<Draft | null> => (await inStore<Draft | undefined>('readonly', (store) => store.get([account, issue]) as IDBRequest<Draft | undefined>)) ?? null;
export const listDrafts = async (account: string): Promise<readonly Draft[]> => (await inStore<Draft[]>('readonly', (store) => store.getAll() as IDBRequest<Draft[]>)).filter((draft) => draft.account === account);
/** @throws where storage is forbidden or full */
export const saveDraft = async (draft: Draft): Promise<void> => {
  await inStore('readwrite', (store) => store.put(draft));
  // Asks the browser not to clear it when space runs short; it may say no.
  void navigator.storage?.persist?.();
};
export const dropDraft = async (account: string, issue: string): Promise<void> => {
  await inStore('readwrite', (store) => store.delete([account, issue]));
};
