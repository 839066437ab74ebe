import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../worker/settings.ts';
import { temporaryFolder } from '../platform/helpers.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEPLOY = join(ROOT, 'deploy');
const read = (...path: readonly string[]): string => readFileSync(join(DEPLOY, ...path), 'utf8');
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

type Service = { image?: string; build?: object; healthcheck?: object; environment?: Record<string, string>; restart?: string; cap_drop?: string[]; volumes?: string[]; ports?: string[] };
const compose = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, object> };

// What runs containers is not on every machine: the file is held against the specification's own schema.
test('the compose file is what the specification allows', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(new URL('compose-spec.json', import.meta.url), 'utf8')) as object);
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  const broken = structuredClone(compose) as unknown as { services: { web: { healthcheck: { intervall: string } } } };
  broken.services.web.healthcheck.intervall = '15s';
  expect(validate(broken)).toBe(false);
});

test('no secret has a default: what is not set is named in both languages, and new-secrets.sh sets it', () => {
  const text = read('compose.yaml');
  const needed = [...text.matchAll(/\$\{([A-Z_]+):\?([^}]*)\}/g)];
  expect(new Set(needed.map(([, name]) => name))).toEqual(new Set(['LEDGER_PASSWORD', 'POSTGRES_PASSWORD', 'TEMPORAL_DB_PASSWORD', 'HUITOUKAN_SMTP', 'HUITOUKAN_WEB_ADDRESS']));
  for (const [, name, message] of needed) expect(message).toMatch(new RegExp(`未设置 ${name}.* ?/ ${name} is not set`));
  // Whatever else says password or secret is one of these.
  for (const [, value = ''] of text.matchAll(/^\s*[A-Z_]*(?:PASSWORD|PWD|SECRET|KEY)[A-Z_]*: (\S.*)$/gm)) expect(value).toMatch(/^\$\{[A-Z_]+:\?/);
  const folder = temporaryFolder();
  cpSync(join(DEPLOY, 'new-secrets.sh'), join(folder, 'new-secrets.sh'));
  const run = () => spawnSync('sh', [join(folder, 'new-secrets.sh')], { encoding: 'utf8' });
  expect(run().status).toBe(0);
  const written = readFileSync(join(folder, '.env'), 'utf8');
  for (const [, name] of needed) expect(written).toMatch(new RegExp(`^${name}=\\S+$`, 'm'));
  expect(new Set([...written.matchAll(/PASSWORD=([0-9a-f]{48})$/gm)].map(([, value]) => value)).size).toBe(3);
  expect(statSync(join(folder, '.env')).mode & 0o077).toBe(0);
  expect(run().status).toBe(1);
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(written);
});

test('every long-lived service has a health check and comes back; ours have no rights; settings are ones that exist', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    if (name === 'temporal-schema') continue;
    expect(service, name).toMatchObject({ healthcheck: expect.any(Object), restart: 'unless-stopped' });
    expect(service.image, name).not.toMatch(/:latest$/);
  }
  for (const name of ['web', 'worker']) expect(compose.services[name]).toMatchObject({ deploy: { replicas: 2 }, read_only: true, cap_drop: ['ALL'] });
  for (const setting of Object.values(compose.services).flatMap(({ environment = {} }) => Object.keys(environment)).filter((name) => name.startsWith('HUITOUKAN_'))) expect(Object.keys(SETTINGS)).toContain(setting);
  for (const file of Object.values(compose.services).flatMap(({ volumes = [] }) => volumes).flatMap((volume) => (volume.startsWith('./') ? [volume.split(':')[0] ?? ''] : []))) expect(statSync(join(DEPLOY, file)).isFile(), file).toBe(true);
  // Neither the ledger nor the engine is reachable from outside.
  expect(Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['proxy']);
});

test.runIf(has('docker') && spawnSync('docker', ['compose', 'version']).status === 0)('docker itself takes the compose file', () => {
  const env = { ...process.env, POSTGRES_PASSWORD: 'x', LEDGER_PASSWORD: 'x', TEMPORAL_DB_PASSWORD: 'x', HUITOUKAN_SMTP: 'mailbox', HUITOUKAN_WEB_ADDRESS: 'http://x' };
  const { status, stderr } = spawnSync('docker', ['compose', '-f', join(DEPLOY, 'compose.yaml'), 'config', '--quiet'], { env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('the image runs as nobody in particular, and holds what the program needs', () => {
  const dockerfile = read('Dockerfile');
  expect(dockerfile.slice(dockerfile.lastIndexOf('FROM'))).toMatch(/^USER 10001:10001$/m);
  expect(dockerfile).not.toMatch(/^ENV .*(PASSWORD|SECRET|KEY)/m);
  // The same files as the build takes, without docker: everything that starts loads out of them.
  const folder = temporaryFolder();
  const [taken, left] = [[...read('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)], [/\.test\.ts$/, /\/testing(\/|$)/, /^web\/dist/]];
  for (const [, path = ''] of taken) {
    const filter = (source: string): boolean => left.every((pattern) => !pattern.test(relative(ROOT, source)));
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, filter, preserveTimestamps: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const load = ['work', 'web', 'start', 'backup/backup', 'backup/restore'].map((name) => `await import('./client/${name}.ts');`).join(' ');
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', `${load} process.exit(0)`], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

const UNITS = readdirSync(join(DEPLOY, 'systemd'));
const SERVICES = UNITS.filter((name) => name.endsWith('.service'));

test('the units restart what breaks but not what is set wrong, stop within their time, and hold no secret', () => {
  for (const name of SERVICES) {
    const text = read('systemd', name);
    expect(text, name).toMatch(/^User=huitoukan$/m);
    expect(text, name).toMatch(/^LoadCredential=database-url:/m);
    expect(text, name).not.toMatch(/postgres:\/\/|smtps?:\/\//);
    if (name.includes('@')) expect(text, name).toMatch(/^RestartPreventExitStatus=2$/m);
  }
});

test.runIf(has('systemd-analyze'))('systemd takes the units, and finds them hardened', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  // The programs are elsewhere on this machine; everything else stays as it is.
  for (const name of UNITS) writeFileSync(join(folder, name), read('systemd', name).replaceAll('/usr/bin/node', process.execPath));
  const instances = UNITS.map((name) => join(folder, name.replace('@.', '@8088.')));
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...instances], { encoding: 'utf8' });
  expect({ status: verified.status, stderr: verified.stderr }).toEqual({ status: 0, stderr: '' });
  for (const name of SERVICES) {
    // 10 is wide open; 2.0 and below is what the tool calls OK.
    const security = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', join(folder, name.replace('@.', '@8088.'))], { encoding: 'utf8' });
    expect(security.status, security.stdout.slice(-200)).toBe(0);
  }
});
