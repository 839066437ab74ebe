import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cli } from './kit.ts';

const ROUND = 'baishi-2026';

/** The acts on a round itself. */
export const roundByCommand = (cli: () => Cli): void => {
  test('a plan is handed in, sent back, handed in again and binds; report and assessment in their time', async () => {
    const file = join(cli().folder, '整改方案.txt');
    writeFileSync(file, '一、总体要求');
    const submit = ['round', 'plan', 'submit', ROUND, '--summary', '整改方案', '--file', file];
    expect(await cli().json(...submit, '--as', 'p-wei')).toMatchObject({ code: 1, error: { code: 'NOT_ALLOWED' } });
    expect(await cli().json(...submit, '--as', 'p-he', '--key', 'plan-1')).toMatchObject({ code: 0, value: { events: ['round-plan-submitted'] } });
    const { version } = (await cli().json('round', 'show', ROUND)).value as { version: number };
    expect(await cli().json(...submit, '--as', 'p-he', '--key', 'plan-1')).toMatchObject({ code: 0, value: { seq: version } });
    const review = ['round', 'plan', 'review', ROUND, '--note', '措施不实'];
    expect(await cli().json(...review, '--grade', 'good', '--as', 'p-he')).toMatchObject({ code: 1, error: { code: 'NOT_ALLOWED' } });
    expect(await cli().json(...review, '--grade', 'splendid', '--as', 'p-lu')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    expect(await cli().json(...review, '--grade', 'good', '--return', '--as', 'p-lu', '--seen', String(version - 1))).toMatchObject({ code: 1, error: { code: 'STALE_VERSION' } });
    expect(await cli().json(...review, '--grade', 'good', '--return', '--as', 'p-lu')).toMatchObject({ code: 0, value: { events: ['round-plan-returned'] } });
    expect(await cli().json(...review, '--grade', 'good', '--as', 'p-lu')).toMatchObject({ code: 1, error: { code: 'NO_PLAN' } });
    expect(await cli().json(...submit, '--as', 'p-he')).toMatchObject({ code: 0 });
    expect(await cli().json(...review, '--grade', 'fair', '--as', 'p-lu')).toMatchObject({ code: 0, value: { events: ['round-plan-bound'] } });
    expect(await cli().json('round', 'report', 'submit', ROUND, '--summary', '集中整改进展', '--as', 'p-he')).toMatchObject({ code: 0, value: { events: ['round-report-submitted'] } });
    expect(await cli().json('round', 'report', 'submit', ROUND, '--summary', '集中整改进展', '--as', 'p-he')).toMatchObject({ code: 1, error: { code: 'REPORT_SUBMITTED' } });
    expect(await cli().json('round', 'assess', ROUND, '--grade', 'good', '--note', '成效明显', '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'ASSESSMENT_TOO_EARLY' } });
    expect(await cli().json('round', 'acknowledge', ROUND, '--step', 'nonsense', '--as', 'p-he')).toMatchObject({ code: 1, error: { code: 'UNKNOWN_STEP' } });
    expect(await cli().json('round', 'acknowledge', ROUND, '--step', 'round-plan#1:T+1', '--as', 'p-he')).toMatchObject({ code: 0, value: { events: ['round-acknowledged'] } });
    expect(await cli().json('round', 'show', ROUND)).toMatchObject({ code: 0, value: { plan: { returns: 1, grade: 'fair' }, report: { by: 'p-he' } } });
    expect((await cli().run('round', 'show', ROUND)).out).toContain('整改方案：已审核通过');
  });
};
