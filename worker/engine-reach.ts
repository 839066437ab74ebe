import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { Refusal } from '../domain/refusal.ts';
import type { Patience } from '../ledger/reach.ts';
import type { ExternalEngine } from './engine-external.ts';
import { RETENTION_SECONDS } from './engine-ready.ts';

const LOOK_EVERY_MS = 500;
const CONNECT_WITHIN_MS = 4_000;
/** Codes of gRPC. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const HOPELESS = [7 /* permission denied */, 16 /* not authenticated */];

type Problem = { readonly code: number | undefined; readonly message: string };

const problemOf = (error: unknown): Problem => {
  const { code, details, message } = error as { code?: number; details?: string; message?: string };
  return { code, message: details || message || String(error) };
};

/** Another process may be quicker: then it is there, too. */
const makeNamespace = async (connection: Connection, namespace: string): Promise<void> => {
  const request = { namespace, workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never }, description: '回头看 huitoukan' };
  await connection.workflowService.registerNamespace(request).catch((error: unknown) => {
    if (problemOf(error).code !== ALREADY_EXISTS) throw error;
  });
};

/**
 * Asks the parts of the engine that keep a list of namespaces of their own, and learn of a new one seconds later than the one
 * that described it: the front for what is listed, the history behind it for a workflow that there is not.
 */
const askEveryPart = async ({ workflowService }: Connection, namespace: string): Promise<void> => {
  await workflowService.countWorkflowExecutions({ namespace });
  await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'huitoukan-is-anybody-there' } }).catch((error: unknown) => {
    const { code, message } = problemOf(error);
    if (code !== NOT_FOUND || /namespace/i.test(message)) throw error;
  });
};

const look = async ({ connection: options, namespace }: ExternalEngine): Promise<Problem | undefined> => {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ ...options, connectTimeout: CONNECT_WITHIN_MS });
    await connection.workflowService.describeNamespace({ namespace });
    await askEveryPart(connection, namespace);
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code !== NOT_FOUND || connection === undefined) return problem;
    // A new one takes a moment until every part of the engine knows it: the next look tells.
    return await makeNamespace(connection, namespace).then(() => problem, problemOf);
  } finally {
    await connection?.close();
  }
};

/**
 * Waits until an engine that runs by itself answers and has our namespace, which is made where it is missing.
 * @throws Refusal ENGINE_NOT_REACHABLE
 */
export const untilEngineAnswers = async (engine: ExternalEngine, { withinMs, say, gaveUp }: Patience): Promise<void> => {
  const { address, namespace } = engine;
  const until = Date.now() + withinMs;
  for (let told = false; ; told = true) {
    const problem = await look(engine);
    if (problem === undefined) return;
    if (HOPELESS.includes(problem.code ?? 0) || Date.now() >= until || gaveUp?.() === true)
      throw new Refusal({
        code: 'ENGINE_NOT_REACHABLE',
        zh: `连接不上流程引擎 ${address}（命名空间 ${namespace}：${problem.message}）：请检查 TEMPORAL_ADDRESS、TEMPORAL_NAMESPACE、证书（TEMPORAL_TLS_*）或 TEMPORAL_API_KEY，以及引擎是否在运行`,
        en: `the engine at ${address} cannot be reached (namespace ${namespace}: ${problem.message}): check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, certificates (TEMPORAL_TLS_*) or TEMPORAL_API_KEY, and whether the engine runs`,
        where: { address, namespace },
      });
    if (!told) say?.(`流程引擎 ${address} 尚未应答，等待中`, `the engine at ${address} does not answer yet; waiting`);
    await sleep(LOOK_EVERY_MS);
  }
};
