import { Alert } from 'antd';
import { useSyncExternalStore } from 'react';
import { useWords } from '../words/language.tsx';

const listen = (tell: () => void): (() => void) => {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
};

export const OfflineNote = () => {
  const { t } = useWords();
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return online ? null : <Alert type="warning" banner title={t('offline')} />;
};
