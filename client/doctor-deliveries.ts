import { connect } from '../ledger/database.ts';
import { deliveryHealth } from './delivery-health.ts';
import type { Check, Finding } from './doctor-finding.ts';
import { ledgerOfWhatRuns } from './doctor-ledger.ts';

/**
 * Are reminders leaving, and is anybody watching that they do? The comparison of the ledger with what should have happened
 * is a heartbeat: when it grows old, reminders can be lost without anybody noticing.
 */
export const deliveries: Check = async (folder): Promise<Finding> => {
  const ledgerUrl = await ledgerOfWhatRuns(folder);
  if (ledgerUrl === undefined) return { ok: 'ok', zh: '系统未运行，无可检查', en: 'nothing runs, nothing to look at', wayOut: null };
  const db = connect(ledgerUrl, 1);
  try {
    const now = Date.now();
    const { counts: states, late, compared, heartStopped, letterGaps } = await deliveryHealth(db, now);
    const { uncertain = 0, rejected = 0, suppressed = 0 } = states;
    const counts = { zh: `不确定${uncertain}，被拒${rejected}，抑制${suppressed}，滞后${late}`, en: `${uncertain} uncertain, ${rejected} rejected, ${suppressed} suppressed, ${late} late` };
    if (compared !== null && heartStopped) {
      const minutes = Math.round((now - compared.finishedAt) / 60_000);
      return {
        ok: 'fail',
        zh: `对账已停${minutes}分钟（${counts.zh}）`,
        en: `the comparison of reminders has stopped for ${minutes} minutes (${counts.en})`,
        wayOut: { zh: '重启系统；仍不恢复时在引擎页面查看 reconcile 计划', en: 'restart the system; if it stays so, look at the schedule "reconcile" in the engine\'s page' },
      };
    }
    const [gap] = letterGaps;
    if (gap !== undefined)
      return {
        ok: 'fail',
        zh: `${gap.series}〔${gap.year}〕缺号：编到第${gap.last}号，只有${gap.count}份`,
        en: `numbers are missing in ${gap.series} ${gap.year}: ${gap.last} given, ${gap.count} letters`,
        wayOut: { zh: '有人改动过数据库的 letter 表，请从备份核对', en: 'somebody changed the table "letter"; compare it with a backup' },
      };
    if (late > 0 || rejected > 0)
      return { ok: 'warn', zh: `通知有异常：${counts.zh}`, en: `notices in trouble: ${counts.en}`, wayOut: { zh: 'huitoukan delivery list --state rejected', en: 'huitoukan delivery list --state rejected' } };
    return { ok: 'ok', zh: `通知正常（${counts.zh}）`, en: `notices are leaving (${counts.en})`, wayOut: null };
  } finally {
    await db.destroy();
  }
};
