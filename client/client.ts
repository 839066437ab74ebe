import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, type DataConverter } from '@temporalio/common';
import type { z } from 'zod';
import { actSchema, type Act } from '../domain/command-schema.ts';
import { sliceDayTable } from '../domain/day-table.ts';
import { makeIssueId, type IssueState } from '../domain/issue.ts';
import type { LineageProposal } from '../domain/lineage.ts';
import { roundActSchema, type RoundActInput } from '../domain/round/act-schema.ts';
import { makeRoundId } from '../domain/round/state.ts';
import { refuse } from '../domain/refusal.ts';
import { firstFault } from '../domain/schema-words.ts';
import { demandStorable } from '../domain/storable.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { actorOf } from '../ledger/actors.ts';
import { saveProposals } from '../ledger/lineage.ts';
import { keepPolicy } from '../ledger/policy-versions.ts';
import { saveRound, type Alongside, type RoundEntry } from '../ledger/rounds.ts';
import type { EngineConnection } from '../worker/engine-external.ts';
import { issueInLedger, issueOptions, roundOptions, sendAct, sendRoundAct } from '../worker/send-act.ts';
import { ISSUE_WORKFLOW, ROUND_WORKFLOW, TASK_QUEUE, type ActRequest, type ActResult, type IssueInput, type RoundActRequest, type RoundActResult, type RoundInput } from '../workflows/messages.ts';
import { likeEarlier } from './like-earlier.ts';
import { demandNamed } from './named-parties.ts';

export type ClientOptions = {
  readonly connection: EngineConnection;
  readonly namespace: string;
  readonly ledgerUrl: string;
  readonly dataConverter: DataConverter;
  readonly taskQueue?: string;
};

export type ActOptions = {
  /** The caller's idempotency key: the same act sent again under it happens once. */
  readonly key?: string;
  /** The version of the issue that the actor saw. */
  readonly seen?: number;
  /** A deputy acts (代): for this person, who is on leave that day. */
  readonly onBehalfOf?: string;
  /** The day as of which posts are looked up; today by default. Skipped time has days of its own. */
  readonly at?: Instant;
};

/** Unique among the acts of one issue, and short: it stands in the history five times for every act. */
const newActId = (): string => randomBytes(9).toString('base64url');

/** The typed client: everything that talks to the engine from outside goes through it (CLI, demo, API). */
export class HuitoukanClient {
  readonly engine: Client;
  readonly ledger: LedgerDatabase;
  private readonly connection: Connection;
  readonly taskQueue: string;

  private constructor(connection: Connection, options: ClientOptions) {
    this.connection = connection;
    this.taskQueue = options.taskQueue ?? TASK_QUEUE;
    this.engine = new Client({ connection, namespace: options.namespace, dataConverter: options.dataConverter });
    this.ledger = connect(options.ledgerUrl);
  }

  static async connect(options: ClientOptions): Promise<HuitoukanClient> {
    return new HuitoukanClient(await Connection.connect(options.connection), options);
  }

  async close(): Promise<void> {
    await this.ledger.destroy();
    await this.connection.close();
  }

  /**
   * Opens a round: everything is written to the ledger first, then the engine opens issue by issue, durably. Answers what of
   * it reads like findings of earlier rounds; `compared`: that answer, where the caller has it already.
   * @throws Refusal ROUND_EXISTS, POLICY_VERSION_TAKEN, UNKNOWN_ROUND, RECHECK_NOT_EARLIER, INVALID_TEXT
   */
  async openRound(entry: RoundEntry, by: string, alongside?: Alongside, compared?: readonly LineageProposal[]): Promise<readonly LineageProposal[]> {
    demandStorable({ head: entry.head, policy: entry.policy, drafts: entry.drafts });
    // The years before the feedback would travel with every issue's history, for nothing.
    const days = sliceDayTable(entry.days, entry.head.feedback);
    await keepPolicy(this.ledger, entry.policy, by, entry.at);
    // Before anything is written: a round that is there has been compared with the others.
    const proposals = compared ?? await likeEarlier(this.ledger, entry.head, entry.policy, entry.drafts);
    await saveRound(this.ledger, { ...entry, days }, async (trx) => {
      await alongside?.(trx);
      await saveProposals(trx, proposals, entry.at);
    });
    await this.startRound({ head: entry.head, policy: entry.policy, days, by, issues: entry.drafts.length, opened: 0, state: null });
    return proposals;
  }

  /** Starts a round's workflow; one that runs already is left alone. */
  async startRound(input: RoundInput): Promise<void> {
    await this.unlessRunning(() =>
      this.engine.workflow.start(ROUND_WORKFLOW, { ...roundOptions(this, input.head), args: [input] }),
    );
  }

  /** Starts an issue's workflow from its state; one that runs already is left alone. For the rebuild. */
  async resumeIssue(issueId: string, state: IssueState): Promise<void> {
    const input: IssueInput = { start: 'resume', state, acts: [] };
    await this.unlessRunning(() => this.engine.workflow.start(ISSUE_WORKFLOW, { ...issueOptions(this, issueId, state), args: [input] }));
  }

  /**
   * Does an act on an issue in a person's name, and answers when the ledger has it.
   * @throws Refusal whatever the rules say, UNKNOWN_ISSUE, UNKNOWN_PERSON, PERSON_LEFT, UNKNOWN_POST, NOT_DEPUTY, INVALID_ACT, INVALID_TEXT
   */
  async act(issueId: string, person: string, act: Act, options: ActOptions = {}): Promise<ActResult> {
    const day = dayOf(options.at ?? Date.now());
    const checked = checkAct(actSchema, act);
    await demandNamed(this.ledger, checked, day);
    const request: ActRequest = { act: checked, actor: await actorOf(this.ledger, person, day, { subject: issueId, onBehalfOf: options.onBehalfOf }), seen: options.seen ?? null };
    return await this.send(issueId, request, options.key ?? newActId());
  }

  /**
   * An act whose actor is known and whose content was checked: for many issues at once, without a look-up for each.
   * @throws Refusal whatever the rules say, UNKNOWN_ISSUE
   */
  async send(issueId: string, request: ActRequest, updateId: string): Promise<ActResult> {
    return await sendAct(this, issueId, request, updateId);
  }

  /**
   * Does an act on a round itself (plan, report, assessment) in a person's name, and answers when the ledger has it.
   * @throws Refusal whatever the rules say, UNKNOWN_ROUND, UNKNOWN_PERSON, NOT_DEPUTY, INVALID_ACT, INVALID_TEXT
   */
  async actOnRound(round: string, person: string, act: RoundActInput, options: ActOptions = {}): Promise<RoundActResult> {
    const request: RoundActRequest = {
      act: checkAct(roundActSchema, act),
      actor: await actorOf(this.ledger, person, dayOf(options.at ?? Date.now()), { subject: makeRoundId(round), onBehalfOf: options.onBehalfOf }),
      seen: options.seen ?? null,
    };
    return await sendRoundAct(this, round, request, options.key ?? newActId());
  }

  /** The state of an issue as its history in the ledger says. @throws Refusal UNKNOWN_ISSUE */
  async issue(issueId: string): Promise<IssueState> {
    return await issueInLedger(this.ledger, issueId);
  }

  /** Starts the workflow of an issue that was added to a round that runs; one that was ever started is left alone. */
  async openIssue(input: Extract<IssueInput, { start: 'open' }>): Promise<void> {
    const { command } = input;
    const options = issueOptions(this, makeIssueId(command.round, command.number), command);
    await this.unlessRunning(() => this.engine.workflow.start(ISSUE_WORKFLOW, { ...options, args: [input], workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
  }

  private async unlessRunning(start: () => Promise<unknown>): Promise<void> {
    try {
      await start();
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}

/** @throws Refusal INVALID_ACT, INVALID_TEXT naming the field */
const checkAct = <S extends z.ZodType>(schema: S, act: unknown): z.output<S> => {
  demandStorable(act);
  const checked = schema.safeParse(act);
  if (checked.success) return checked.data;
  const { field, zh, en } = firstFault(checked.error);
  return refuse('INVALID_ACT', `办理内容有误（${field}）：${zh}`, `the act is not valid (${field}): ${en}`, { field });
};
