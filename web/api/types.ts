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

export type Policy = AnswerOf<'GET /api/policies/:name'>;
export type Person = AnswerOf<'GET /api/people'>['people'][number];
export type DeliveryState = AnswerOf<'GET /api/deliveries'>['deliveries'][number]['state'];
