// A value that an answer may have, made from its schema: fields that say what they are by their name look like it.

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
}

const ID = '7301234567890123776';
const TIME_MS = 1_796_083_200_000;

const BY_NAME: Readonly<Record<string, string | number>> = {
  requestId: 'f0a1b2c3d4e5',
  username: 'ada',
  nickname: 'Ada',
  remark: 'Ada (birds)',
  signature: 'Counting birds',
  letter: 'A',
  pinyin: 'ada (birds)',
  initials: 'ab',
  title: 'Birds',
  announcement: 'Sunday, 6:00',
  text: 'Writes the same to everybody.',
  message: 'We met at the marsh.',
  note: 'Recalled; the sender was told.',
  deviceId: 'phone-1',
  platform: 'web',
  ip: '203.0.113.7',
  name: 'heron.jpg',
  mime: 'image/jpeg',
  size: 48_213,
  width: 1_200,
  height: 800,
  emoji: '👍',
  avatar: `file:${ID}`,
  accessToken: 'eyJhbGciOiJFZERTQSJ9…',
  refreshToken: 'rt_…',
  url: '/api/v1/files/7301234567890140160/content?user=…',
  node: 'access-1',
  websocketUrl: 'ws://127.0.0.1:7443',
  version: '12.1796083200000',
  action: 'user.ban',
  objectKind: 'user',
  objectId: ID,
  seq: 41,
  lastSeq: 42,
  memberCount: 3,
};

const first = (type: Schema['type']): string | undefined => (typeof type === 'string' ? type : type?.[0]);

/** `name`: of the field that it is the value of. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option !== undefined) return exampleOf(option, name);
  switch (first(schema.type)) {
    case 'object':
      return exampleObject(schema);
    case 'array':
      return schema.items === undefined ? [] : [exampleOf(schema.items, name.replace(/s$/, ''))];
    case 'string':
      return exampleText(schema, name);
    case 'number':
    case 'integer':
      return exampleNumber(name);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function exampleObject({ properties, additionalProperties }: Schema): object {
  const fields = Object.entries(properties ?? {}).map(([name, field]) => [name, exampleOf(field, name)] as const);
  if (typeof additionalProperties === 'object') fields.push(['content-type', exampleOf(additionalProperties, 'mime')]);
  return Object.fromEntries(fields);
}

/** A pattern of an answer is that of an id. */
function exampleText({ pattern }: Schema, name: string): string {
  if (pattern !== undefined || /Ids?$/.test(name)) return typeof BY_NAME[name] === 'string' && pattern === undefined ? BY_NAME[name] : ID;
  const known = BY_NAME[name];
  return typeof known === 'string' ? known : '';
}

function exampleNumber(name: string): number {
  const known = BY_NAME[name];
  if (typeof known === 'number') return known;
  return /At$|^(?:until|since)$|Until$/.test(name) ? TIME_MS : 0;
}
