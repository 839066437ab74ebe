import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { SCOPES, type Scope } from '../../domain/route-right.ts';
import { instantInWords } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { action, type CommandContext } from './context.ts';
import { outOption, writeList } from './list-out.ts';
import { noted } from './noted.ts';
import { wholeFrom, wordsFrom } from './parse.ts';
import { table } from './table.ts';

/** Whoever sits at the machine keeps the accounts, as at the first start. */
const BY = 'command-line';

const ledgerOf = async (context: CommandContext): Promise<LedgerDatabase> => (await context.client()).ledger;

/** `huitoukan account list|invite|link|disable|enable|revoke|grant` and `account token issue|list|revoke` */
export const addAccountCommands = (program: Command): void => {
  const account = program.command('account').description('页面和接口的账号 / accounts of the page and the API');
  account
    .command('list')
    .description('全部账号 / all accounts')
    .action(
      action(async (context) => {
        const { listAccounts } = await import('../../ledger/accounts.ts');
        const accounts = await listAccounts(await ledgerOf(context));
        context.answer({ accounts }, () =>
          table(accounts, [
            { head: '账号', value: (row) => row.username, max: 24 },
            { head: '姓名', value: (row) => row.name, max: 20 },
            { head: '人员', value: (row) => row.person, max: 24 },
            { head: '身份', value: (row) => (row.administrator ? '管理员' : row.person === null ? '查阅' : '办理') },
            { head: '密码', value: (row) => (row.ready ? '已设' : '未设') },
            { head: '验证码', value: (row) => (row.secondFactor ? '已绑定' : '') },
            { head: '登录', value: (row) => row.sessions },
            { head: '停用', value: (row) => (row.disabledAt === null ? '' : instantInWords(row.disabledAt)) },
          ]),
        );
      }),
    );
  addInvitations(account);
  addClosing(account);
  addTokens(account);
};

const tellLink = (context: CommandContext, name: string, link: string, expiresAt: number): void =>
  context.answer({ account: name, link, expiresAt }, `账号 ${name} 的一次性链接，${instantInWords(expiresAt)}前有效，只显示这一次 / one-time link, shown this once:\n${link}`);

const addInvitations = (account: Command): void => {
  account
    .command('invite <username>')
    .description('建账号并给出一次性链接 / makes an account and its one-time link')
    .option('--person <person>', '对应的人员 / the person of the directory')
    .option('--name <name>', '姓名（默认用人员表）/ name, that of the person by default')
    .option('--administrator', '管理员：管账号和规则，不参与办理 / keeps accounts, has no part in cases')
    .action(
      action(async (context, username: string, { person, name, administrator }: { person?: string; name?: string; administrator?: boolean }) => {
        const [{ createAccount, invite }, { invitationLink }, { USERNAME }] = await Promise.all([import('../../ledger/accounts.ts'), import('../api/first-start.ts'), import('../api/username.ts')]);
        const known = username.trim().toLowerCase();
        if (!USERNAME.test(known)) refuse('INVALID_USERNAME', '账号名为2到64个文字、数字或._-', 'an account’s name has 2 to 64 letters, digits or ._-', { username });
        const ledger = await ledgerOf(context);
        const id = await createAccount(ledger, { username: known, name: name ?? (await nameOf(ledger, person)) ?? known, person: person ?? null, administrator: administrator === true });
        const { token, expiresAt } = await invite(ledger, id, BY, Date.now());
        await noted(context, 'account invite', id);
        tellLink(context, known, invitationLink(await webAddress(context), token), expiresAt);
      }),
    );
  account
    .command('link <account>')
    .description('重发一次性链接，也用于忘记密码 / another one-time link, also for a forgotten password')
    .action(
      action(async (context, name: string) => {
        const [{ findAccount, invite }, { invitationLink }] = await Promise.all([import('../../ledger/accounts.ts'), import('../api/first-start.ts')]);
        const ledger = await ledgerOf(context);
        const { id, username } = await findAccount(ledger, name);
        const { token, expiresAt } = await invite(ledger, id, BY, Date.now());
        await noted(context, 'account link', id);
        tellLink(context, username, invitationLink(await webAddress(context), token), expiresAt);
      }),
    );
};

/** @throws Refusal UNKNOWN_PERSON, PERSON_LEFT */
const nameOf = async (ledger: LedgerDatabase, person: string | undefined): Promise<string | undefined> => {
  if (person === undefined) return undefined;
  const [{ demandPeople, loadNames }, { dayOf }] = await Promise.all([import('../../ledger/people.ts'), import('../../domain/time.ts')]);
  const today = dayOf(Date.now());
  await demandPeople(ledger, [person], today);
  return (await loadNames(ledger, today)).person(person);
};

/** Where the page of the running instance is. */
const webAddress = async (context: CommandContext): Promise<string> => {
  const { dataFolderPath, readInstance } = await import('../../worker/data-folder.ts');
  return String(readInstance(dataFolderPath(context.options.data))?.['webAddress'] ?? 'http://127.0.0.1:8088');
};

const addClosing = (account: Command): void => {
  const change = (verb: string, description: string, work: (ledger: LedgerDatabase, id: string) => Promise<object>): Command =>
    account
      .command(`${verb} <account>`)
      .description(description)
      .action(
        action(async (context, name: string) => {
          const { findAccount } = await import('../../ledger/accounts.ts');
          const ledger = await ledgerOf(context);
          const { id, username } = await findAccount(ledger, name);
          const result = await work(ledger, id);
          await noted(context, `account ${verb}`, id);
          context.answer({ account: username, ...result }, `已办 / done: ${username}`);
        }),
      );
  change('disable', '停用，登录立即结束 / closes an account; its sessions end at once', async (ledger, id) => {
    await (await import('../../ledger/accounts.ts')).setDisabled(ledger, id, Date.now());
    return { disabled: true };
  });
  change('enable', '重新启用 / opens it again', async (ledger, id) => {
    await (await import('../../ledger/accounts.ts')).setDisabled(ledger, id, null);
    return { disabled: false };
  });
  change('revoke', '结束其全部登录 / ends all its sessions', async (ledger, id) => ({ ended: await (await import('../../ledger/accounts.ts')).endSessions(ledger, id) }));
  account
    .command('grant <account> [rounds...]')
    .description('授权查阅这些轮次（不写即全部收回）/ the rounds that it may read, these and no others')
    .action(
      action(async (context, name: string, rounds: readonly string[]) => {
        const { findAccount, grantRounds } = await import('../../ledger/accounts.ts');
        const ledger = await ledgerOf(context);
        const { id, username } = await findAccount(ledger, name);
        await grantRounds(ledger, id, rounds, BY, Date.now());
        await noted(context, 'account grant', id);
        context.answer({ account: username, rounds }, `${username} 可查阅轮次：${rounds.join('、') || '无'} / may read: ${rounds.join(', ') || 'none'}`);
      }),
    );
};

const addTokens = (account: Command): void => {
  const token = account.command('token').description('接口令牌 / tokens for other systems');
  token
    .command('issue <account>')
    .description('签发，只显示一次 / issues one, shown this once')
    .requiredOption('--name <name>', '用途 / what it is for')
    .option('--scopes <list>', `权限，逗号并列 / ${SCOPES.join(', ')}`, wordsFrom(SCOPES), ['read'] as readonly Scope[])
    .option('--days <n>', '有效天数 / days', wholeFrom(1, 366), 90)
    .action(
      action(async (context, name: string, options: { name: string; scopes: readonly Scope[]; days: number }) => {
        const [{ findAccount }, { issueToken }] = await Promise.all([import('../../ledger/accounts.ts'), import('../../ledger/api-tokens.ts')]);
        const ledger = await ledgerOf(context);
        const { id, username } = await findAccount(ledger, name);
        const issued = await issueToken(ledger, id, options, BY, Date.now());
        await noted(context, 'account token issue', id);
        context.answer({ account: username, ...issued, scopes: options.scopes }, `令牌 ${issued.id}，${instantInWords(issued.expiresAt)}前有效，只显示这一次 / token, shown this once:\n${issued.token}`);
      }),
    );
  token
    .command('list <account>')
    .description('其令牌 / its tokens')
    .addOption(outOption())
    .action(
      action(async (context, name: string, { out }: { out?: string }) => {
        const [{ findAccount }, { listTokens }] = await Promise.all([import('../../ledger/accounts.ts'), import('../../ledger/api-tokens.ts')]);
        const ledger = await ledgerOf(context);
        const tokens = await listTokens(ledger, (await findAccount(ledger, name)).id);
        if (out !== undefined) return await writeList(context, out, { name: '接口令牌', columns: (await import('../lists/settings.ts')).TOKEN_COLUMNS, rows: tokens });
        context.answer({ tokens }, () =>
          table(tokens, [
            { head: '编号', value: (row) => row.id },
            { head: '用途', value: (row) => row.name, max: 30 },
            { head: '权限', value: (row) => row.scopes.join(',') },
            { head: '有效至', value: (row) => instantInWords(row.expiresAt) },
            { head: '最近使用', value: (row) => (row.lastUsedAt === null ? '' : instantInWords(row.lastUsedAt)) },
            { head: '撤销', value: (row) => (row.revokedAt === null ? '' : instantInWords(row.revokedAt)) },
          ]),
        );
      }),
    );
  token
    .command('revoke <account> <token>')
    .description('撤销 / revokes one')
    .action(
      action(async (context, name: string, id: string) => {
        const [{ findAccount }, { revokeToken }] = await Promise.all([import('../../ledger/accounts.ts'), import('../../ledger/api-tokens.ts')]);
        const ledger = await ledgerOf(context);
        const found = await findAccount(ledger, name);
        await revokeToken(ledger, found.id, id, Date.now());
        await noted(context, 'account token revoke', found.id);
        context.answer({ account: found.username, revoked: id }, `已撤销 / revoked: ${id}`);
      }),
    );
};
