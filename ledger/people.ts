import type { Hands, PartyRef } from '../domain/party.ts';
import { refuse } from '../domain/refusal.ts';
import type { Day } from '../domain/time.ts';
import { headsOfUnit } from '../domain/units.ts';
import type { LedgerDatabase } from './database.ts';
import { holdsOn } from './terms-held.ts';
import { loadUnitTree } from './units.ts';

/** A person with the posts held on a day. */
export type PersonListing = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly leftOn: Day | null;
  readonly posts: readonly { readonly id: string; readonly title: string; readonly unit: string }[];
};

/** Everybody in the directory with the posts held on `day`, those who left included. */
export const listPeople = async (db: LedgerDatabase, day: Day): Promise<PersonListing[]> => {
  const [people, held] = await Promise.all([
    db.selectFrom('person').selectAll().orderBy('id').execute(),
    heldOn(db, day).select(['person_id', 'post.id', 'post.title', 'post.unit']).orderBy('post.id').execute(),
  ]);
  const posts = Map.groupBy(held, (row) => row.person_id);
  return people.map(({ left_on: leftOn, ...person }) => ({
    ...person,
    leftOn,
    posts: (posts.get(person.id) ?? []).map(({ id, title, unit }) => ({ id, title, unit })),
  }));
};

const heldOn = (db: LedgerDatabase, day: Day) =>
  db
    .selectFrom('post_holder')
    .innerJoin('post', 'post.id', 'post_holder.post_id')
    .where(holdsOn(day));

/** Turns the ids that events keep into what people read, in one language. Names and titles are as people wrote them in either. */
type Names = {
  readonly person: (id: string) => string;
  /** `督查室主任（李四）`; a vacant post says so; nobody named is a dash. */
  readonly party: (ref: PartyRef | null) => string;
  readonly unit: (ref: PartyRef | null) => string | null;
  /** A unit by its id; one that is not in the directory is called by its id. */
  readonly unitNamed: (id: string) => string;
};
/** Names for a Chinese reader, and in `en` for an English one. */
export type NameBook = Names & { readonly en: Names };

/** Who did it: `钱七`, or where a deputy acted, both: `钱七（代张三）`. */
export const doerInWords = ({ by, onBehalfOf }: Hands, names: Pick<Names, 'person'>): string => (onBehalfOf === undefined ? names.person(by) : `${names.person(by)}（代${names.person(onBehalfOf)}）`);

/** Names as of `day`, in five statements for the whole directory. */
export const loadNames = async (db: LedgerDatabase, day: Day): Promise<NameBook> => {
  const [people, posts, held, tree] = await Promise.all([
    db.selectFrom('person').select(['id', 'name']).execute(),
    db.selectFrom('post').select(['id', 'title', 'unit']).execute(),
    heldOn(db, day).select(['post_id', 'person_id']).orderBy('person_id').execute(),
    loadUnitTree(db),
  ]);
  const unitNames = new Map(tree.units.map((row) => [row.id, row.name]));
  const names = new Map(people.map((row) => [row.id, row.name]));
  const titles = new Map(posts.map((row) => [row.id, row]));
  const holders = Map.groupBy(held, (row) => row.post_id);
  const inWords = (own: OwnWords): Names => {
    const person = (id: string): string => (id === 'system' ? own.system : (names.get(id) ?? id));
    const held = (title: string, ids: readonly string[]): string => own.held(title, ids.length === 0 ? own.vacant : ids.map(person).join(own.and));
    const holdersOf = (id: string): readonly string[] => (holders.get(id) ?? []).map((row) => row.person_id);
    return {
      person,
      party: (ref) => {
        if (ref === null) return '—';
        const id = ref.slice(ref.indexOf(':') + 1);
        if (ref.startsWith('post:')) return held(titles.get(id)?.title ?? id, holdersOf(id));
        return ref.startsWith('unit:') ? held(own.headOf(unitNames.get(id) ?? id), headsOfUnit(tree, id, holdersOf)) : person(id);
      },
      unit: (ref) => {
        const id = ref?.slice(ref.indexOf(':') + 1) ?? '';
        return ref?.startsWith('post:') === true ? (titles.get(id)?.unit ?? null) : ref?.startsWith('unit:') === true ? (unitNames.get(id) ?? id) : null;
      },
      unitNamed: (id) => unitNames.get(id) ?? id,
    };
  };
  return { ...inWords(OWN_WORDS.zh), en: inWords(OWN_WORDS.en) };
};

/** What stands between and instead of names. */
type OwnWords = { readonly system: string; readonly vacant: string; readonly and: string; readonly headOf: (unit: string) => string; readonly held: (title: string, holders: string) => string };
const OWN_WORDS: Readonly<Record<'zh' | 'en', OwnWords>> = {
  zh: { system: '系统', vacant: '空缺', and: '、', headOf: (unit) => `${unit}主要负责人`, held: (title, holders) => `${title}（${holders}）` },
  en: { system: 'the system', vacant: 'vacant', and: ', ', headOf: (unit) => `head of ${unit}`, held: (title, holders) => `${title} (${holders})` },
};

/** @throws Refusal UNKNOWN_POST */
export const demandPost = async (db: LedgerDatabase, post: string): Promise<void> => {
  const row = await db.selectFrom('post').select('id').where('id', '=', post).executeTakeFirst();
  if (row === undefined) refuse('UNKNOWN_POST', `没有岗位“${post}”，请先导入`, `there is no post "${post}"; import it first`, { post });
};

/** @throws Refusal UNKNOWN_PERSON, PERSON_LEFT naming the first of them who is not there on `day` */
export const demandPeople = async (db: LedgerDatabase, ids: readonly string[], day: Day): Promise<void> => {
  const rows = ids.length === 0 ? [] : await db.selectFrom('person').select(['id', 'left_on']).where('id', 'in', ids).execute();
  for (const person of ids) {
    const row = rows.find((one) => one.id === person);
    if (row === undefined) refuse('UNKNOWN_PERSON', `人员表中没有“${person}”，请先导入人员`, `there is no person "${person}"; import people first`, { person });
    else if (row.left_on !== null && row.left_on <= day) refuse('PERSON_LEFT', `${person}已于${row.left_on}离任`, `${person} left on ${row.left_on}`, { person });
  }
};
