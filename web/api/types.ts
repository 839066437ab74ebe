import type { ImportSettingsInput } from '../../client/api/imports.ts';
import type { AnswerOf } from '../../client/api/typed-client.ts';

/** What the API answers, by the names that the page has for it: the very types of the routes' schemas, none written twice. */
export type Me = AnswerOf<'GET /api/me'>;
export type Standing = Me['standings'][number];

export type OtherLogin = AnswerOf<'GET /api/sign-in'>['providers'][number];

export type Todos = AnswerOf<'GET /api/todo'>;
export type Todo = Todos['todos'][number];
export type UnconfirmedNotice = Todos['toConfirm'][number];

export type IssuePage = AnswerOf<'GET /api/issues'>;
export type IssueRow = IssuePage['issues'][number];
export type IssueView = AnswerOf<'GET /api/issues/:round/:number'>;
export type EventEntry = AnswerOf<'GET /api/issues/:round/:number/timeline'>['events'][number];
export type ToldEntry = AnswerOf<'GET /api/issues/:round/:number/told'>['told'][number];

export type Actions = AnswerOf<'GET /api/issues/:round/:number/actions'>;
export type Possibility = Actions['actions'][number];
/** The form of an act. */
export type JsonSchema = Possibility['schema'];
export type ActResult = AnswerOf<'POST /api/issues/:round/:number/acts'>;
export type BulkItem = AnswerOf<'POST /api/bulk'>['items'][number];
export type RefusalWords = NonNullable<Possibility['refusal']>;
export type Words = Pick<RefusalWords, 'zh' | 'en'>;

export type Round = AnswerOf<'GET /api/rounds'>['rounds'][number];
export type RoundView = AnswerOf<'GET /api/rounds/:round'>;
export type RoundCounts = AnswerOf<'GET /api/rounds/:round/counts'>;
export type DrawListing = AnswerOf<'GET /api/rounds/:round/draws'>['draws'][number];
export type LookBackListing = AnswerOf<'GET /api/rounds/:round/look-backs'>['lookBacks'][number];
export type Rehearsal = AnswerOf<'POST /api/rounds/:round/rehearsal'>;

export type RoundActions = AnswerOf<'GET /api/rounds/:round/actions'>;
export type RoundPossibility = RoundActions['actions'][number];
export type RoundMoment = AnswerOf<'GET /api/rounds/:round/history'>['events'][number];
export type RehearsalUnderWay = AnswerOf<'GET /api/rounds/:round/rehearsal/progress'>;
export type RoundBreakdown = AnswerOf<'GET /api/rounds/:round/breakdown'>;
export type LightCounts = RoundBreakdown['leaders'][number];
export type DateBar = RoundBreakdown['bars'][number];
export type ProgressDay = RoundBreakdown['progress'][number];
export type RollupRow = AnswerOf<'GET /api/rounds/:round/rollups'>['rollups'][number];
export type PaperLine = AnswerOf<'GET /api/rounds/:round/papers'>['papers'][number];
export type ReportPage = AnswerOf<'POST /api/rounds/:round/report'>;
export type ReportCheck = AnswerOf<'POST /api/rounds/:round/report/check'>;
export type WithheldRow = AnswerOf<'GET /api/rounds/:round/withheld'>['withheld'][number];
export type DrawCheck = AnswerOf<'GET /api/rounds/:round/draws/:number/check'>;
export type CommonLine = AnswerOf<'GET /api/rounds/:round/common'>['common'][number];
export type CommonPage = AnswerOf<'GET /api/rounds/:round/common/:number'>;
export type CommonCorrection = AnswerOf<'GET /api/rounds/:round/common/:number/correction'>;
export type KeptProposal = AnswerOf<'GET /api/rounds/:round/lineage'>['proposals'][number];

export type ImportPreview = AnswerOf<'POST /api/imports/preview'>;
export type ImportResult = AnswerOf<'POST /api/imports'>;
export type ReportPreview = Extract<ImportPreview, { kind: 'report' }>['report'];
export type RegisterPreview = Extract<ImportPreview, { kind: 'register' }>['register'];
export type ReadIssue = ReportPreview['issues'][number];
export type ReportStatus = ReadIssue['status'];
export type LineageProposal = ReportPreview['lineage'][number];
/** What goes into the form of an import beside the file. */
export type { ImportSettingsInput } from '../../client/api/imports.ts';
export type { ByHandInput } from '../../client/import/by-hand.ts';
export type SheetLayout = NonNullable<ImportSettingsInput['layout']>;

export type Policy = AnswerOf<'GET /api/policies/:name'>;
export type Person = AnswerOf<'GET /api/people'>['people'][number];
export type PolicyLine = AnswerOf<'GET /api/policies'>['policies'][number];
export type Unit = AnswerOf<'GET /api/units'>['units'][number];
export type LookBackCall = AnswerOf<'GET /api/look-back-calls'>['calls'][number];
export type HandedOver = AnswerOf<'POST /api/hand-overs'>;
export type Exports = AnswerOf<'GET /api/exports'>;
export type Webhooks = AnswerOf<'GET /api/webhooks'>;
export type Webhook = Webhooks['webhooks'][number];
export type CalendarFeed = AnswerOf<'GET /api/calendar-feeds'>['feeds'][number];
