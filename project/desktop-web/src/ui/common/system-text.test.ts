import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createI18n, type Language } from '../../i18n/create-i18n.js';
import { body } from '../../testing/samples.js';
import { eventText, systemText, type Words } from './system-text.js';

const NAMES: Record<string, string> = { '1': 'Anna', '2': 'Bert', '3': 'Carl', '4': 'Dora', '5': 'Emil' };
const words = {} as Record<Language, Words>;
beforeAll(() => {
  for (const language of ['en', 'zh'] as const) {
    const i18n = createI18n(language);
    const you = language === 'en' ? { subject: 'You', object: 'you' } : { subject: '你', object: '你' };
    const personOf = (id: string) => (id === '9' ? you : { subject: NAMES[id] ?? '?', object: NAMES[id] ?? '?' });
    words[language] = { t: i18n.t, language, personOf };
  }
});

const say = (language: Language, code: string, operatorId: string, targetIds: string[], args: string[] = []): string | undefined =>
  eventText({ code, operatorId, targetIds, args }, words[language]);

/** The table of what entries of groups say. */
const documented = (): string[] => {
  const docs = readFileSync(join(import.meta.dirname, '../../../../../docs/conversations.md'), 'utf8');
  const rows = [...docs.slice(docs.indexOf('What the entry says')).matchAll(/^\| ((?:`[a-z_]+`(?:, )?)+) \| (?:member|info) \|/gm)];
  return rows.flatMap(([, codes]) => [...codes!.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code!));
};

describe('[U-20] the line of a system entry', () => {
  it('there is one for every event that the server writes, in both languages', () => {
    expect(documented().length).toBeGreaterThan(10);
    for (const code of documented()) {
      const args = code === 'group_changed' ? ['title', 'Birds'] : ['1'];
      for (const language of ['en', 'zh'] as const)
        expect([code, say(language, code, '1', ['2'], args)]).toEqual([code, expect.any(String)]);
    }
  });

  it.each([
    ['group_created', '1', ['9', '3'], ['3', 'Birds'], 'Anna created the group with you and Carl.', 'Anna创建了群聊，成员有你和Carl。'],
    ['members_joined', '1', ['2'], ['3'], 'Anna added Bert.', 'Anna邀请Bert加入了群聊。'],
    ['members_joined', '9', ['9'], ['3'], 'You joined the group.', '你加入了群聊。'],
    [
      'members_joined',
      '1',
      ['2', '3', '4', '5'],
      ['5'],
      'Anna added Bert, Carl, Dora, and 1 other.',
      'Anna邀请Bert、Carl、Dora和另外 1 人加入了群聊。',
    ],
    ['member_left', '2', ['2'], ['2'], 'Bert left the group.', 'Bert退出了群聊。'],
    ['member_removed', '1', ['9'], ['2'], 'Anna removed you.', 'Anna将你移出了群聊。'],
    ['role_changed', '1', ['2'], ['admin'], 'Anna made Bert an admin.', 'Anna将Bert设为管理员。'],
    ['role_changed', '1', ['2'], ['member'], 'Anna took the admin role from Bert.', 'Anna取消了Bert的管理员身份。'],
    ['owner_changed', '1', ['2'], [], 'Anna made Bert the owner.', 'Anna将群主转让给Bert。'],
    ['member_muted', '1', ['2'], ['8640000000000000'], 'Anna muted Bert.', 'Anna将Bert禁言。'],
    ['member_unmuted', '1', ['2'], [], 'Anna unmuted Bert.', 'Anna解除了Bert的禁言。'],
    ['nickname_changed', '2', ['2'], ['Bertie'], 'Bert took the name “Bertie” in this group.', 'Bert将群昵称改为“Bertie”。'],
    ['nickname_changed', '2', ['2'], [''], 'Bert dropped the name for this group.', 'Bert清除了群昵称。'],
    [
      'group_changed',
      '1',
      [],
      ['title', '<b>&', 'joinMode', 'free'],
      'Anna renamed the group to “<b>&”. Anna let everybody join.',
      'Anna将群名改为“<b>&”。Anna允许所有人加入。',
    ],
    ['group_changed', '1', [], ['muteAll', 'true'], 'Anna muted everybody but the owner and admins.', 'Anna开启了全员禁言。'],
    ['group_changed', '1', [], ['announcement', ''], 'Anna removed the announcement.', 'Anna删除了群公告。'],
    ['group_dismissed', '9', [], [], 'You dismissed the group.', '你解散了群聊。'],
    ['group_dismissed', '0', [], [], 'The group was dismissed by an administrator of this server.', '群聊已被服务器管理员解散。'],
  ])('%s by %s about %j with %j', (code, operator, targets, args, english, chinese) => {
    expect([say('en', code, operator, targets, args), say('zh', code, operator, targets, args)]).toEqual([english, chinese]);
  });

  it('a mute says until when', () => {
    expect(say('en', 'member_muted', '1', ['2'], [String(new Date(2027, 0, 2, 3, 4, 5).getTime())])).toBe(
      'Anna muted Bert until 2 Jan 2027, 03:04.',
    );
  });

  it('of a code or a change that this version does not know, the fallback of the server', () => {
    const unknown = { code: 'moon_landed', operatorId: '1', targetIds: [], args: [] };
    expect(systemText(body('', { kind: 'system', system: unknown, fallbackText: '[moon]' }), words.en)).toBe('[moon]');
    expect(systemText(body('', { kind: 'system', system: { ...unknown, code: 'group_changed', args: ['colour', 'red'] } }), words.en)).toBe(
      'Something changed in this conversation.',
    );
  });
});
