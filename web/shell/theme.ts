import type { ThemeConfig } from 'antd';

/** Colours with a contrast of 4.5 and more on white; fonts of the machine, none from elsewhere. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#1c5ea8',
    colorError: '#c0232b',
    colorLink: '#0b57a4',
    colorTextSecondary: '#4d5560',
    colorTextTertiary: '#5b6470',
    colorTextPlaceholder: '#676f7b',
    colorTextDescription: '#55606c',
    borderRadius: 6,
    fontSize: 15,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif',
  },
};
