/**
 * What one immediate issue under the default policy may do, written down once more and shorter than the rules: a second
 * opinion that shares nothing with `domain/`. No dates but the due date, which is told by the extensions.
 */
export type Who = 'p-owner' | 'p-second' | 'p-leader' | 'p-head' | 'p-superior' | 'p-sup' | 'p-team' | 'p-team2';
export type Deed =
  | { readonly do: 'accept' | 'progress' | 'submit' | 'sign' | 'return' | 'grant' | 'refuse' | 'suspend' | 'resume' | 'rebound' | 'reopen' }
  | { readonly do: 'evidence'; readonly piece: number }
  /** `to`: days after the feedback. */
  | { readonly do: 'request'; readonly to: number };
/** `seen`: the version that the actor had before his eyes. */
export type Try = Deed & { readonly who: Who; readonly seen: number | null };

export type Model = {
  status: 'assigned' | 'rectifying' | 'verifying' | 'closed';
  cycle: number;
  suspended: boolean;
  /** Days after the feedback; read from the ledger where working days decide. */
  due: number;
  pieces: number[];
  signed: Who[];
  pending: { readonly by: Who; readonly to: number; readonly levels: Who[] } | null;
  granted: number;
  grantedDays: number;
  /** Over all cycles. */
  hands: Who[];
  signers: Who[];
  events: string[];
};

export const newModel = (due: number): Model => ({
  status: 'assigned',
  cycle: 1,
  suspended: false,
  due,
  pieces: [],
  signed: [],
  pending: null,
  granted: 0,
  grantedDays: 0,
  hands: [],
  signers: [],
  events: ['opened'],
});

/** What an answer says: the events, or the code of the refusal. */
export type Outcome = readonly string[] | string;

const WORKERS: readonly Who[] = ['p-owner', 'p-leader'];
const JUDGES: readonly Who[] = ['p-leader', 'p-head', 'p-superior', 'p-sup', 'p-team', 'p-team2'];
const TEAM: readonly Who[] = ['p-team', 'p-team2'];
const MAY: Readonly<Record<Deed['do'], readonly Who[]>> = {
  accept: ['p-owner'],
  progress: WORKERS,
  evidence: WORKERS,
  submit: WORKERS,
  request: WORKERS,
  sign: JUDGES,
  return: JUDGES,
  grant: JUDGES,
  refuse: JUDGES,
  rebound: JUDGES,
  reopen: ['p-sup', ...TEAM],
  suspend: ['p-sup', 'p-superior'],
  resume: ['p-sup', 'p-superior'],
};
const MOST_TIMES = 2;
const MOST_DAYS = 180;

/** Why it is refused, in the order in which the system asks; null: it is done. */
const objection = (model: Model, { who, seen, ...deed }: Try): string | null => {
  const { status, suspended, hands, pending } = model;
  if (seen !== null && seen !== model.events.length) return 'STALE_VERSION';
  if (!MAY[deed.do].includes(who)) return 'NOT_ALLOWED';
  const wrong = (...right: Model['status'][]): string | null => (right.includes(status) ? null : 'WRONG_STATUS');
  const working = hands.includes(who) || who === 'p-owner' ? 'FOUR_EYES' : null;
  const still = suspended ? 'SUSPENDED' : null;
  switch (deed.do) {
    case 'accept':
      return wrong('assigned') ?? still;
    case 'progress':
      return wrong('rectifying');
    case 'evidence':
      return wrong('rectifying', 'verifying');
    case 'submit':
      return wrong('rectifying') ?? still ?? (model.pieces.length === 0 ? 'EVIDENCE_MISSING' : null);
    case 'sign':
    case 'return': {
      const turn: readonly Who[] = model.signed.length === 0 ? ['p-sup'] : TEAM;
      return wrong('verifying') ?? working ?? (model.signed.includes(who) ? 'SIGNED_ALREADY' : turn.includes(who) ? null : 'NOT_YOUR_TURN');
    }
    case 'request': {
      const asked = deed.to - model.due;
      const tooMuch = model.granted >= MOST_TIMES ? 'EXTENSION_TIMES' : model.grantedDays + asked > MOST_DAYS ? 'EXTENSION_DAYS' : null;
      return wrong('rectifying') ?? still ?? (pending !== null ? 'EXTENSION_PENDING' : asked <= 0 ? 'DATE_NOT_AFTER' : tooMuch);
    }
    case 'grant':
    case 'refuse':
      return pending === null ? 'NO_EXTENSION' : pending.levels[0] === who ? null : 'NOT_YOUR_LEVEL';
    case 'suspend':
      return wrong('assigned', 'rectifying') ?? still ?? working;
    case 'resume':
      return suspended ? null : 'NOT_SUSPENDED';
    case 'rebound':
      return wrong('closed') ?? (TEAM.includes(who) ? (model.signers.includes(who) ? 'FOUR_EYES' : null) : 'NOT_A_REVIEWER');
    case 'reopen':
      return wrong('closed');
  }
};

/** Does it in the model. */
export const step = (model: Model, attempt: Try): Outcome => {
  const refused = objection(model, attempt);
  if (refused !== null) return refused;
  const events = happen(model, attempt);
  model.events.push(...events);
  if (['accept', 'progress', 'evidence', 'submit'].includes(attempt.do) && events.length > 0 && !model.hands.includes(attempt.who)) model.hands.push(attempt.who);
  return events;
};

const happen = (model: Model, { who, ...deed }: Try): readonly string[] => {
  switch (deed.do) {
    case 'accept':
      model.status = 'rectifying';
      return ['accepted'];
    case 'progress':
      return ['progress-reported'];
    case 'evidence':
      if (model.pieces.includes(deed.piece)) return [];
      model.pieces.push(deed.piece);
      return ['evidence-added'];
    case 'submit':
      Object.assign(model, { status: 'verifying', signed: [], pending: null });
      return ['submitted'];
    case 'sign':
      model.signed.push(who);
      if (!model.signers.includes(who)) model.signers.push(who);
      if (model.signed.length === 1) return ['signed'];
      model.status = 'closed';
      return ['signed', 'closed'];
    case 'return':
      Object.assign(model, { status: 'rectifying', signed: [] });
      return ['returned'];
    case 'request':
      model.pending = { by: who, to: deed.to, levels: who === 'p-leader' ? ['p-sup'] : ['p-leader', 'p-sup'] };
      return ['extension-requested'];
    case 'grant': {
      const { pending } = model;
      if (pending === null) return [];
      model.pending = pending.levels.length === 1 ? null : { ...pending, levels: pending.levels.slice(1) };
      if (model.pending !== null) return ['extension-endorsed'];
      Object.assign(model, { granted: model.granted + 1, grantedDays: model.grantedDays + pending.to - model.due, due: pending.to });
      return ['extension-granted'];
    }
    case 'refuse':
      model.pending = null;
      return ['extension-refused'];
    case 'suspend':
    case 'resume':
      model.suspended = deed.do === 'suspend';
      return [deed.do === 'suspend' ? 'suspended' : 'resumed'];
    case 'rebound':
    case 'reopen':
      Object.assign(model, { status: 'rectifying', cycle: model.cycle + 1, pieces: [], signed: [] });
      return deed.do === 'rebound' ? ['look-back-recorded', 'reopened'] : ['reopened'];
  }
};
