import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { OfflineNote } from '../shell/offline-note.tsx';
import icon from '../icon.svg';
import { useWords } from '../words/language.tsx';

/** What stands before the sign-in: a name, one card, the other language. */
export const SignInFrame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const { t, language, setLanguage } = useWords();
  return (
    <main className="before-sign-in">
      <OfflineNote />
      <div className="sign-in-head"><img src={icon} alt="" width={56} height={56} /><h1>{t('product')}</h1><p>{t('tagline')}</p></div>
      <Card className="sign-in-card" title={<h2>{title}</h2>}>{children}</Card>
      <Button type="link" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{t('language')}</Button>
    </main>
  );
};
