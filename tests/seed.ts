import fc from 'fast-check';

/**
 * The same made-up lives in every run, so that a run hangs on nothing but the code. `HUITOUKAN_SEED=random` (or a number) tries
 * others; a failure prints the seed that it was found with.
 */
const asked = process.env['HUITOUKAN_SEED'] ?? '20261122';
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
