// The demo users: who they are and what they have said to each other.
export const DEMO_PASSWORD = 'tideline-Wren-58';

export const DEMO_USERS = ['alice', 'bob', 'carol'] as const;
export type DemoUser = (typeof DEMO_USERS)[number];

export const DEMO_NICKNAMES: Readonly<Record<DemoUser, string>> = { alice: 'Alice 林', bob: 'Bob', carol: 'Carol 陈' };

export interface DemoConversation {
  readonly between: readonly [DemoUser, DemoUser];
  readonly greeting: string;
  /** Who says what, oldest first. The last lines stay unread for the one who did not answer. */
  readonly lines: readonly (readonly [DemoUser, string])[];
}

export const DEMO_CONVERSATIONS: readonly DemoConversation[] = [
  {
    between: ['alice', 'bob'],
    greeting: 'Hi Bob, it is Alice from the bird survey.',
    lines: [
      ['alice', 'Morning! Did the tag of bird 234684 send anything last night?'],
      ['bob', 'It did. It left Alaska on the 13th and has not landed since.'],
      ['alice', 'That is eleven days now 😳'],
      ['bob', '13,560 km. If the numbers are right it is the longest non-stop flight anyone has recorded.'],
      ['alice', '太厉害了！我要告诉 Carol。'],
      ['bob', 'What does that mean? My Chinese stops at 你好.'],
      ['alice', '"Amazing! I have to tell Carol."'],
      ['bob', 'Tell her to bring the telescope on Saturday.\nLow tide is at 9:40, we should be on the mudflat by 9.'],
      ['alice', 'Will do. I bring coffee ☕'],
      ['bob', 'Then I am certainly coming.'],
      ['bob', 'One more thing: the gate code changed, I will send it on Friday.'],
    ],
  },
  {
    between: ['carol', 'alice'],
    greeting: '我是 Carol，咱们在观鸟会上见过。',
    lines: [
      ['alice', 'Carol，那只斑尾塍鹬飞了十一天没有落地！'],
      ['carol', '真的吗？从阿拉斯加直飞过来的？'],
      ['alice', '对，13560 公里，中途一次都没停。'],
      ['carol', '难怪这个软件叫 Godwit 😄'],
      ['alice', '周六早上九点去滩涂，Bob 说退潮是 9:40。你能带上望远镜吗？'],
      ['carol', '没问题，单筒和三脚架我都带。'],
      ['alice', '太好了，我带咖啡。'],
      ['carol', '那我带早饭：豆浆油条，三个人的份。'],
      ['carol', '对了，天气预报说周六多云，最高 14°C，记得穿厚一点。'],
    ],
  },
  {
    between: ['bob', 'carol'],
    greeting: 'Alice says you have the better telescope.',
    lines: [
      ['carol', 'Hi Bob! Alice told me about Saturday. Shall I also bring the ring-reading list?'],
      ['bob', 'Yes please. Last week I saw a white flag with "ZVP" and could not look it up.'],
      ['carol', 'ZVP 是去年在崇明环志的，第三次回来了！\n(ringed on Chongming island last year, back for the third time)'],
      ['bob', 'Wonderful. See you on Saturday 👋'],
    ],
  },
];
