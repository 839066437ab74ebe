import type { Language } from './language.tsx';

/** Of a text that says itself twice (`中文 / English`: where a policy comes from, what a channel is), the half for this reader; what has one half only is shown as it is. */
export const halfFor = (text: string, language: Language): string => {
  const [zh = '', ...en] = text.split(/\s*\/\s+(?=[A-Za-z])/);
  return language === 'en' && en.length > 0 ? en.join(' / ') : zh;
};
