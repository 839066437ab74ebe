import type { Plugin } from 'vite';

const IMPORT = /^import \{([^}]+)\} from '(antd|@ant-design\/icons)';$/gm;
const kebab = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
const FILES: Readonly<Record<string, (name: string) => string>> = {
  antd: (name) => `antd/es/${kebab(name)}`,
  '@ant-design/icons': (name) => `@ant-design/icons/es/icons/${name}`,
};

/** `import { Button } from 'antd'` as an import of the button's own file. */
export const byName = (code: string): string =>
  code.replaceAll(IMPORT, (_all, names: string, library: string) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((one) => {
        const [name = '', own = name] = one.split(' as ');
        return `import ${own} from '${FILES[library]?.(name) ?? library}';`;
      })
      .join(' '),
  );

/**
 * A library's index names all of its parts, and whoever imports from it seems to need all of them: which ones a first visit
 * needs (`first-visit.ts`) can be told when each is imported from its own file.
 */
export const namedParts = (): Plugin => ({
  name: 'named-parts',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => (/\/web\/.+\.tsx?$/.test(id) && !id.includes('node_modules') ? { code: byName(code), map: null } : null),
});
