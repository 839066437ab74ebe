import { statSync } from 'node:fs';
import { listChannelStates } from '../ledger/channel-states.ts';
import { connect } from '../ledger/database.ts';
import { channelSettingsFile, loadChannelSettings } from '../worker/channel-settings.ts';
import { configuredMail } from '../worker/mail-settings.ts';
import { isInTrouble, standingInWords } from './channel-words.ts';
import type { Check, Finding } from './doctor-finding.ts';
import { ledgerOfWhatRuns } from './doctor-ledger.ts';
import { channelInWords } from './words.ts';

/** Who else on this machine may read the file with the keys? */
const readableByOthers = (file: string): boolean => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o044) !== 0;

/**
 * Can notices leave, and did they? Reads the settings, which a start would refuse if they were wrong, and how each channel
 * fared last: a robot whose key was changed is quiet for ever otherwise, since mail steps in for it.
 */
export const channels: Check = async (folder): Promise<Finding> => {
  const { robots } = loadChannelSettings(folder);
  configuredMail();
  const file = channelSettingsFile(folder);
  const counted = { zh: `邮件与${robots.length}个群机器人`, en: `mail and ${robots.length} group robots` };
  if (readableByOthers(file))
    return { ok: 'warn', zh: `${file} 含机器人密钥，其他用户可读`, en: `${file} holds keys of robots, and other users can read it`, wayOut: { zh: `chmod 600 ${file}`, en: `chmod 600 ${file}` } };
  const ledgerUrl = await ledgerOfWhatRuns(folder);
  if (ledgerUrl === undefined) return { ok: 'ok', zh: `设置有效：${counted.zh}`, en: `the settings are valid: ${counted.en}`, wayOut: null };
  const db = connect(ledgerUrl, 1);
  try {
    const states = await listChannelStates(db);
    const told = states.map((state) => ({ zh: `${channelInWords(state.channel).zh}：${standingInWords(state).zh}`, en: `${channelInWords(state.channel).en}: ${standingInWords(state).en}` }));
    const words = { zh: [counted.zh, ...told.map((one) => one.zh)].join('；'), en: [counted.en, ...told.map((one) => one.en)].join('; ') };
    const [troubled] = states.filter(isInTrouble);
    if (troubled === undefined) return { ok: 'ok', ...words, wayOut: null };
    const command = `huitoukan channel test ${troubled.channel === 'mail' ? 'mail --to <address>' : troubled.channel.replace(/^robot:/, '')}`;
    return { ok: 'warn', ...words, wayOut: { zh: `${command}（会说明原因）`, en: `${command} (it says why)` } };
  } finally {
    await db.destroy();
  }
};
