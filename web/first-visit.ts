import type { Plugin } from 'vite';

/** What nearly every visit begins with; the other pages come when they are opened. */
const FIRST = ['main.tsx', 'register/register-page.tsx', 'todo/todo-page.tsx'];

/**
 * Everything that the first pages need goes into two files instead of forty: libraries, which change seldom, and our own. Both
 * stand in the HTML, so that a browser fetches them at once and not one after the other names it.
 */
export const firstVisit = () => {
  const needed = new Set<string>();
  const plugin: Plugin = {
    name: 'first-visit',
    apply: 'build',
    buildEnd() {
      const ways = [...this.getModuleIds()].filter((id) => FIRST.some((file) => id.endsWith(`/web/${file}`)));
      for (let id = ways.pop(); id !== undefined; id = ways.pop()) {
        if (needed.has(id)) continue;
        needed.add(id);
        ways.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  const groups = [
    { name: 'libraries', priority: 2, includeDependenciesRecursively: false, test: (id: string) => needed.has(id) && id.includes('node_modules') },
    { name: 'first', priority: 1, includeDependenciesRecursively: false, test: (id: string) => needed.has(id) },
  ];
  return { plugin, groups };
};
