import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { ask } from '../api/http.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Drawer } from '../shell/drawer.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** Which paper: `path` of its round or issue in the API, and what it is asked for by. */
export type ChosenPaper = { readonly path: string; readonly paper?: string; readonly kind?: string; /** What people call it; a letter of reminder that is yet to be written has no name. */ readonly title?: string };

const queryOf = ({ paper, kind }: ChosenPaper, redHead: string): string =>
  new URLSearchParams({ ...(paper === undefined ? {} : { paper }), ...(kind === undefined ? {} : { kind }), ...(redHead === '' ? {} : { redHead }) }).toString();

const Inside = ({ chosen }: { readonly chosen: ChosenPaper }) => {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const redHead = useDeferredValue(typed.trim());
  const query = queryOf(chosen, redHead);
  const shown = useQuery({ queryKey: ['paper', chosen.path, query], queryFn: async ({ signal }) => await ask<{ readonly name: string; readonly lines: readonly string[] }>('GET', `${chosen.path}/papers/preview?${query}`, { signal }) });
  return (
    <div className="stack">
      <Form.Item label={say(W.redHead)} htmlFor="red-head" className="inline-item"><Input id="red-head" maxLength={60} value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" /></Form.Item>
      <div className="acts"><Button type="primary" icon={<DownloadOutlined />} href={`/api${chosen.path}/papers/file?${query}`} download>{say(W.download)}</Button></div>
      <Loaded query={shown}>{({ lines }) => <div className="quote finding letter" lang="zh-CN">{lines.join('\n')}</div>}</Loaded>
    </div>
  );
};

/** What a paper says before it is taken, from the side; on a phone it takes the whole width. */
export const PaperPreview = ({ chosen, onClose }: { readonly chosen: ChosenPaper | null; readonly onClose: () => void }) => {
  const { say } = useWords();
  const wide = useIsWide('md');
  return (
    <Drawer open={chosen !== null} onClose={onClose} destroyOnHidden size={wide ? 640 : '100%'} title={chosen === null ? null : chosen.title === undefined ? say(W.remind) : say(W.previewOf, { name: chosen.title })}>
      {chosen === null ? null : <Inside key={`${chosen.path} ${chosen.paper ?? ''}`} chosen={chosen} />}
    </Drawer>
  );
};
