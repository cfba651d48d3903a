// All texts: a section is a part of the client.
import { app } from './texts/app.js';
import { error } from './texts/error.js';
import { login } from './texts/login.js';
import { register } from './texts/register.js';
import { ended } from './texts/ended.js';
import { rail } from './texts/rail.js';
import { link } from './texts/link.js';
import { list } from './texts/list.js';
import { time } from './texts/time.js';
import { chat } from './texts/chat.js';
import { timeline } from './texts/timeline.js';
import { state } from './texts/state.js';
import { viewer } from './texts/viewer.js';
import { system } from './texts/system.js';
import { actions } from './texts/actions.js';
import { favourites } from './texts/favourites.js';
import { forward } from './texts/forward.js';
import { composer } from './texts/composer.js';
import { uploads } from './texts/uploads.js';
import { voice } from './texts/voice.js';
import { emoji } from './texts/emoji.js';
import { contacts } from './texts/contacts.js';
import { add } from './texts/add.js';
import { drawer } from './texts/drawer.js';
import { files } from './texts/files.js';
import { groups } from './texts/groups.js';
import { people } from './texts/people.js';
import { notifications } from './texts/notifications.js';
import { shortcuts } from './texts/shortcuts.js';
import { switcher } from './texts/switcher.js';
import { settings } from './texts/settings.js';
import { account } from './texts/account.js';
import { update } from './texts/update.js';

export const en = {
  ...app.en,
  ...error.en,
  ...login.en,
  ...register.en,
  ...ended.en,
  ...rail.en,
  ...link.en,
  ...list.en,
  ...time.en,
  ...chat.en,
  ...timeline.en,
  ...state.en,
  ...viewer.en,
  ...system.en,
  ...actions.en,
  ...favourites.en,
  ...forward.en,
  ...composer.en,
  ...emoji.en,
  ...voice.en,
  ...uploads.en,
  ...contacts.en,
  ...add.en,
  ...drawer.en,
  ...files.en,
  ...groups.en,
  ...people.en,
  ...notifications.en,
  ...shortcuts.en,
  ...switcher.en,
  ...settings.en,
  ...account.en,
  ...update.en,
};

export const zh = {
  ...app.zh,
  ...error.zh,
  ...login.zh,
  ...register.zh,
  ...ended.zh,
  ...rail.zh,
  ...link.zh,
  ...list.zh,
  ...time.zh,
  ...chat.zh,
  ...timeline.zh,
  ...state.zh,
  ...viewer.zh,
  ...system.zh,
  ...actions.zh,
  ...favourites.zh,
  ...forward.zh,
  ...composer.zh,
  ...emoji.zh,
  ...voice.zh,
  ...uploads.zh,
  ...contacts.zh,
  ...add.zh,
  ...drawer.zh,
  ...files.zh,
  ...groups.zh,
  ...people.zh,
  ...notifications.zh,
  ...shortcuts.zh,
  ...switcher.zh,
  ...settings.zh,
  ...account.zh,
  ...update.zh,
};
