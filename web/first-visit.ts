import type { Plugin } from 'vite';
import { FIRST_PARTS } from './antd-styles.ts';

/** What nearly every visit begins with; the other pages come when they are opened. */
const FIRST = ['main.tsx', 'register/register-page.tsx', 'todo/todo-page.tsx'];

/** Of this part a button takes one function; the part itself falls away. */
const ONE_FUNCTION = /\/antd\/es\/color-picker\/components\/ColorPresets\./;

/** A part of antd by the module of its styles, where it has any of its own. */
const styledPart = (id: string): readonly string[] => {
  const [, part] = /\/antd\/es\/([a-z-]+)\/style\/index\./.exec(id) ?? [];
  return part === undefined || part === 'config-provider' ? [] : [part === 'button' ? 'btn' : part];
};

/**
 * Everything that the first pages need goes into two files instead of forty: libraries, which change seldom, and our own. Both
 * stand in the HTML, so that a browser fetches them at once and not one after the other names it.
 */
export const firstVisit = () => {
  /** Every module that they need, and which one named it. */
  const needed = new Map<string, string | null>();
  const wayTo = (id: string): string => {
    const way = [id];
    for (let by = needed.get(id) ?? null; by !== null; by = needed.get(by) ?? null) way.unshift(by);
    return way.map((one) => one.replace(/^.*\/(web|node_modules)\//, '')).join(' → ');
  };
  const plugin: Plugin = {
    name: 'first-visit',
    apply: 'build',
    buildEnd() {
      const ways = [...this.getModuleIds()].filter((id) => FIRST.some((file) => id.endsWith(`/web/${file}`)));
      for (const id of ways) needed.set(id, null);
      for (let id = ways.pop(); id !== undefined; id = ways.pop())
        for (const named of ONE_FUNCTION.test(id) ? [] : (this.getModuleInfo(id)?.importedIds ?? [])) {
          if (needed.has(named)) continue;
          needed.set(named, id);
          ways.push(named);
        }
      const bare = [...needed.keys()].filter((id) => styledPart(id).some((part) => !FIRST_PARTS.includes(part)));
      if (bare.length > 0) this.error(`a first visit would show parts without their styles; fetch them later (shell/later.tsx) or name them in antd-styles.ts: ${bare.map(wayTo).join('; ')}`);
    },
  };
  const groups = [
    { name: 'libraries', priority: 2, includeDependenciesRecursively: false, test: (id: string) => needed.has(id) && id.includes('node_modules') },
    { name: 'first', priority: 1, includeDependenciesRecursively: false, test: (id: string) => needed.has(id) },
  ];
  return { plugin, groups };
};
