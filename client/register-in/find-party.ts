import type { PartyRef } from '../../domain/party.ts';
import type { Day } from '../../domain/time.ts';
import { holdersOn, type Directory } from '../../ledger/directory-view.ts';

/** What a name in a cell may mean: everything that fits, the best first; nobody where nobody fits. */
export type FoundParty = { readonly text: string; readonly refs: readonly PartyRef[]; /** Several different people or posts fit. */ readonly ambiguous: readonly string[] };

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
/** Nobody is named: our own dash, and what people write into an empty cell. */
const NOBODY = /^[—\-–/无暂空缺]*$/u;

/** The names of a cell: 张三、李四; a line each; 张三/李四. A blank within a name (王 五) separates nobody. */
export const namesIn = (text: string): readonly string[] =>
  text
    .split(/[、,，;；/\n]+/u)
    .map((name) => name.replace(/(?:\+?86)?1\d{10}|\d{3,4}-\d{7,8}/g, '').trim())
    .filter((name) => name !== '' && !NOBODY.test(name));

/** Looks people and posts up by what registers print. */
export class PartyFinder {
  private readonly people: ReadonlyMap<string, readonly string[]>;
  private readonly posts: ReadonlyMap<string, readonly string[]>;
  private readonly ids: ReadonlySet<string>;
  private readonly held: ReadonlyMap<string, readonly string[]>;
  private readonly describe: ReadonlyMap<string, string>;
  private readonly found = new Map<string, FoundParty>();

  constructor(directory: Directory, day: Day) {
    const here = directory.people.filter(({ leftOn }) => leftOn === null || leftOn > day);
    this.people = grouped(here.map(({ id, name }) => [plain(name), id]));
    this.posts = grouped(directory.posts.flatMap(({ id, title, unit }) => [[plain(title), id] as const, [plain(`${unit}${title}`), id] as const]));
    this.ids = new Set([...here.map(({ id }) => `person:${id}`), ...directory.posts.map(({ id }) => `post:${id}`)]);
    this.held = grouped(directory.posts.flatMap((post) => holdersOn(post, day).map((person) => [person, post.id] as const)));
    this.describe = new Map(directory.people.map(({ id, name }) => [id, name]));
  }

  /** A person, for an owner: posts do not own. Thousands of rows name a few dozen; each is looked up once. */
  person(text: string): FoundParty {
    return this.once(`person ${text}`, () => this.findPerson(text));
  }

  /**
   * A leader: a post by its title (分管副镇长（孙八）), else a person and the posts he holds. The post comes first: whoever
   * follows in it is meant from then on.
   */
  leader(text: string): FoundParty {
    return this.once(`leader ${text}`, () => this.findLeader(text));
  }

  private once(key: string, find: () => FoundParty): FoundParty {
    const found = this.found.get(key) ?? find();
    this.found.set(key, found);
    return found;
  }

  private findPerson(text: string): FoundParty {
    const found = this.peopleIn(text);
    return { text, refs: found.map((id): PartyRef => `person:${id}`), ambiguous: found.length > 1 ? found.map((id) => `${this.describe.get(id) ?? id}（${id}）`) : [] };
  }

  private findLeader(text: string): FoundParty {
    const [head, inner] = bracketed(plain(text));
    const posts = this.ids.has(`post:${head}`) ? [head] : (this.posts.get(head) ?? []);
    if (posts.length > 0) {
      const holder = inner === '' ? [] : this.peopleIn(inner);
      const fit = posts.length === 1 || holder.length === 0 ? posts : posts.filter((post) => holder.some((person) => (this.held.get(person) ?? []).includes(post)));
      const refs = (fit.length > 0 ? fit : posts).map((id): PartyRef => `post:${id}`);
      return { text, refs, ambiguous: refs.length > 1 ? refs : [] };
    }
    const people = this.peopleIn(text);
    if (people.length !== 1) return { text, refs: people.map((id): PartyRef => `person:${id}`), ambiguous: people.map((id) => `${this.describe.get(id) ?? id}（${id}）`) };
    const [person = ''] = people;
    const held = this.held.get(person) ?? [];
    // Of somebody with several posts nobody can say in which one he answers for it.
    return { text, refs: [...(held.length === 1 ? held.map((id): PartyRef => `post:${id}`) : []), `person:${person}`, ...(held.length > 1 ? held.map((id): PartyRef => `post:${id}`) : [])], ambiguous: [] };
  }

  /** By id, by name, by the name beside a title (副镇长孙八, 孙八（副镇长）). */
  private peopleIn(text: string): readonly string[] {
    const whole = plain(text);
    const [head, inner] = bracketed(whole);
    for (const name of [whole, head, inner]) {
      if (name === '') continue;
      if (this.ids.has(`person:${name}`)) return [name];
      const known = this.people.get(name);
      if (known !== undefined) return known;
    }
    return this.besideTitle(head);
  }

  private besideTitle(text: string): readonly string[] {
    for (let length = Math.min(4, text.length - 2); length >= 2; length -= 1) {
      const [front, back] = [this.people.get(text.slice(0, length)), this.people.get(text.slice(-length))];
      if (front !== undefined && TITLE.test(text.slice(length))) return front;
      if (back !== undefined && TITLE.test(text.slice(0, -length))) return back;
    }
    return [];
  }
}

const TITLE = /(?:同志|书记|主任|局长|镇长|乡长|县长|市长|区长|部长|科长|处长|院长|校长|经理|组长|股长|站长|所长|委员|主席|干事|会计|常委|乡科|总监|董事长|副职|正职)$/u;
/** `分管副镇长(孙八)` as its two parts. */
const bracketed = (text: string): readonly [string, string] => {
  const match = /^([^(]*)\(([^)]*)\)$/u.exec(text);
  return match === null ? [text, ''] : [match[1] ?? '', match[2] ?? ''];
};

const grouped = (pairs: ReadonlyArray<readonly [string, string]>): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    const list = map.get(key) ?? [];
    if (!list.includes(id)) map.set(key, [...list, id]);
  }
  return map;
};
