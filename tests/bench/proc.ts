import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** CPU and memory out of /proc: wall-clock figures of a shared machine are worth little, CPU-seconds a good deal more. */

// USER_HZ of every Linux that Node runs on.
const TICKS_A_SECOND = 100;

type ProcessTimes = { readonly ppid: number; readonly own: number; readonly reaped: number };

const timesOf = (pid: number): ProcessTimes | undefined => {
  try {
    // The name in brackets may hold blanks; what follows the last bracket does not.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { ppid: at(1), own: (at(11) + at(12)) / TICKS_A_SECOND, reaped: (at(13) + at(14)) / TICKS_A_SECOND };
  } catch {
    return undefined;
  }
};

/** CPU-seconds of one process so far. */
export const cpuOf = (pid: number): number => timesOf(pid)?.own ?? 0;

/** CPU-seconds of a process and its children, those that ended included: PostgreSQL's way of working. */
export const cpuOfTree = (pid: number): number => {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.ppid === pid);
  const parent = timesOf(pid);
  return (parent?.own ?? 0) + (parent?.reaped ?? 0) + children.reduce((sum, child) => sum + (child?.own ?? 0), 0);
};

export const residentMb = (pid: number): number => {
  const match = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) / 1024;
};

/** CPU-seconds that the whole machine has spent on anything (stolen time included), for telling how much was others' work. */
export const machineBusy = (): number => {
  const fields = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/).slice(1).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields;
  return (user + nice + system + irq + softirq + steal) / TICKS_A_SECOND;
};

export const machineClass = (): string => {
  const [first] = cpus();
  const memory = /^MemTotal:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'));
  return `${cpus().length} x ${first?.model.trim() ?? 'CPU'}, ${Math.round(Number(memory?.[1] ?? 0) / 1024 / 1024)} GiB, Linux, Node ${process.versions.node}`;
};
