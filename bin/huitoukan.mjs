#!/usr/bin/env node
// The door of the house. Plain JavaScript without dependencies, because it runs on whatever node the machine has,
// before anything is installed. Everything behind it runs on the pinned Node.
import { ensureInstalled, exitWith, pickNode, root, run } from './bootstrap.mjs';
import { WORKER_HEAP } from './worker-heap.mjs';
import { join } from 'node:path';

const args = process.argv.slice(2);
const isDev = args[0] === 'dev';

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  exitWith(
    1,
    `需要 Node.js 20 或更高版本，本机为 ${process.versions.node}；请从 https://nodejs.org 安装后再试。`,
    `Node.js 20 or later is needed, this is ${process.versions.node}; install it from https://nodejs.org and try again.`,
  );
}

await ensureInstalled({ withDev: isDev });
const node = pickNode();
const heap = ['start', 'work'].includes(args[0]) ? WORKER_HEAP : [];
const target = isDev ? [join(root, 'bin', 'dev.mjs'), ...args.slice(1)] : [...heap, join(root, 'client', 'cli.ts'), ...args];
process.exit(await run(node, target));
