import { dataFolderPath, isInstanceRunning } from '../worker/data-folder.ts';
import { CHECKS, findingOf } from './doctor-checks.ts';
import type { Finding } from './doctor-finding.ts';

export type DoctorCheck = Finding & { readonly id: string };

export type DoctorReport = {
  readonly dataFolder: string;
  /** The worst of all checks. */
  readonly ok: Finding['ok'];
  readonly checks: readonly DoctorCheck[];
};

const MARKS: Readonly<Record<Finding['ok'], string>> = { ok: '✓', warn: '!', fail: '✗' };

/** Looks at everything that a start needs, without starting or changing anything. Never throws for what it finds. */
export const doctor = async (options: { readonly dataFolder?: string } = {}): Promise<DoctorReport> => {
  const dataFolder = dataFolderPath(options.dataFolder);
  const checks: DoctorCheck[] = [];
  for (const [id, check] of Object.entries(CHECKS)) {
    try {
      checks.push({ id, ...(await check(dataFolder)) });
    } catch (error) {
      checks.push({ id, ...findingOf(error) });
    }
  }
  const worst = (['fail', 'warn'] as const).find((level) => checks.some(({ ok }) => ok === level));
  return { dataFolder, ok: worst ?? 'ok', checks };
};

/** The report for people: a line in each language for every check, and the way out where there is one. */
export const printDoctorReport = (report: DoctorReport, write: (line: string) => void): void => {
  for (const { id, ok, zh, en, wayOut } of report.checks) {
    write(`${MARKS[ok]} ${id}`);
    write(`    ${zh}`);
    write(`    ${en}`);
    if (wayOut === null) continue;
    write(`    → ${wayOut.zh}`);
    write(`    → ${wayOut.en}`);
  }
  const failed = report.checks.filter(({ ok }) => ok === 'fail').length;
  const isRunning = isInstanceRunning(report.dataFolder);
  write(failed === 0 ? (isRunning ? '运行正常 / Running well' : '可以启动 / Ready to start: npm start (serve, work)') : `${failed} 项有问题 / ${failed} problem(s)`);
};

/** 0 if a start can work, 1 if something stands in its way. Warnings do not. */
export const doctorExitCode = (report: DoctorReport): number => (report.ok === 'fail' ? 1 : 0);
