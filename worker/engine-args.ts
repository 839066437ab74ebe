/** What the embedded engine is asked to be; two engines with the same shape are interchangeable. */
export type EngineShape = {
  readonly dbFile: string;
  readonly namespace: string;
  readonly timeSkipping: boolean;
  readonly ui: boolean;
};

export type EnginePorts = { readonly port: number; readonly uiPort: number };

/** Only an engine started with this setting can skip time: it is the one mark by which we tell it apart. */
const TIME_SKIPPING = 'frontend.WorkflowTimeSkippingEnabled=true';

const dynamicConfig = (timeSkipping: boolean): string[] => [
  // Lists come from the ledger, but operators and our own start-up ask more than 10 times a second at times.
  'frontend.namespaceRPS.visibility=500',
  'frontend.globalNamespaceRPS.visibility=500',
  ...(timeSkipping
    ? [
        TIME_SKIPPING,
        // A session is one jump; 200 skips are used up by an issue with a long ladder.
        'frontend.WorkflowTimeSkippingMaxSkipPerSession=10000',
        // The server reads timers up to this much late: at its default (1 s) every wake of a jump costs a second.
        'history.timerProcessorMaxTimeShift="10ms"',
        // A run that follows another one waits until this long after the other's start: a second for every round that is opened.
        'history.workflowIdReuseMinimalInterval="0s"',
      ]
    : []),
];

/** Arguments of `temporal` for an engine of this shape. The default rollback journal would cost ~150 fsyncs a life. */
export const engineArgs = (shape: EngineShape, ports: EnginePorts): string[] => [
  'server',
  'start-dev',
  '--ip',
  '127.0.0.1',
  '--port',
  String(ports.port),
  ...(shape.ui ? ['--ui-ip', '127.0.0.1', '--ui-port', String(ports.uiPort), '--ui-disable-news-fetch'] : ['--headless']),
  '--namespace',
  shape.namespace,
  '--db-filename',
  shape.dbFile,
  '--sqlite-pragma',
  'journal_mode=wal',
  '--sqlite-pragma',
  'synchronous=2',
  '--log-level',
  'warn',
  '--log-format',
  'json',
  ...dynamicConfig(shape.timeSkipping).flatMap((value) => ['--dynamic-config-value', value]),
];

const valueAfter = (args: readonly string[], flag: string): string | undefined => {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : args[at + 1];
};

/** True if a command line is an embedded engine on this database file. */
export const isEngineOn = (args: readonly string[], dbFile: string): boolean =>
  args.includes('start-dev') && valueAfter(args, '--db-filename') === dbFile;

/** The shape and ports of a running engine, read back from its command line. */
export const readEngineArgs = (args: readonly string[]): { shape: EngineShape; ports: EnginePorts } => ({
  shape: {
    dbFile: valueAfter(args, '--db-filename') ?? '',
    namespace: valueAfter(args, '--namespace') ?? '',
    timeSkipping: args.includes(TIME_SKIPPING),
    ui: !args.includes('--headless'),
  },
  ports: { port: Number(valueAfter(args, '--port')), uiPort: Number(valueAfter(args, '--ui-port')) },
});
