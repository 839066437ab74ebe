import { simulate, simulationInWords } from './simulate.ts';

/** `npm run simulate [LIVES [SEED]]`: made-up lives by the rules alone, every law held against each. */
const [lives = '2000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const result = simulate(Number(lives), Number(seed));
process.stdout.write(`${simulationInWords(result)}\n`);
process.exitCode = result.broken.length === 0 ? 0 : 1;
