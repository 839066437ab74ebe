import { isDay, type Day } from '../../domain/time.ts';
import type { AbsenceEntry } from '../../ledger/absences.ts';
import type { PersonEntry, PostEntry, UnitEntry } from '../../ledger/directory.ts';
import type { Directory } from '../../ledger/directory-view.ts';
import { namesIn } from '../register-in/find-party.ts';
import { failed, readDue, type RowReason } from '../register-in/read-cells.ts';
import { publishedDayTable } from '../day-tables.ts';
import type { CellValue } from '../sheets/table.ts';
import { badId, byIdOrName, type Change, changesOf, type ChatEntry, chatOf, EMAIL, idOf, inRing, unitId } from './people-cells.ts';
import type { PeopleRow } from './read-people.ts';
import type { TableKind } from './fields.ts';

/** What is on record: the directory, leave that is not cancelled, and the settings of group robots by person. */
export type Recorded = { readonly directory: Directory; readonly absences: readonly AbsenceEntry[]; readonly chat: Readonly<Record<string, ChatEntry>>; readonly today: Day };

export type PeopleOutcome = 'new' | 'same' | 'different' | 'failed';
export type PlannedPerson = { readonly kind: TableKind; readonly sheet: string; readonly row: number; readonly id: string; readonly name: string; readonly outcome: PeopleOutcome; readonly reasons: readonly RowReason[]; readonly changes: readonly Change[] };

export type PeoplePlan = {
  readonly rows: readonly PlannedPerson[];
  readonly units: readonly UnitEntry[];
  readonly people: readonly PersonEntry[];
  readonly leaving: readonly { readonly person: string; readonly on: Day }[];
  readonly posts: readonly PostEntry[];
  readonly absences: readonly AbsenceEntry[];
  readonly chat: Readonly<Record<string, ChatEntry>>;
};

type Term = { readonly person: string; readonly from: Day | null; readonly to: Day | null };
type WantedPost = { id: string; title: string; unit: string; heads: boolean; terms: Term[]; vacant: boolean; rows: number[] };

/** Decides what a book of people changes. Nothing is changed by that; what stands in the directory and not in the book is left alone. */
export const planPeople = (rows: readonly PeopleRow[], recorded: Recorded): PeoplePlan => new Planner(recorded).plan(rows);

/** Goes through units, people, posts and leave in this order: what comes later names what came before. */
class Planner {
  private readonly recorded: Recorded;
  private readonly out: PlannedPerson[] = [];
  private readonly units = new Map<string, UnitEntry>();
  private readonly people = new Map<string, PersonEntry>();
  private readonly leaving: { person: string; on: Day }[] = [];
  private readonly posts = new Map<string, WantedPost>();
  private readonly absences: AbsenceEntry[] = [];
  private readonly chat: Record<string, ChatEntry> = {};
  private readonly seen = new Set<string>();
  /** The first row of each post, by which it is told. */
  private readonly firstRows = new Map<string, { readonly row: PeopleRow; readonly known: boolean }>();

  constructor(recorded: Recorded) {
    this.recorded = recorded;
  }

  plan(rows: readonly PeopleRow[]): PeoplePlan {
    const units = rows.filter((row) => row.kind === 'unit');
    const named = new Map([...this.recorded.directory.units.map(({ id, name }) => [id, name] as const), ...units.map((row) => [unitId(row), row.text('name')] as const)]);
    for (const row of units) this.unit(row, named, units);
    for (const row of rows.filter((one) => one.kind === 'person')) this.person(row);
    for (const row of rows.filter((one) => one.kind === 'post')) this.post(row, namesIn(row.text('holder')));
    const posts = this.wantedPosts();
    for (const row of rows.filter((one) => one.kind === 'absence')) this.absence(row);
    return { rows: this.out, units: [...this.units.values()], people: [...this.people.values()], leaving: this.leaving, posts, absences: this.absences, chat: this.chat };
  }

  private say(row: PeopleRow, id: string, name: string, reasons: readonly RowReason[], known: boolean, changes: readonly Change[]): boolean {
    const bad = reasons.some((one) => one.level === 'failed');
    const outcome = bad ? 'failed' : !known ? 'new' : changes.length > 0 ? 'different' : 'same';
    this.out.push({ kind: row.kind, sheet: row.sheet, row: row.row, id, name, outcome, reasons, changes });
    return outcome === 'new' || outcome === 'different';
  }

  private unit(row: PeopleRow, named: ReadonlyMap<string, string>, all: readonly PeopleRow[]): void {
    const [id, name] = [unitId(row), row.text('name')];
    const reasons: RowReason[] = [...badId(id, name), ...this.twice(`unit ${id}`, id)];
    const wanted = row.text('superior');
    const superior = wanted === '' ? null : (byIdOrName(wanted, named) ?? '');
    if (superior === '') reasons.push(failed('superior', 'UNKNOWN_UNIT', `没有单位“${wanted}”`, `there is no unit "${wanted}"`));
    else if (inRing(id, superior, all, this.recorded.directory, named)) reasons.push(failed('superior', 'UNIT_CYCLE', '上级关系成环', 'its superiors form a ring'));
    const known = this.recorded.directory.units.find((unit) => unit.id === id);
    const changes = known === undefined ? [] : changesOf([['单位名称', known.name, name], ...(row.has('superior') ? [['上级单位', known.superior ?? '', superior ?? ''] as const] : [])]);
    if (this.say(row, id, name, reasons, known !== undefined, changes)) this.units.set(id, { id, name, superior: row.has('superior') ? superior : (known?.superior ?? null) });
  }

  private person(row: PeopleRow): void {
    const name = row.text('name').replace(/\s+/g, '');
    const [found, reasons] = this.personId(row, name);
    const id = found;
    reasons.push(...badId(id, name), ...this.twice(`person ${id}`, id));
    const email = row.text('email');
    if (email !== '' && !EMAIL.test(email)) reasons.push(failed('email', 'EMAIL_INVALID', `“${email}”不是邮箱`, `"${email}" is no mail address`));
    const left = this.day(row, 'leftOn', reasons);
    const known = this.recorded.directory.people.find((one) => one.id === id);
    const chat = chatOf(row, reasons);
    const had = this.recorded.chat[id] ?? {};
    const changes = changesOf([
      ['姓名', known?.name ?? '', name],
      ['邮箱', known?.email ?? '', email === '' ? (known?.email ?? '') : email],
      ['离任日期', known?.leftOn ?? '', left ?? known?.leftOn ?? ''],
      ['手机', had.mobile ?? '', chat.mobile ?? had.mobile ?? ''],
      ['群机器人用户编号', had.userId ?? '', chat.userId ?? had.userId ?? ''],
      ['通知方式', had.channel ?? '', chat.channel ?? had.channel ?? ''],
    ]);
    const taken = this.say(row, id, name, reasons, known !== undefined, changes);
    if (this.out.at(-1)?.outcome === 'failed') return;
    if (taken) {
      if (known === undefined || changes.some(({ zh }) => zh === '姓名' || zh === '邮箱')) this.people.set(id, { id, name, email: email === '' ? (known?.email ?? null) : email });
      if (left !== null && left !== known?.leftOn) this.leaving.push({ person: id, on: left });
      if (changes.some(({ zh }) => ['手机', '群机器人用户编号', '通知方式'].includes(zh))) this.chat[id] = { ...had, ...chat };
    } else this.people.set(id, { id, name, email: known?.email ?? null });
    if (row.text('title') !== '') this.wantPost(row, idOf(`${row.text('unit')}-${row.text('title')}`), row.text('title'), [{ person: id, from: this.day(row, 'from', []), to: null }], false);
  }

  /** By the id given, else whoever has the name on record, else the name itself. */
  private personId(row: PeopleRow, name: string): [string, RowReason[]] {
    const given = row.text('id');
    if (given !== '') return [given, []];
    const named = this.recorded.directory.people.filter((one) => one.name.replace(/\s+/g, '') === name);
    if (named.length > 1) return [idOf(name), [failed('id', 'PARTY_AMBIGUOUS', `人员表中有${named.length}个“${name}”，请写人员编号`, `there are ${named.length} of the name "${name}"; write the id`)]];
    return [named[0]?.id ?? idOf(name), []];
  }

  private post(row: PeopleRow, holders: readonly string[]): void {
    const title = row.text('title');
    const id = row.text('id') === '' ? idOf(`${row.text('unit')}-${title}`) : row.text('id');
    const reasons: RowReason[] = badId(id, title);
    const [from, to] = [this.day(row, 'from', reasons), this.day(row, 'to', reasons)];
    if (from !== null && to !== null && to <= from) reasons.push(failed('to', 'DATE_NOT_AFTER', `任职止 ${to} 须晚于 ${from}`, `the end of the term, ${to}, must be later than ${from}`));
    const terms = holders.flatMap((text): Term[] => {
      const person = this.find(text, reasons, 'holder');
      return person === null ? [] : [{ person, from, to }];
    });
    if (reasons.length > 0) this.say(row, id, title, reasons, false, []);
    else this.wantPost(row, id, title, terms, row.text('holder') === '空缺');
  }

  /** One row a holder, or one row with several: rows of the same post belong together. */
  private wantPost(row: PeopleRow, id: string, title: string, terms: readonly Term[], vacant: boolean): void {
    const wanted = this.posts.get(id) ?? { id, title, unit: row.text('unit'), heads: /^(?:是|√|1|主要负责人)$/.test(row.text('heads')), terms: [], vacant: false, rows: [] };
    this.posts.set(id, { ...wanted, terms: [...wanted.terms, ...terms], vacant: wanted.vacant || vacant, rows: [...wanted.rows, row.row] });
    const known = this.recorded.directory.posts.find((post) => post.id === id);
    // What changes is told once, with the first of its rows.
    if (wanted.rows.length === 0) this.firstRows.set(id, { row, known: known !== undefined });
  }

  private wantedPosts(): readonly PostEntry[] {
    return [...this.posts.values()].flatMap((wanted): PostEntry[] => {
      const first = this.firstRows.get(wanted.id);
      if (first === undefined) return [];
      const known = this.recorded.directory.posts.find((post) => post.id === wanted.id);
      const { today } = this.recorded;
      const live = (known?.holders ?? []).filter(({ to }) => to === null || to > today);
      // A blank cell says nothing of the holders; 空缺 says that there are none.
      const terms = wanted.terms.length === 0 && !wanted.vacant ? live : wanted.terms;
      const told = terms.map((term) => ({ ...term, from: term.from ?? live.find((one) => one.person === term.person)?.from ?? null }));
      const inWords = (list: readonly Term[]): string => list.map(({ person, from, to }) => `${person}${from === null ? '' : ` ${from}起`}${to === null ? '' : ` ${to}止`}`).toSorted().join('、');
      const unit = this.unitOf(wanted.unit) ?? known?.unitId ?? wanted.unit;
      const heads = first.row.has('heads') ? wanted.heads : (known?.heads ?? false);
      const changes = changesOf([['岗位名称', known?.title ?? '', wanted.title], ['单位', known?.unitId ?? known?.unit ?? '', wanted.unit === '' ? (known?.unitId ?? known?.unit ?? '') : unit], ['单位负责人', known?.heads === true ? '是' : '', heads ? '是' : ''], ['任职', inWords(live), inWords(told)]]);
      if (!this.say({ ...first.row, kind: 'post' }, wanted.id, wanted.title, [], first.known, changes)) return [];
      const holders = told.map(({ person, from, to }) => (from === null && to === null ? person : { person, ...(from === null ? {} : { from }), to }));
      return [{ id: wanted.id, title: wanted.title, unit: wanted.unit === '' ? (known?.unitId ?? known?.unit ?? '') : unit, holders, heads }];
    });
  }

  private unitOf(text: string): string | undefined {
    return byIdOrName(text, new Map([...this.recorded.directory.units, ...this.units.values()].map(({ id, name }) => [id, name])));
  }

  private absence(row: PeopleRow): void {
    const reasons: RowReason[] = [];
    const [person, deputy] = [this.find(row.text('person'), reasons, 'person'), this.find(row.text('deputy'), reasons, 'deputy')];
    const [from, last] = [this.day(row, 'from', reasons), this.day(row, 'last', reasons)];
    if (from === null || last === null) reasons.push(failed('from', 'DATE_MISSING', '休假须写明起止日期', 'leave needs its first and last day'));
    else if (last < from) reasons.push(failed('last', 'DATE_NOT_AFTER', `休假至 ${last} 不能早于 ${from}`, `the last day, ${last}, must not be earlier than ${from}`));
    if (person !== null && person === deputy) reasons.push(failed('deputy', 'DEPUTY_IS_SELF', '代理人不能是本人', 'nobody is his own deputy'));
    const entry = person === null || deputy === null || from === null || last === null ? null : { person, deputy, from, last, reason: row.text('reason') === '' ? '休假' : row.text('reason') };
    const same = entry !== null && this.recorded.absences.some((one) => one.person === entry.person && one.deputy === entry.deputy && one.from === entry.from && one.last === entry.last);
    const overlaps = entry !== null && !same && [...this.recorded.absences, ...this.absences].some((one) => one.person === entry.person && one.from <= entry.last && entry.from <= one.last);
    if (overlaps) reasons.push(failed('from', 'ABSENCE_OVERLAPS', '与已有的休假登记重叠，请先销假', 'it overlaps with leave on record; cancel that first'));
    if (this.say(row, person ?? row.text('person'), row.text('person'), reasons, same, []) && entry !== null) this.absences.push(entry);
  }

  /** A person by id or name, of the book or on record. */
  private find(text: string, reasons: RowReason[], field: string): string | null {
    const plain = text.replace(/\s+/g, '');
    const everybody = new Map([...this.recorded.directory.people, ...this.people.values()].map(({ id, name }) => [id, name.replace(/\s+/g, '')]));
    if (everybody.has(plain)) return plain;
    const named = [...everybody].filter(([, name]) => name === plain).map(([id]) => id);
    if (named.length === 1) return named[0] ?? null;
    const [code, zh, en] = named.length === 0 ? ['UNKNOWN_PERSON', `人员表中没有“${text}”`, `there is no person "${text}"`] : ['PARTY_AMBIGUOUS', `“${text}”有${named.length}人（${named.join('、')}），请写编号`, `"${text}" fits ${named.length} people (${named.join(', ')}); write the id`];
    reasons.push(failed(field, code, zh, en));
    return null;
  }

  private day(row: PeopleRow, field: string, reasons: RowReason[]): Day | null {
    const value: CellValue = row.value(field);
    const text = row.text(field);
    if (text === '') return null;
    if (isDay(text)) return text;
    const read = readDue(value, field, this.recorded.today, publishedDayTable());
    reasons.push(...read.reasons);
    return read.due?.day ?? null;
  }

  private twice(key: string, id: string): readonly RowReason[] {
    if (!this.seen.has(key)) {
      this.seen.add(key);
      return [];
    }
    return [failed('id', 'ID_TWICE', `编号“${id}”在表中出现两次`, `the id "${id}" stands in the table twice`)];
  }
}
